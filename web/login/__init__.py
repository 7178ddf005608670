"""Who is signed in: the cookies of a session and of a known device, and what a browser is told when a session ends."""
