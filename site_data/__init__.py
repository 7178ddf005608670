"""The served site's own records: accounts, tokens, the jobs table, query log, saved searches, golden queries, settings."""
