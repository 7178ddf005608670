"""Bytes to text: repairs TCVN3, VNI and mangled UTF-8, text by text, and leaves sound text alone."""
