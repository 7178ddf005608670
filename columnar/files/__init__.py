"""Files of arrays, the numbers and terms in them, and the checksums that were verified."""
