"""What the archive knows of abbreviations: the definitions its articles make, and what admins decided about them."""
