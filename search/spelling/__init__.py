"""Typing help from the archive's own text: raw Telex and VNI keys, slips, missing accents, "did you mean"."""
