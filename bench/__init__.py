"""Speed and relevance beside others; nobody imports it."""
