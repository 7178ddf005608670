"""The engines that can hold the index, one module each; ``indexer.builder`` says what a builder does."""
