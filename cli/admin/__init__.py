"""Commands of those who look after a site: accounts, decisions on search, sources looked into, backups told."""
