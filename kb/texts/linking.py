"""The official words of a duty: its clause in the imported text, down to the paragraph (款) or item (项) it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kb.catalogue import Catalogue
from kb.models import Requirement
from kb.search.clauses import clause_numbers
from kb.search.words import fold, number, pairs
from kb.texts.models import Clause, OfficialText, Part

_PARAGRAPH = re.compile(r"第([0-9一二三四五六七八九十]+)款")
_ITEMS = re.compile(r"第([0-9一二三四五六七八九十]+)(?:[—、至-]([0-9一二三四五六七八九十]+))?项")
_LETTER = re.compile(r"([a-z])\)")
_PATH = re.compile(r"[一二三四五六七八九十]+\([一二三四五六七八九十]+\)\d*(?:\(\d+\))?|专栏\d+")
_MORE = re.compile(r"、(\([一二三四五六七八九十]+\)\d*)")


@dataclass(frozen=True, slots=True)
class OfficialWords:
    """One clause and the parts of it the duty stands on; all parts where the duty names none."""

    text: OfficialText
    clause: Clause
    parts: tuple[Part, ...]


def official_words(
    catalogue: Catalogue, texts: Mapping[str, OfficialText], requirement: Requirement
) -> tuple[OfficialWords, ...]:
    """The clauses of a duty in the imported text of its instrument; empty when it is not imported or has no such."""
    text = texts.get(requirement.instrument)
    if text is None:
        return ()
    wanted = fold(requirement.clause)
    clauses = _numbered(text, wanted) or _by_path(text, wanted) or _in_annex(text, wanted) or _preface(text, wanted)
    return tuple(OfficialWords(text, c, _parts(c, wanted, requirement)) for c in clauses)


def _numbered(text: OfficialText, wanted: str) -> list[Clause]:
    names = clause_numbers(wanted)
    found = [c for c in text.clauses if c.number in names]
    return found + [
        c for c in text.clauses if found and any(c.number.startswith(f"{f.number}.") for f in found if not f.parts)
    ]


def _by_path(text: OfficialText, wanted: str) -> list[Clause]:
    """「三（十）2」, 「三（九）3、（十）2」, 「专栏1」, 「二（三）」, 「三、评审要点」 and the parts below them."""
    dense = re.sub(r"\s", "", wanted)
    paths = _PATH.findall(dense)
    if paths and not paths[0].startswith("专栏"):
        paths += [paths[0][0] + more for more in _MORE.findall(dense)]
    if not paths and (match := re.match(r"([一二三四五六七八九十]+)、", dense)):
        paths = [match[1]]
    paths = [re.sub(r"(\d)\(\d+\)$", r"\1", p) for p in paths]
    by_number = {c.number: c for c in text.clauses}
    found = [by_number[p] for p in paths if p in by_number]
    below = [
        c for f in found for c in text.clauses if c.number.startswith(f.number) and c is not f and len(f.parts) < 2
    ]
    return found + below[:20]


def _in_annex(text: OfficialText, wanted: str) -> list[Clause]:
    """「附件2总则·编制依据」: the row of that annex's table whose head has these words; else the annex itself."""
    match = re.match(r"附件(\d+)(.*)", re.sub(r"\s", "", wanted))
    if not match:
        return []
    annex = f"附件{match[1]}"
    rows = [c for c in text.clauses if c.kind == "row" and c.number.startswith(annex)]
    names = [n for n in match[2].split("·") if n]
    if not names:
        return [c for c in text.clauses if c.number == annex or c in rows]
    last = names[-1]
    for fits in (
        [c for c in rows if last in c.title],
        [c for c in rows if len(pairs(last) & pairs(c.title)) >= 2],
        [c for c in rows if last in c.text],
    ):
        if fits:
            return fits[:3]
    return [c for c in text.clauses if c.number == annex]


def _preface(text: OfficialText, wanted: str) -> list[Clause]:
    """The preface of a standard, where a duty stands on its list of changes."""
    return [c for c in text.clauses if wanted.startswith("前言") and c.number == "前言"]


def _parts(clause: Clause, wanted: str, requirement: Requirement) -> tuple[Part, ...]:
    paragraph, items, letter = _PARAGRAPH.search(wanted), _ITEMS.search(wanted), _LETTER.search(wanted)
    if items:
        first, last = number(items[1]), number(items[2] or items[1])
        chosen = [p for p in clause.items() if p.number.isdigit() and first <= int(p.number) <= last]
        return (clause.parts[0], *chosen) if chosen else clause.parts
    if paragraph:
        return _of_paragraph(clause, number(paragraph[1])) or clause.parts
    if letter:
        return tuple(p for p in clause.items() if p.number == letter[1]) or clause.parts
    return clause.parts


def _of_paragraph(clause: Clause, which: int) -> tuple[Part, ...]:
    """The paragraph with the items below it."""
    count, out = 0, []
    for part in clause.parts:
        count += not part.number
        if count == which:
            out.append(part)
    return tuple(out)
