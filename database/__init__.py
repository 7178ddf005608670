"""SQL databases: opened, migrated, read and written in transactions; change watch, secret key, errors. Knows no table."""
