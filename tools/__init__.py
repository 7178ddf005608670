"""Scripts of a checkout: install the virtual environment and the test browser, generate documents."""
