"""Instruments and clauses that a question names: 「88号令33条」, 「29639 6.3.5」, 「708条例第14条」, 「附录C」."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kb.catalogue import Catalogue
from kb.models import Instrument
from kb.search.words import fold, number

_CHINESE = "零〇一二三四五六七八九十百两"
_ARTICLE = re.compile(rf"第?([0-9]{{1,3}}|[{_CHINESE}]{{1,7}})条(?!例)")
_RANGE = re.compile(rf"第?([0-9]{{1,3}}|[{_CHINESE}]{{1,7}})[—\-~至、]+第?([0-9]{{1,3}}|[{_CHINESE}]{{1,7}})条")
_SECTION = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d{1,2}){1,5})(?![\d.])")
_ANNEX = re.compile(r"附[录件]([a-z]|\d{1,2})(?:\.(\d+))?(?![\d])")
_LONE = re.compile(r"(?<=[\s号令法例则])(\d{1,2})$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PAPER = re.compile(r"[〔\[(](\d{4})[〕\])](\d{1,4})号")
_STANDARD = re.compile(r"(\d{4,5})(?:\.\d+)?(?=-|—|$)")
_BRACKETS = re.compile(r"[（(《][^）)》]*[）)》]|[《》]")


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names: instruments (ids) and clauses as normal numbers (33, 6.3.5, 附录c)."""

    instruments: frozenset[str]
    clauses: tuple[str, ...]


def named(catalogue: Catalogue, question: str) -> Named:
    folded = fold(question)
    dense = re.sub(r"(?<![\d.])\s+|\s+(?![\d.])", "", folded)  # 「29639 6.3.5」 stays two numbers
    numbers = _numbers_in(dense)
    found = {key for key, own in _numbers_of(catalogue).items() if own & numbers} | _by_name(catalogue, dense)
    return Named(frozenset(found), tuple(dict.fromkeys(_clauses(folded, bool(found)))))


def _by_name(catalogue: Catalogue, dense: str) -> set[str]:
    """Instruments whose name stands in the question and is not a piece of a longer name standing there."""
    present = {(key, name) for key, names in _calls_of(catalogue).items() for name in names if name in dense}
    return {key for key, name in present if not any(name in other and name != other for _key, other in present)}


def clause_numbers(clause: str) -> frozenset[str]:
    """The numbers a duty's clause holds, ranges in full: 「第22—23条」 → 22, 23."""
    folded = fold(clause)
    found = set(_clauses(folded, True))
    for first, last in _RANGE.findall(folded):
        found |= {str(n) for n in range(number(first), number(last) + 1)}
    if re.fullmatch(r"\d+", folded):
        found.add(folded)
    for first, last in re.findall(r"^(\d+)—(\d+)$", folded):
        found |= {str(n) for n in range(int(first), int(last) + 1)}
    return frozenset(found)


def clause_match(asked: Iterable[str], clauses: frozenset[str]) -> float:
    """1 when a clause asked for is among these, less for one inside it or around it, 0 when none."""
    best = 0.0
    for want in asked:
        for have in clauses:
            if want == have:
                return 1.0
            if have.startswith(want + "."):
                best = max(best, 0.7)
            elif want.startswith(have + ".") and "." in have:
                best = max(best, 0.5)
    return best


def _clauses(folded: str, with_instrument: bool) -> list[str]:
    found = [str(number(n)) for n in _ARTICLE.findall(folded)]
    found += _SECTION.findall(folded)
    found += [f"附录{name}" + (f".{sub}" if sub else "") for name, sub in _ANNEX.findall(folded)]
    if with_instrument and not found:
        found += _LONE.findall(folded)
    return found


@lru_cache(maxsize=2)
def _calls_of(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """How people name each instrument that has duties, folded and without white space."""
    used = {r.instrument for r in catalogue.requirements.values()}
    return {key: frozenset(_calls(catalogue.instrument(key))) for key in used}


def _calls(instrument: Instrument) -> set[str]:
    calls = {instrument.id, *instrument.aliases, _BRACKETS.sub("", instrument.name)}
    calls.add(instrument.name.removeprefix("中华人民共和国"))
    if instrument.number:
        calls.add(instrument.number)
        calls |= set(re.findall(r"\d{2,3}号令|\d{1,3}号(?=文)", instrument.number))
    return {re.sub(r"\s+", "", fold(c)) for c in calls if len(c) >= 3}


@lru_cache(maxsize=2)
def _numbers_of(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Numbers each instrument with duties is called by, with their sort: 令708, 文2024-5, 文5, 标29639."""
    out = {}
    for key in {r.instrument for r in catalogue.requirements.values()}:
        text = fold(catalogue.instrument(key).number or "")
        order = re.search(r"令第?(\d{1,3})号", text.split("(")[0])
        own = {f"令{order[1]}"} if order else set()
        own |= {f"文{form}" for year, n in _PAPER.findall(text) for form in (n, f"{year}-{n}")}
        own |= {f"标{n}" for n in _STANDARD.findall(text) if not _YEAR.fullmatch(n)}
        out[key] = frozenset(own)
    return out


def _numbers_in(dense: str) -> set[str]:
    """The same for a question; 「88号」 may be an order or a paper."""
    found = {
        f"令{n}" for both in re.findall(r"(?<!\d)(\d{1,3})号?(?:令|条例)|令第?(\d{1,3})号", dense) for n in both if n
    }
    found |= {f"文{n}" for n in re.findall(r"(?<!\d)(\d{1,3})号?文", dense)}
    found |= {f"文{year}-{n}" for year, n in _PAPER.findall(dense)}
    found |= {sort + n for n in re.findall(r"(?<![\d\])〕])(\d{2,3})号(?![令文])", dense) for sort in "令文"}
    return found | {f"标{n}" for n in re.findall(r"(?<![\d.])(\d{4,5})(?![\d.年])", dense) if not _YEAR.fullmatch(n)}
