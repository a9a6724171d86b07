"""Two editions of one instrument, article by article: same, changed, moved, new, dropped."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from kb.texts.models import Clause, OfficialText

Change = Literal["same", "changed", "new", "dropped"]
CHANGES: dict[Change, str] = {"same": "未变", "changed": "有改动", "new": "新增", "dropped": "删去"}
_ALIKE = 55  # token-free similarity from which two articles are one article changed
_NEAR_BONUS = 8  # a neighbour in order is more likely the same article


@dataclass(frozen=True, slots=True)
class Pair:
    """An article of the old edition and what became of it; one side is None where it is new or dropped."""

    change: Change
    old: Clause | None
    new: Clause | None

    @property
    def moved(self) -> bool:
        return bool(self.old and self.new and self.old.number != self.new.number)


Piece = tuple[Literal["keep", "out", "in"], str]


def compare(old: OfficialText, new: OfficialText) -> tuple[Pair, ...]:
    """Pairs in the order of the new edition, dropped articles where they stood."""
    before, after = _clauses(old), _clauses(new)
    matched = _match(before, after)
    pairs = [_pair(before[matched[i]] if i in matched else None, clause) for i, clause in enumerate(after)]
    kept = set(matched.values())
    place = {j: i for i, j in matched.items()}
    for j in reversed(range(len(before))):
        if j not in kept:
            after_which = max((place[k] for k in range(j) if k in place), default=-1)
            pairs.insert(after_which + 1, Pair("dropped", before[j], None))
    return tuple(pairs)


def _clauses(text: OfficialText) -> list[Clause]:
    return [c for c in text.clauses if c.kind in ("article", "section", "part")]


def _pair(old: Clause | None, new: Clause) -> Pair:
    if old is None:
        return Pair("new", None, new)
    return Pair("same" if _dense(old) == _dense(new) else "changed", old, new)


def _match(before: Sequence[Clause], after: Sequence[Clause]) -> dict[int, int]:
    """Place in the new edition → place in the old, the most alike first, each used once."""
    old, new = [_dense(c) for c in before], [_dense(c) for c in after]
    if not old or not new:
        return {}
    scores = process.cdist(new, old, scorer=fuzz.ratio, score_cutoff=_ALIKE - _NEAR_BONUS)
    ranked = sorted(
        (
            (float(scores[i][j]) + _NEAR_BONUS * (1 - abs(i / len(new) - j / len(old))), i, j)
            for i, j in zip(*scores.nonzero(), strict=True)
        ),
        reverse=True,
    )
    out: dict[int, int] = {}
    used: set[int] = set()
    for score, i, j in ranked:
        if score >= _ALIKE and i not in out and j not in used:
            out[int(i)] = int(j)
            used.add(int(j))
    return out


def _dense(clause: Clause) -> str:
    return re.sub(r"\s", "", clause.title + clause.text)


def pieces(old: str, new: str) -> Iterator[Piece]:
    """What was kept, taken out and put in between two wordings, in reading order."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for action, a, b, c, d in matcher.get_opcodes():
        if action == "equal":
            yield "keep", old[a:b]
        else:
            if b > a:
                yield "out", old[a:b]
            if d > c:
                yield "in", new[c:d]
