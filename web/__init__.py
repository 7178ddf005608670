"""The Flask site: pages for readers, administration and API. Everything a reader sees passes through the public view."""
