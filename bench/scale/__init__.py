"""What more articles and more portals than one machine has would cost."""
