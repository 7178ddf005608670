"""``/quan-tri/viet-tat``: what the archive learned and ships of abbreviations and of words of one meaning (``?loai=tu``).

Accepting, rejecting, adding, weighing: one page for both kinds of pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apiflask import APIBlueprint
from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.abbreviations.decisions import Decision, Decisions, Kind, Status
from archive.abbreviations.definitions import LearnedAbbreviations
from archive.abbreviations.learned_words import LearnedWords
from translations import N_, gettext
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.related_words.pairs import shipped
from vietnamese.spelling.normalise import fold
from web import template_filters as wording
from web.admin.login import require_admin
from web.state import current_state
from web.view.forms import AbbreviationForm

blueprint = APIBlueprint("admin_abbreviations", __name__, url_prefix="/quan-tri/viet-tat", enable_openapi=False)

MOST = 100
"""Pairs on a page; the box narrows them."""

ACTIONS: dict[str, Status] = {"nhan": "accepted", "bo": "rejected", "mac-dinh": ""}
"""Button -> decision."""

KINDS: dict[str, Kind] = {"": "abbreviation", "tu": "related"}
"""``loai`` in the address -> kind of pairs."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of the list; ``count``: articles that define an abbreviation, occurrences of the rarer of two words; 0 when none."""

    short: str
    long: str
    origin: str
    count: int
    first: str
    last: str
    status: str
    weight: float


def find_pairs(wanted: str) -> list[Pair]:
    """Return the pairs that hold ``wanted`` (accents may lack): learned ones first, then the shipped and the added."""
    engine = current_state().archive.engine
    decided = {(d.abbreviation, d.expansion): d for d in Decisions(engine).all()}
    shipped = {(e.abbreviation, e.expansion): e.source for e in Dictionary.shipped().entries}
    found: dict[tuple[str, str], Pair] = {}
    for one in LearnedAbbreviations(engine).pairs(1 if wanted else 2):
        key = (one.abbreviation, one.expansion)
        origin = gettext("các bài trong kho, từ điển có sẵn") if key in shipped else gettext("các bài trong kho")
        found[key] = _pair_of(key, origin, one.count, decided.get(key), _day_of(one.first), _day_of(one.last))
    for key, decision in decided.items():
        found.setdefault(
            key, _pair_of(key, gettext("từ điển có sẵn") if key in shipped else gettext("quản trị thêm"), 0, decision)
        )
    if wanted:
        for key, source in shipped.items():
            found.setdefault(
                key, _pair_of(key, gettext("từ điển có sẵn ({source})", source=source), 0, decided.get(key))
            )
    plain = fold(wanted)
    return [p for p in found.values() if plain in fold(f"{p.short} {p.long}")][:MOST]


def find_word_pairs(wanted: str) -> list[Pair]:
    """Return the pairs of words of one meaning that hold ``wanted``: decided and learned ones first, then the shipped."""
    engine = current_state().archive.engine
    decided = {(d.abbreviation, d.expansion): d for d in Decisions(engine, "related").all()}
    found: dict[tuple[str, str], Pair] = {}
    for one in LearnedWords(engine).all():
        key = _sorted(one.word, one.other)
        alike = wording.decimal(round(100 * one.similarity))
        origin = gettext("các bài trong kho (giống nhau {share} %)", share=alike)
        found[key] = _pair_of(key, origin, one.count, decided.get(key))
    ours = {_sorted(pair.word, pair.other) for pair in shipped().pairs}
    for key, decision in decided.items():
        found.setdefault(
            key, _pair_of(key, gettext("từ điển có sẵn") if key in ours else gettext("quản trị thêm"), 0, decision)
        )
    for key in sorted(ours) if wanted else ():
        found.setdefault(key, _pair_of(key, gettext("từ điển có sẵn"), 0, None))
    plain = fold(wanted)
    return [p for p in found.values() if plain in fold(f"{p.short} {p.long}")][:MOST]


def _sorted(word: str, other: str) -> tuple[str, str]:
    first, second = sorted((word.lower(), other.lower()))
    return first, second


def _pair_of(
    key: tuple[str, str], origin: str, count: int, decision: Decision | None, first: str = "", last: str = ""
) -> Pair:
    status, weight = (decision.status, decision.weight) if decision else ("", 1.0)
    return Pair(*key, origin, count, first, last, status, weight)


def _day_of(iso: str | None) -> str:
    return wording.day(iso) if iso else ""


def _log_rows(decisions: Sequence[Decision]) -> list[dict[str, str]]:
    return [
        {
            "at": wording.day(d.at, with_time=True),
            "by": d.by or gettext("dòng lệnh"),
            "pair": f"{d.abbreviation} = {d.expansion}",
            "what": gettext(wording.DECISIONS.get(d.status, d.status)),
            "weight": wording.decimal(d.weight),
        }
        for d in decisions
    ]


@blueprint.get("/")
@require_admin
def page() -> ResponseReturnValue:
    """Show the list, the form that adds, and the log."""
    wanted = " ".join(request.args.get("q", "").split())[:100]
    shown = request.args.get("loai", "")
    kind = KINDS.get(shown, "abbreviation")
    log = _log_rows(Decisions(current_state().archive.engine, kind).log(30))
    pairs = find_word_pairs(wanted) if kind == "related" else find_pairs(wanted)
    return render_template(
        "admin/abbreviations.html",
        form=AbbreviationForm(),
        wanted=wanted,
        pairs=pairs,
        most=MOST,
        log=log,
        related=kind == "related",
    )


@blueprint.post("/")
@require_admin
def decide() -> ResponseReturnValue:
    """Take a decision; it holds from the next query on."""
    form = AbbreviationForm()
    status = ACTIONS.get(request.form.get("viec", ""))
    shown = request.form.get("loai", "")
    kind = KINDS.get(shown, "abbreviation")
    if status is None or not form.validate_on_submit():
        message = next((errors[0] for errors in form.errors.values()), N_("Yêu cầu không hợp lệ."))
        flash(gettext(message), "error")
    else:
        Decisions(current_state().archive.engine, kind).decide(
            form.abbreviation.data, form.expansion.data, status, by=g.user, weight=float(form.weight.data or 1)
        )
        flash(
            gettext(
                "Đã ghi: {short} = {long} ({decision}).",
                short=form.abbreviation.data,
                long=form.expansion.data,
                decision=gettext(wording.DECISIONS[status]),
            ),
            "info",
        )
    return redirect(url_for("admin_abbreviations.page", loai=shown or None, q=request.form.get("q", "") or None))
