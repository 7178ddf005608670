"""Kills and full disks, with the children that are killed."""
