"""Finds the office written beside a name: where it begins and where it ends."""

from __future__ import annotations

import re

from facts.extraction.people.names import has_name_at_end
from facts.extraction.people.office_ends import (
    AFTER_UNIT,
    end_office,
    is_complete,
    is_continued,
    is_joined,
    is_verb,
    is_within_office,
)
from facts.extraction.people.words import Word, is_rank_at, office_head_size
from vietnamese.entities.surnames import COMMON_SURNAMES

_BEFORE_OTHERS = frozenset(
    [
        "và",
        "với",
        "cùng",
        "của",
        "là",
        "cho",
        "do",
        "vào",
        "tại",
        "ở",
        "trên",
        "trong",
        "từ",
        "bởi",
        "về",
        "theo",
        "đến",
    ]
)
_SHORTENED = frozenset(("tp", "tx", "tt", "t", "q", "p"))
FORMER = frozenset(("nguyên", "cựu"))
"""Words before a rank or office that somebody held once."""
_STOP_SIGNS = frozenset(';:.!?"“”…)[]*')
# What stands in brackets after an office and is no part of it: age, kin, place in the picture.
_ASIDE = re.compile(
    r"^(?:\d|sn$|sinh$|tuổi$|em$|anh$|chị$|con$|vợ$|chồng$|cha$|mẹ$|bố$|ảnh$|trái$|phải$|giữa$|áo$|đứng$|bìa$|hàng$|ngồi$|thứ$|người$)"
)


def find_left_role(text: str, words: list[Word], end: int, honoured: bool = False) -> str:
    """Find the office written right before ``end``, from its first word; empty when there is none.

    ``honoured``: rank or honorific stands at ``end``, so a dash or "là" may stand between office and person.
    """
    apart = end > 0 and words[end - 1].text == ","
    begun = _find_role_end(words, end, honoured)
    if begun is None:
        return ""
    last, end = begun
    best = _find_head(words, last, end)
    if best > 0 and (
        apart
        and (_is_complement(words, best) or _follows_name(words, best))
        or words[best - 1].low == "ban"
        and words[best].low in _BOARDS
    ):
        return ""
    # "VP luật sư Nguyễn Chiến": an office named after its head
    if best < 0 or best and words[best].low == "luật" and words[best - 1].low in ("vp", "phòng"):
        return ""
    role = text[words[best].start : words[end - 1].end].strip(" ,-–")
    # "Công an huyện Mẫu tạm giữ A", "Giám đốc Công an tỉnh về A": the office is not of who is named after it
    return role if end_office(role) == role else ""


def _find_role_end(words: list[Word], end: int, honoured: bool) -> tuple[int, int] | None:
    """Return the last word that may be of the office before ``end``, and where the office ends; None when none may stand there."""
    at = end - 1
    # a comma before a bare name ends the role of somebody else: "B - Tổng giám đốc, A, …"
    if at >= 0 and words[at].text in ",–-":
        beside = words[at].text in "–-" and honoured or _is_full_name(words, end) and _opens_clause(words, at)
        if not is_rank_at(words, end) and not beside and not (honoured and _opens_clause(words, at)):
            return None
        at -= 1
        end -= 1
    elif at >= 1 and words[at].low == "là" and honoured:
        at -= 1
        end -= 1
    if at >= 0 and words[at].low in _BEFORE_OTHERS:
        return None
    if at >= 0 and words[at].low == "nhiệm" and words[at - 1].low == "đương":
        at -= 2
        end -= 2
    if at >= 0 and words[at].text == ")":
        opened = next((k for k in range(at - 1, max(-1, at - 14), -1) if words[k].text == "("), -1)
        if opened < 1 or _ASIDE.match(words[opened + 1].low):
            return None
        at = opened - 1
    return at, end


def _is_full_name(words: list[Word], at: int) -> bool:
    """Tell whether a common surname with at least two capitalised words stands at ``at``."""
    follow = words[at : at + 3]
    return len(follow) == 3 and all(word.capital for word in follow) and follow[0].low in COMMON_SURNAMES


def _find_head(words: list[Word], at: int, end: int) -> int:
    """Return where the office that ends before ``end`` begins, read from ``at`` to the left; -1 when there is none."""
    best, floor = -1, max(0, end - 26)
    while at >= floor:
        word = words[at]
        if word.text == "," and best == at + 1 and (joined := _office_before(words, at, floor)) >= 0:
            # "Theo Ngoại trưởng A, Tổng thống B": the office of another
            # "Đáp lại ý kiến của các nhà quản lý, Bộ trưởng A": of others as well
            of = joined - 1 - (joined > 1 and words[joined - 1].low in ("các", "những", "nhiều"))
            if joined and words[of].low in _COMPLEMENT:
                break
            best, at = joined, joined - 1
            continue
        if word.text == "," and best < 0 and _is_in_ministry(words, at):
            at -= 1
            continue
        if word.text == "." and at and words[at - 1].low in _SHORTENED:
            at -= 1
            continue
        if word.text in _STOP_SIGNS or word.text in ",(":
            break
        size = office_head_size(words, at)
        if size and at + size <= end:
            best = at
        elif (
            is_verb(words, at)
            and not (best > at)
            and not is_within_office(words, at)
            or best > at
            and (is_verb(words, at) or word.low in ("của", "cùng", "và", "là", "bởi"))
            or best - at > 3
        ):
            break
        at -= 1
    return best


_BOARDS = frozenset(("giám", "lãnh", "chủ", "thường", "chỉ"))
_COMPLEMENT = frozenset(("của", "theo", "với", "cho", "tới", "đến", "gửi", "từ", "bởi", "do"))


def _is_complement(words: list[Word], at: int) -> bool:
    """Tell whether the office at ``at``, before a comma, is somebody else's: "Theo quyết định của Bộ trưởng, Thiếu tướng A"."""
    before = words[at - 1].low
    return before in _COMPLEMENT or before in ("đồng", "vị") or at > 1 and f"{words[at - 2].low} {before}" == "đồng chí"


def _follows_name(words: list[Word], at: int) -> bool:
    """Tell whether the office at ``at`` is of the person named before it: "A, Trưởng ban B, Trung tướng C"."""
    return words[at - 1].text in ",–-" and has_name_at_end(words, max(0, at - 8), at - 1)


def _opens_clause(words: list[Word], comma: int) -> bool:
    """Tell whether a sentence is nothing but an office up to a comma: "Phó chủ tịch UBND xã Mẫu, bà A"."""
    if not office_head_size(words, 0) or has_name_at_end(words, 0, comma):
        return False
    return not any(
        words[at].text in ",-–;:" or is_verb(words, at) and not is_within_office(words, at) for at in range(comma)
    )


def _office_before(words: list[Word], comma: int, floor: int) -> int:
    """Return where the office before a comma begins when nothing but that office stands there; -1 otherwise."""
    for at in range(comma - 1, max(floor, comma - 14) - 1, -1):
        if (
            words[at].text in _STOP_SIGNS
            or words[at].text == ","
            or words[at].text[0].isdigit()
            or is_verb(words, at)
            and not is_within_office(words, at)
        ):
            return -1
        if office_head_size(words, at):
            while at > floor and office_head_size(words, at - 1):
                at -= 1
            return -1 if has_name_at_end(words, at, comma) else at
    return -1


def _is_in_ministry(words: list[Word], comma: int) -> bool:
    """Tell whether a comma is inside a name such as "Văn hóa, Thể thao và Du lịch"."""
    after = words[comma + 1 : comma + 6]
    return bool(after) and after[0].capital and words[comma - 1].low != "" and any(w.low == "và" for w in after[1:])


def find_right_rank(words: list[Word], at: int) -> str:
    """Find the rank written after a name: "A, Đại tá, …", "A (SN 1978, là Thượng uý)"; empty when there is none."""
    if at + 3 < len(words) and words[at].text in ",-–" and words[at + 1].low in FORMER:
        at += 1
        if is_rank_at(words, at + 1):
            return f"{words[at + 1].text} {words[at + 2].text}"
    elif at + 2 < len(words) and words[at].text in ",-–" and is_rank_at(words, at + 1):
        # "A, Đại tá B": the rank is the other's
        if at + 3 < len(words) and words[at + 3].capital:
            return ""
        return f"{words[at + 1].text} {words[at + 2].text}"
    if at < len(words) and words[at].text == "(":
        for step in range(at + 1, min(at + 9, len(words) - 1)):
            if words[step].text == ")":
                break
            if words[step].low == "là" and is_rank_at(words, step + 1):
                return f"{words[step + 1].text} {words[step + 2].text}"
    return ""


_OTHERS_SPOKEN_FOR = frozenset(("đại diện lãnh", "đại diện các", "đại diện cho", "đại diện một"))


def find_right_role(text: str, words: list[Word], at: int) -> str:
    """Find the office that follows a name: after a comma, dash, bracket or "là"."""
    count = len(words)
    if at >= count:
        return ""
    if words[at].text == "(":
        step = at + 1
        while step < count and step < at + 14 and words[step].text not in ")":
            if office_head_size(words, step) and (step == at + 1 or words[step - 1].text in ",-–;"):
                return _read_role(text, words, step)
            if is_rank_at(words, step) and words[step - 1].low == "là":
                return ""
            step += 1
        at = step + 1
        if at >= count:
            return ""
    if words[at].text in ",-–" or words[at].low in ("là", "hiện", "giữ"):
        step = at + 1
        for word in words[step : step + 5]:
            # "vụ" of "chức vụ", not of "Vụ trưởng"
            if word.low not in ("hiện", "là", "đang", "giữ", "chức", "vụ", "một", "cũng") or office_head_size(
                words, step
            ):
                break
            step += 1
        # "A (SN 1970), trú tại …" is no office; ", 45 tuổi, Giám đốc …" is one
        if step + 2 < count and words[step].low.isdigit() and words[step + 1].low == "tuổi":
            step += 3
        elif born := _birth_size(words, step):
            step += born
        # "- cựu Trung tướng, nguyên Tổng cục trưởng …": the office stands behind the rank
        past = step + 1 if step < count and words[step].low in FORMER else step
        if (
            is_rank_at(words, past)
            and past + 3 < count
            and words[past + 2].text in ",-–"
            and (past > step or not words[past + 2].capital)
        ):
            step = (
                past + 3 if office_head_size(words, past + 3) and not has_name_at_end(words, past, past + 2) else step
            )
        # "A, đại diện lãnh đạo các Bộ": the next in a list, no office of A
        if " ".join(word.low for word in words[step : step + 3]) in _OTHERS_SPOKEN_FOR:
            return ""
        charge = words[at].text == "," and [word.low for word in words[step : step + 2]] == ["phụ", "trách"]
        if step < count and (office_head_size(words, step) or charge) and not is_rank_at(words, step):
            return _read_role(text, words, step)
    elif office_head_size(words, at) and words[at].capital:
        return _read_role(text, words, at)
    return ""


def _birth_size(words: list[Word], at: int) -> int:
    """Count the words of ", sinh năm 1970," that stand at ``at`` before an office."""
    lows = [word.low for word in words[at : at + 4]]
    size = 3 if lows[:2] == ["sinh", "năm"] else 2 if lows[:1] == ["sn"] else 0
    named = size > 0 and len(lows) > size and lows[size - 1].isdigit() and lows[size] == ","
    return size + 1 if named else 0


def _read_role(text: str, words: list[Word], begin: int) -> str:
    """Return the office that begins at ``begin``, with the further offices joined to it by commas and dashes."""
    at = begin + max(1, office_head_size(words, begin))
    depth, end, count = 0, at, len(words)
    while at < count and at - begin < 60:
        word = words[at]
        if word.text == "(":
            close = next((k for k in range(at + 1, min(at + 12, count)) if words[k].text == ")"), -1)
            if close < 0 or (close - at > 1 and _ASIDE.match(words[at + 1].low)):
                break
            named, at = close - at > 2, close + 1
            end = at
            # "(thị xã Mẫu, tỉnh Mẫu) mang theo": after where it is, the sentence goes on; "(CSĐT) tội phạm" is inside the name
            if (
                named
                and at < count
                and words[at].low.isalpha()
                and not words[at].capital
                and words[at].low not in AFTER_UNIT
            ):
                break
            continue
        if word.text in _STOP_SIGNS:
            if word.text == "." and at and words[at - 1].low in _SHORTENED:
                at += 1
                continue
            break
        if word.text in ",–-/&":
            if not is_continued(words, at) or (word.text == "," and has_name_at_end(words, begin, at)):
                break
        elif word.low == "và" and not is_joined(words, at) or is_verb(words, at) or is_complete(words, at):
            break
        at += 1
        end = at if depth == 0 else end
    while end > begin and (words[end - 1].text in ",-–(" or words[end - 1].low in ("hiện", "đương", "nay")):
        end -= 1
    if has_name_at_end(words, begin, end):
        return ""
    return end_office(text[words[begin].start : words[end - 1].end])
