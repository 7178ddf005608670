"""Compiling the kernels once a machine, and linking them into a process."""
