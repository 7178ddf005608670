"""``/quan-tri/viet-tat``: what the archive learned and ships of abbreviations and of words of one meaning (``?loai=tu``).

Accepting, rejecting, adding, weighing: one page for both kinds of pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from apiflask import APIBlueprint
from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.abbreviations.decisions import Decision, Decisions, Kind, Status
from archive.abbreviations.definitions import LearnedAbbreviations
from archive.abbreviations.learned_words import LearnedWords
from translations import N_, gettext
from vietnamese.abbreviations.dictionary import Dictionary, key_of
from vietnamese.related_words.pairs import shipped
from vietnamese.spelling.normalise import fold
from web import template_filters as wording
from web.admin.login import require_admin
from web.state import current_state
from web.view.forms import AbbreviationForm, PressForm

blueprint = APIBlueprint("admin_abbreviations", __name__, url_prefix="/quan-tri/viet-tat", enable_openapi=False)

MOST = 100
"""Pairs on a page; the box narrows them."""

ACTIONS: dict[str, Status] = {"nhan": "accepted", "bo": "rejected", "mac-dinh": ""}
"""Button -> decision."""

ENOUGH = 2
"""Articles that define a pair before it is shown unasked."""

_PREVIEWED = 50
"""Frequent queries that a preview asks."""

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
    # A pair is one entry whatever its letter case: decisions mean all of them, and the newest one counts.
    decided: dict[tuple[str, str], Decision] = {}
    for decision in Decisions(engine).all():
        decided.setdefault(_key_of(decision.abbreviation, decision.expansion), decision)
    own = {_key_of(e.abbreviation, e.expansion): e for e in Dictionary.shipped().entries}
    found: dict[tuple[str, str], Pair] = {}
    for one in LearnedAbbreviations(engine).pairs(1):
        key, written = _key_of(one.abbreviation, one.expansion), (one.abbreviation, one.expansion)
        origin = gettext("các bài trong kho, từ điển có sẵn") if key in own else gettext("các bài trong kho")
        made = _pair_of(written, origin, one.count, decided.get(key), _day_of(one.first), _day_of(one.last))
        found[key] = replace(found[key], count=found[key].count + one.count) if key in found else made
    if not wanted:
        found = {key: pair for key, pair in found.items() if pair.count >= ENOUGH}
    for key, decision in decided.items():
        origin = gettext("từ điển có sẵn") if key in own else gettext("quản trị thêm")
        found.setdefault(key, _pair_of((decision.abbreviation, decision.expansion), origin, 0, decision))
    if wanted:
        for key, entry in own.items():
            origin = gettext("từ điển có sẵn ({source})", source=entry.source)
            found.setdefault(key, _pair_of((entry.abbreviation, entry.expansion), origin, 0, decided.get(key)))
    plain = fold(wanted)
    return [p for p in found.values() if plain in fold(f"{p.short} {p.long}")][:MOST]


def _key_of(short: str, long: str) -> tuple[str, str]:
    return key_of(short), key_of(long)


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


@blueprint.get("/")
@require_admin
def page() -> ResponseReturnValue:
    """Show the list and the form that adds."""
    wanted = " ".join(request.args.get("q", "").split())[:100]
    shown = request.args.get("loai", "")
    kind = KINDS.get(shown, "abbreviation")
    pairs = find_word_pairs(wanted) if kind == "related" else find_pairs(wanted)
    return render_template(
        "admin/abbreviations.html",
        form=AbbreviationForm(),
        wanted=wanted,
        pairs=pairs,
        most=MOST,
        related=kind == "related",
    )


@blueprint.get("/xem-truoc")
@require_admin
def preview() -> ResponseReturnValue:
    """Show which of the queries that readers type often a decision on a pair would change."""
    action, shown = request.args.get("viec", ""), request.args.get("loai", "")
    kind = KINDS.get(shown, "abbreviation")
    short, long = (" ".join(request.args.get(name, "").split()) for name in ("abbreviation", "expansion"))
    if action not in ACTIONS or not short or not long:
        flash(gettext("Hãy nhập đủ cả hai ô của cặp."), "error")
        return redirect(url_for("admin_abbreviations.page", loai=shown or None), 303)
    if kind == "related":
        short, long = _sorted(short, long)
    state, weight = current_state(), read_weight(request.args.get("weight", ""))
    asked = state.site.queries.frequent(_PREVIEWED)
    decision = Decision(short[:40], long[:200], ACTIONS[action], weight, g.user, "")
    return render_template(
        "admin/abbreviation_preview.html",
        press=PressForm(),
        decision=decision,
        action=action,
        asked=len(asked),
        changed=state.preview_decision(decision, [one.query for one in asked], kind),
        times={one.query: one.times for one in asked},
        related=kind == "related",
    )


def read_weight(text: str) -> float:
    """Return a weight as typed, 1 for anything that is none."""
    try:
        weight = float(text.replace(",", "."))
    except ValueError:
        return 1.0
    return weight if 0.1 <= weight <= 10 else 1.0


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
