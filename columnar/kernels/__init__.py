"""What numba compiles: kernels over raw addresses that run a plan's program. Nothing here is imported at run time but ``layout`` and ``compilation.linker``."""
