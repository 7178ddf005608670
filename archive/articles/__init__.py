"""Articles: every version kept, one article told by its addresses or text, near duplicates linked, attachments beside them."""
