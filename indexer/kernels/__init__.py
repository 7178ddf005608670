"""Compiled inner loops over postings: written for numba, compiled once a machine to an object file, linked by llvmlite.

numba itself is only imported by the process that compiles (``compiler``): a serving process links the object file, which costs
a third of numba's memory and a tenth of its start.
"""
