"""Letters, syllables and tokens: one spelling for one text, folding of accents, and keyboard layouts."""
