"""Who may sign in and who has: sessions, delays after wrong passwords, links that make an account, rules for passwords."""
