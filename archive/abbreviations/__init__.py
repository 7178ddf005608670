"""What the archive learned of abbreviations and of words of one meaning, and what admins decided about them."""
