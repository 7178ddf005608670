"""What a person typed -> results: understands the query, asks a ``Backend``, ranks, marks and explains.

The names below are its face; the rest of the project imports nothing else of it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search.backend import Sort
    from search.filter_parameters import PARAMETERS, RANGE, Filters, filters_of, values_of
    from search.filters.facet_filters import UNDATED
    from search.highlight.excerpts import Excerpt, make_excerpts
    from search.highlight.held_texts import holding_texts
    from search.highlight.matcher import FormMatcher, FormPatterns
    from search.highlight.snippets import mark, spans
    from search.idle_unmap import IdleUnmap
    from search.quality.decision_preview import ChangedQuery, preview_decision
    from search.quality.golden_queries import ask_published, examine, kept_queries
    from search.quality.metrics import evaluate
    from search.quality.regression import Regressed
    from search.query.days import days
    from search.query.tree import Query
    from search.relaxation import RelaxedSearch, years_near
    from search.results import Answer, Explanation, Hit, Results
    from search.results_json import as_json
    from search.searcher import Indexed, Matching, Newest, Searcher
    from search.spelling.suggestion import load_dictionary
    from search.suggest.model import Suggestion, mix_kinds
    from search.suggest.refresh import discard_suggestions, refresh_suggestions
    from search.suggest.store import SuggestionFile
    from search.tuned_search import DEPTH, search_tuned
    from search.understood import Choice, Understood

_WHERE = {
    "Answer": "results",
    "ChangedQuery": "quality.decision_preview",
    "Choice": "understood",
    "DEPTH": "tuned_search",
    "Excerpt": "highlight.excerpts",
    "FormMatcher": "highlight.matcher",
    "Hit": "results",
    "IdleUnmap": "idle_unmap",
    "Indexed": "searcher",
    "Matching": "searcher",
    "Filters": "filter_parameters",
    "Newest": "searcher",
    "PARAMETERS": "filter_parameters",
    "RANGE": "filter_parameters",
    "FormPatterns": "highlight.matcher",
    "Query": "query.tree",
    "Regressed": "quality.regression",
    "RelaxedSearch": "relaxation",
    "Results": "results",
    "Searcher": "searcher",
    "Sort": "backend",
    "Suggestion": "suggest.model",
    "SuggestionFile": "suggest.store",
    "UNDATED": "filters.facet_filters",
    "Understood": "understood",
    "Explanation": "results",
    "as_json": "results_json",
    "holding_texts": "highlight.held_texts",
    "ask_published": "quality.golden_queries",
    "days": "query.days",
    "discard_suggestions": "suggest.refresh",
    "evaluate": "quality.metrics",
    "examine": "quality.golden_queries",
    "filters_of": "filter_parameters",
    "kept_queries": "quality.golden_queries",
    "load_dictionary": "spelling.suggestion",
    "make_excerpts": "highlight.excerpts",
    "mark": "highlight.snippets",
    "mix_kinds": "suggest.model",
    "preview_decision": "quality.decision_preview",
    "refresh_suggestions": "suggest.refresh",
    "search_tuned": "tuned_search",
    "spans": "highlight.snippets",
    "values_of": "filter_parameters",
    "years_near": "relaxation",
}

__all__ = [
    "ChangedQuery",
    "Answer",
    "Choice",
    "DEPTH",
    "Excerpt",
    "FormMatcher",
    "Hit",
    "IdleUnmap",
    "Indexed",
    "Matching",
    "Filters",
    "Newest",
    "PARAMETERS",
    "RANGE",
    "FormPatterns",
    "Query",
    "Regressed",
    "RelaxedSearch",
    "Results",
    "Searcher",
    "Sort",
    "Suggestion",
    "SuggestionFile",
    "UNDATED",
    "Understood",
    "Explanation",
    "as_json",
    "ask_published",
    "days",
    "discard_suggestions",
    "evaluate",
    "examine",
    "filters_of",
    "holding_texts",
    "kept_queries",
    "load_dictionary",
    "make_excerpts",
    "mark",
    "mix_kinds",
    "preview_decision",
    "refresh_suggestions",
    "search_tuned",
    "spans",
    "values_of",
    "years_near",
]


if not TYPE_CHECKING:  # A name that is not here is an error to the type checker as well.

    def __getattr__(name: str) -> Any:
        # Loaded when asked for: a command that judges needs no site, a search neither judges nor publishes.
        if name not in _WHERE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)
