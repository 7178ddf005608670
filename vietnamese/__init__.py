"""The Vietnamese language: pure functions on text, no I/O; imports nothing of ours."""
