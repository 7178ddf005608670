"""The engines that can answer a search, one module each; ``search.backend`` says what a backend does."""
