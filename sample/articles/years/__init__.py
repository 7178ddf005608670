"""The sample articles as JSON Lines, a file a year: written for the project, with invented people, places and figures.

One article a line; its keys are the fields of ``sample.article.SampleArticle`` in their order, defaults left out.
"""
