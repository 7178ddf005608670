"""The engines that are compared with ours."""
