"""How well the ranking finds what is meant, and what tunes it."""
