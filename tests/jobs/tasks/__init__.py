"""Tests of jobs/tasks."""
