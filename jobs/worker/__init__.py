"""Runs jobs from the jobs table: the loop with its schedule, a forked process a job, and words for what failed."""
