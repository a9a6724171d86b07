"""Find duties by words or number: BM25 over words and two-character pieces, with the instrument and clause named.

Answers are duties of the catalogue, never made-up sentences.
"""

from __future__ import annotations

import logging
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import jieba
from rapidfuzz import fuzz

from kb.catalogue import Catalogue
from kb.models import Instrument, Requirement

jieba.setLogLevel(logging.WARNING)

K1, B = 1.2, 0.6  # BM25: saturation of repeated words, weight of length
NAME_BONUS = 2.0  # how far a name that resembles the question lifts a duty
INSTRUMENT_BONUS, CLAUSE_BONUS = 4.0, 8.0

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)*")
_CLAUSE = re.compile(r"第?([0-9]+(?:\.[0-9]+)*)条?|第([零一二三四五六七八九十百]+)条")
_STOP = frozenset(("我们", "你们", "他们", "什么", "怎么", "多少", "多久", "是不是", "要不要", "哪个", "哪些", "到底"))
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Hit:
    """A duty and its score; scores compare within one search only."""

    requirement: Requirement
    score: float


def search(catalogue: Catalogue, question: str, n: int = 10) -> list[Hit]:
    """The `n` nearest duties, best first; empty when no word of the question is known."""
    index = _index_of(catalogue)
    scores = index.scores(Counter(tokens(question)))
    for key in index.named(question):
        scores[key] = scores.get(key, 0.0) + index.named_bonus(key, question)
    hits = [_hit(catalogue.requirements[key], score, question) for key, score in scores.items() if score > 0]
    return sorted(hits, key=lambda h: (-h.score, h.requirement.tier != "core", h.requirement.id))[:n]


def tokens(text: str) -> list[str]:
    """Words, numbers and two-character pieces of a text, without words that say nothing."""
    text = text.lower()
    found = _WORD.findall(text)
    for run in _HAN.findall(text):
        found += [w for w in jieba.cut_for_search(run) if w not in _STOP and len(w) > 1]
        found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found


class _Index:
    """Term weights of every duty; built once per catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        counts = {r.id: _count(r, catalogue.instruments.get(r.instrument)) for r in catalogue.requirements.values()}
        sizes = {key: sum(c.values()) for key, c in counts.items()}
        mean = sum(sizes.values()) / max(1, len(sizes))
        documents = Counter(term for c in counts.values() for term in c)
        total = len(counts)
        self._postings: dict[str, list[tuple[str, float]]] = {}
        for key, terms in counts.items():
            length = 1 - B + B * sizes[key] / mean
            for term, count in terms.items():
                rarity = math.log(1 + (total - documents[term] + 0.5) / (documents[term] + 0.5))
                weight = rarity * count * (K1 + 1) / (count + K1 * length)
                self._postings.setdefault(term, []).append((key, weight))

    def scores(self, question: Counter[str]) -> dict[str, float]:
        out: dict[str, float] = {}
        for term in question:
            for key, weight in self._postings.get(term, ()):
                out[key] = out.get(key, 0.0) + weight
        return out

    def named(self, question: str) -> Iterable[str]:
        """Duties of the instruments that the question names by name, number or id."""
        folded = question.lower().replace(" ", "")
        chosen = {i.id for i in self._catalogue.instruments.values() if any(c in folded for c in _calls(i))}
        return [r.id for r in self._catalogue.requirements.values() if r.instrument in chosen or r.id.lower() in folded]

    def named_bonus(self, key: str, question: str) -> float:
        requirement = self._catalogue.requirements[key]
        if key.lower() in question.lower():
            return 10 * CLAUSE_BONUS
        clauses = _clauses(question) & _clauses(requirement.clause)
        return INSTRUMENT_BONUS + (CLAUSE_BONUS if clauses else 0.0)


@lru_cache(maxsize=2)
def _index_of(catalogue: Catalogue) -> _Index:
    return _Index(catalogue)


def _hit(requirement: Requirement, score: float, question: str) -> Hit:
    alike = fuzz.partial_ratio(requirement.name, question) / 100
    return Hit(requirement, round(score + NAME_BONUS * alike, 3))


def _count(requirement: Requirement, instrument: Instrument | None) -> Counter[str]:
    """Terms of a duty, each field with its weight."""
    counts: Counter[str] = Counter()
    fields = (
        (requirement.name, 4),
        (requirement.statement, 2),
        (" ".join(requirement.headings), 2),
        (" ".join(requirement.cues), 2),
        (requirement.satisfied_when, 1),
        (requirement.missing_when, 1),
        (requirement.applies.text, 1),
        (" ".join(requirement.defects), 1),
        (f"{instrument.name} {' '.join(instrument.aliases)}" if instrument else "", 1),
    )
    for text, weight in fields:
        for term in tokens(text):
            counts[term] += weight
    return counts


def _calls(instrument: Instrument) -> set[str]:
    """How people call an instrument in a question, without white space, lower case."""
    calls = {instrument.id, *instrument.aliases}
    if instrument.number:
        calls.update(re.findall(r"\d{4,}(?=-|—)|\d+号令?", instrument.number.replace(" ", "")))
        calls.add(instrument.number)
    return {c.lower().replace(" ", "") for c in calls if len(c) >= 3}


def _clauses(text: str) -> set[str]:
    """Clause numbers in a text as digits: 「第三十三条」 and 「33条」 are both 33."""
    return {arabic or _number(chinese) for arabic, chinese in _CLAUSE.findall(text)}


def _number(chinese: str) -> str:
    """「三十三」 → 33; numbers up to 999 as laws use them."""
    total, digit = 0, 0
    for char in chinese:
        if char == "百":
            total, digit = total + max(1, digit) * 100, 0
        elif char == "十":
            total, digit = total + max(1, digit) * 10, 0
        else:
            digit = _DIGITS.index(char)
    return str(total + digit)
