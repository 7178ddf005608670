"""What a page is made of: parsing within limits, elements, links, metadata, dates and the boilerplate around an article."""
