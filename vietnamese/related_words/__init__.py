"""Words of one meaning: the shipped pairs of the field, and looking them up."""
