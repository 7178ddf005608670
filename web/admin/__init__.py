"""``/quan-tri``: sign-in, jobs, decisions on abbreviations, golden queries, hiding articles and names."""
