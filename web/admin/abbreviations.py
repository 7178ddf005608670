"""``/quan-tri/viet-tat``: what the archive learned and ships of abbreviations and of words of one meaning (``?loai=tu``).

Accepting, rejecting, adding, weighing: one page for both kinds of pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from apiflask import APIBlueprint
from flask import abort, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from archive.abbreviations.decisions import Decision, Decisions, Kind, Status
from archive.abbreviations.definitions import LearnedAbbreviations
from archive.abbreviations.learned_words import LearnedWords
from database.errors import ArchiveError
from translations import N_, gettext
from vietnamese.abbreviations.dictionary import Dictionary, key_of
from vietnamese.related_words.pairs import shipped
from vietnamese.spelling.normalise import fold
from web import template_filters as wording
from web.admin.login import require_admin
from web.state import current_state
from web.urls import page_address
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
    return _show(AbbreviationForm(formdata=None), 200)


def _show(form: AbbreviationForm, status: int) -> ResponseReturnValue:
    wanted = " ".join(request.values.get("q", "").split())[:100]
    kind = _kind()
    if kind == "related":
        form.abbreviation.label.text, form.expansion.label.text = N_("Từ"), N_("Từ kia")
    pairs = find_word_pairs(wanted) if kind == "related" else find_pairs(wanted)
    return render_template(
        "admin/abbreviations.html",
        form=form,
        press=PressForm(),
        wanted=wanted,
        pairs=pairs,
        most=MOST,
        related=kind == "related",
    ), status


def _kind() -> Kind:
    """Return the kind of pairs that the present request is about."""
    return KINDS.get(request.values.get("loai", ""), "abbreviation")


def _read_decision(form: AbbreviationForm) -> Decision | None:
    """Return what a form decides, its pair as it is kept; None when it cannot be decided: then the form says why."""
    status = ACTIONS.get(request.values.get("viec", ""))
    if status is None:
        abort(400)
    if not form.validate():
        return None
    weight = 1.0 if form.weight.data is None else float(form.weight.data)
    decisions = Decisions(current_state().archive.engine, _kind())
    try:
        short, long = decisions.read_pair(form.abbreviation.data, form.expansion.data, weight)
    except ArchiveError as error:
        form.expansion.errors = [gettext("Chưa thực hiện được: {why}.", why=error)]
        return None
    return Decision(short, long, status, weight, g.user, "")


@blueprint.get("/xem-truoc")
@require_admin
def preview() -> ResponseReturnValue:
    """Show which of the queries that readers type often a decision on a pair would change."""
    # Nothing is changed, so that its address can be kept: it has no token.
    form = AbbreviationForm(request.args, meta={"csrf": False})
    decision = _read_decision(form)
    if decision is None:
        return _show(form, 400)
    state, kind = current_state(), _kind()
    asked = state.site.queries.frequent(_PREVIEWED)
    return render_template(
        "admin/abbreviation_preview.html",
        press=PressForm(),
        decision=decision,
        action=request.args["viec"],
        asked=len(asked),
        changed=state.preview_decision(decision, [one.query for one in asked], kind),
        times={one.query: one.times for one in asked},
        related=kind == "related",
    )


@blueprint.post("/")
@require_admin
def decide() -> ResponseReturnValue:
    """Take a decision; it holds from the next query on."""
    form = AbbreviationForm()
    taken = _read_decision(form)
    if taken is None:
        return _show(form, 400)
    try:
        Decisions(current_state().archive.engine, _kind()).decide(
            taken.abbreviation, taken.expansion, taken.status, by=taken.by, weight=taken.weight
        )
    except ArchiveError as error:
        flash(gettext("Chưa thực hiện được: {why}.", why=error), "error")
    else:
        said = gettext(
            "Đã ghi: {short} = {long} ({decision}).",
            short=taken.abbreviation,
            long=taken.expansion,
            decision=gettext(wording.DECISIONS[taken.status]),
        )
        flash(said, "info")
    shown = {name: request.form.get(name, "") for name in ("loai", "q")}
    return redirect(page_address("admin_abbreviations.page", shown), 303)
