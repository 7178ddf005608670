"""Pages of what articles state: events, people, documents, figures, campaigns. Every fact links to its sentence."""
