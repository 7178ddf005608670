"""Abbreviations: the shipped dictionary, definitions in running text, and which sense a form has where it stands."""
