"""One module per CMS family: what differs from the generic path."""
