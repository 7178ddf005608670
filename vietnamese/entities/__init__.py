"""What a text names whatever its form: days, document numbers, places, events, bylines."""
