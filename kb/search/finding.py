"""Find duties: words and meaning fused by rank, then ordered by what the question names and whom it is about.

Answers are duties of the catalogue, never made-up sentences; a question that nothing answers gets none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kb.catalogue import Catalogue
from kb.models import Requirement
from kb.search.clauses import clause_match, clause_numbers
from kb.search.lexical import LexicalIndex
from kb.search.meaning import MeaningIndex, available_embedder
from kb.search.question import Question, ask
from kb.search.words import pairs

CANDIDATES = 60
_HAS_INTERVAL = re.compile(r"每.{0,2}年|半年|一次|周期|每季|每月")
_HAS_LIMIT = re.compile(r"小时|工作日|日内|分钟|时限")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of search counts; a bench sets parts to 0 to see what they add."""

    own: float = 1.0
    meant: float = 0.2
    meaning: float = 3.2
    rank: float = 50.0  # of reciprocal rank fusion: how slowly a later place counts less
    own_strength: float = 0.42  # of the score itself, as a share of the best
    meant_strength: float = 0.45
    meaning_strength: float = 0.7
    name: float = 0.6
    aspects: float = 0.27
    clause: float = 2.0
    instrument: float = 0.35
    interval: float = 0.07
    limit: float = 0.2
    kinds: float = 0.12
    region: float = 0.39
    tier: float = 0.005


@dataclass(frozen=True, slots=True)
class Filters:
    """Only duties of these; empty fields do not restrict."""

    instruments: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    key_only: bool = False

    def admits(self, r: Requirement) -> bool:
        of_subject = not r.applies.subjects or bool(set(self.subjects) & set(r.applies.subjects))
        return (
            (not self.instruments or r.instrument in self.instruments)
            and (not self.kinds or bool(set(self.kinds) & set(r.kinds)))
            and (not self.subjects or of_subject)
            and (not self.groups or r.group in self.groups)
            and (r.key or not self.key_only)
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A duty, why it was found, and the duties that demand the same; scores compare within one search only."""

    requirement: Requirement
    score: float
    reasons: tuple[str, ...]
    same: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Hits, best first; `note` says what the knowledge base does not hold."""

    hits: tuple[Hit, ...]
    note: str = ""


NO_FILTERS, DEFAULT_WEIGHTS = Filters(), Weights()
OUTSIDE = (
    "知识库里没有回答这个问题的要求：它只收应急预案的编制、评审、备案、演练、响应等要求。可以换一种说法，或写条款号。"
)
DOUBTFUL = "这个问题可能不在知识库的范围内，下面只是字面上最接近的要求。"
OUTSIDE_BELOW, DOUBTFUL_BELOW = 0.1, 0.35  # of the question known; see tests/kb/questions.yaml
_SPOKEN = 1.5  # an everyday word that the lexicon knows tells more than one that merely occurs


class Finder:
    """The indexes over one catalogue; `asked` may leave phrasings out, for measuring."""

    def __init__(self, catalogue: Catalogue, *, asked: Mapping[str, Iterable[str]] | None = None) -> None:
        self.catalogue = catalogue
        asked = catalogue.asked if asked is None else asked
        self._lexical = LexicalIndex(catalogue, asked)
        embedder = available_embedder(catalogue)
        self._meaning = MeaningIndex(catalogue, asked, embedder) if embedder else None
        self._rarities: dict[tuple[str, ...], float] = {}
        self._rows = {r.id: _Row.of(r, asked.get(r.id, ())) for r in catalogue.requirements.values()}

    def find(
        self, text: str, n: int = 10, *, filters: Filters = NO_FILTERS, weights: Weights = DEFAULT_WEIGHTS
    ) -> Answer:
        """Up to `n` duties, equal ones as one hit."""
        question = ask(self.catalogue, text)
        exact = self._by_id(question.text)
        if exact:
            return Answer(tuple(self._grouped([(exact, 1.0)], question, filters, n)))
        scores = self._scores(question, weights)
        nearness = self._nearness(question)
        if not scores or (nearness < OUTSIDE_BELOW and not question.known):
            return Answer((), OUTSIDE)
        ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        hits = self._grouped([(self.catalogue.requirements[k], s) for k, s in ordered], question, filters, n)
        return Answer(tuple(hits), self._note(question, hits) or (DOUBTFUL if nearness < DOUBTFUL_BELOW else ""))

    def _by_id(self, text: str) -> Requirement | None:
        dense = re.sub(r"\s+", "", text)
        return next((r for r in self.catalogue.requirements.values() if r.id.lower() == dense), None)

    # --- scoring ---------------------------------------------------------------------------------------------------

    def _scores(self, q: Question, w: Weights) -> dict[str, float]:
        own, meant = self._lexical.scores(q.own), self._lexical.scores(q.meant) if w.meant else {}
        near = self._meaning.scores(q.text) if self._meaning and w.meaning else {}
        fused = _fused([(w.own, own), (w.meant, meant), (w.meaning, near)], w.rank)
        for share, scores in ((w.own_strength, own), (w.meant_strength, meant), (w.meaning_strength, near)):
            best = max(scores.values(), default=1.0)
            for key, score in scores.items():
                fused[key] += share * score / best
        wanted = {k for k, row in self._rows.items() if row.requirement.instrument in q.named.instruments}
        chosen = dict(sorted(fused.items(), key=lambda item: -item[1])[:CANDIDATES])
        chosen |= {k: fused.get(k, 0.0) for k in wanted}
        if q.named.clauses:
            chosen |= {
                k: fused.get(k, 0.0) for k, row in self._rows.items() if clause_match(q.named.clauses, row.clauses)
            }
        aspects = [(words, self._rarity(words)) for words in q.aspects]
        return {
            k: s + self._lift(q, self._rows[k], w) + w.aspects * _covered(aspects, self._rows[k].text)
            for k, s in chosen.items()
        }

    def _rarity(self, words: tuple[str, ...]) -> float:
        """What an aspect of a question tells: much when few duties speak of it, nothing when none or all do."""
        found = self._rarities.get(words)
        if found is None:
            count = sum(any(w in row.text for w in words) for row in self._rows.values())
            found = self._rarities[words] = math.log(1 + len(self._rows) / count) if count else 0.0
        return found

    def _lift(self, q: Question, row: _Row, w: Weights) -> float:
        """What the duty itself adds to its place among the candidates."""
        r = row.requirement
        lift = w.name * _share(q.pairs, row.name)
        lift += w.tier * (r.tier == "core")
        if r.instrument in q.named.instruments:
            lift += w.instrument
        clause = clause_match(q.named.clauses, row.clauses)
        if clause:
            lift += w.clause * clause * (1.0 if r.instrument in q.named.instruments else 0.15)
        lift += w.interval * (q.asks_interval and row.has_interval) + w.limit * (q.asks_limit and row.has_limit)
        if q.kinds:
            lift += w.kinds * (2 * len(q.kinds & set(r.kinds)) / len(r.kinds) - 1)
        if r.applies.regions:
            lift += w.region if q.regions & set(r.applies.regions) else -w.region
        return lift

    def _nearness(self, q: Question) -> float:
        """How far the catalogue has words for the question, 0 to 1: by its pairs and by what it speaks of."""
        if q.of_field or q.named.instruments:
            return 1.0
        said = "".join(q.known)
        pairs_known = sum(1 for p in q.pairs if p in said or self._lexical.documents(p)) / max(1, len(q.pairs))
        told = sum(_SPOKEN for a in q.aspects if len(a) > 1) + sum(
            1 for a in q.aspects if len(a) == 1 and self._rarity(a)
        )
        unknown = sum(1 for a in q.aspects if len(a) == 1 and not self._rarity(a))
        return pairs_known * told / (told + unknown) if told else 0.0

    # --- what is shown ---------------------------------------------------------------------------------------------

    def _grouped(
        self, ordered: Iterable[tuple[Requirement, float]], q: Question, filters: Filters, n: int
    ) -> list[Hit]:
        """One hit for all duties that demand the same, in the place of the best of them."""
        found: dict[str, Hit] = {}
        for requirement, score in ordered:
            if len(found) == n:
                break
            if requirement.canonical in found or not filters.admits(requirement):
                continue
            shown = self._shown(requirement, q, filters)
            same = (r for r in self.catalogue.equals(shown))
            found[requirement.canonical] = Hit(shown, round(score, 4), self._reasons(q, shown), tuple(same))
        return list(found.values())

    def _shown(self, found: Requirement, q: Question, filters: Filters) -> Requirement:
        """The duty itself when its clause or id was named, otherwise the one that the others equal."""
        canonical = self.catalogue.requirements.get(found.canonical, found)
        named = found.instrument in q.named.instruments or found.id.lower() in q.text
        return found if named or not filters.admits(canonical) else canonical

    def _reasons(self, q: Question, r: Requirement) -> tuple[str, ...]:
        row = self._rows[r.id]
        reasons = []
        if r.instrument in q.named.instruments:
            exact = clause_match(q.named.clauses, row.clauses)
            reasons.append(f"问到{self.catalogue.instrument(r.instrument).cite}{'的这一条' if exact else ''}")
        words = [w for w in (*q.known, *(a[0] for a in q.aspects if len(a) == 1)) if w in row.words]
        longest = [t for t in words if not any(t in other and t != other for other in words)]
        if longest:
            reasons.append("同有“" + "”“".join(sorted(longest, key=q.text.index)[:4]) + "”")
        meant = [w for a in q.aspects if len(a) > 1 for w in a if w in row.words and w not in q.text]
        longest = [t for t in meant if not any(t in other and t != other for other in meant)]
        if longest:
            reasons.append("意思相当于“" + "”“".join(longest[:3]) + "”")
        if not reasons:
            reasons.append("意思相近")
        return tuple(reasons)

    def _note(self, q: Question, hits: list[Hit]) -> str:
        """Says so when the clause asked for is not among the duties."""
        if not (q.named.instruments and q.named.clauses):
            return ""
        rows = (self._rows[r.id] for h in hits for r in (h.requirement, *h.same))
        if any(
            r.requirement.instrument in q.named.instruments and clause_match(q.named.clauses, r.clauses) for r in rows
        ):
            return ""
        cites = "、".join(self.catalogue.instrument(i).cite for i in sorted(q.named.instruments))
        return f"知识库没有收 {cites} {'、'.join(q.named.clauses)} 的要求，下面是相近的。"


@dataclass(frozen=True, slots=True)
class _Row:
    requirement: Requirement
    name: frozenset[str]
    clauses: frozenset[str]
    has_interval: bool
    has_limit: bool
    words: str = field(repr=False)
    text: str = field(repr=False)

    @classmethod
    def of(cls, r: Requirement, asked: Iterable[str]) -> _Row:
        text = f"{r.name}{r.statement}"
        return cls(
            requirement=r,
            name=pairs(r.name),
            clauses=clause_numbers(r.clause),
            has_interval=bool(_HAS_INTERVAL.search(text)),
            has_limit=bool(_HAS_LIMIT.search(text)),
            words=f"{text} {' '.join(r.cues)} {r.applies.text}",
            text=f"{text} {' '.join((*r.cues, *r.headings, *asked))} {r.applies.text}",
        )


def _fused(lists: Iterable[tuple[float, Mapping[str, float]]], slowness: float) -> dict[str, float]:
    """Reciprocal rank fusion, scaled so that first in every list is 1."""
    used = [(weight, scores) for weight, scores in lists if scores and weight]
    whole = sum(weight for weight, _ in used) or 1.0
    out: dict[str, float] = {}
    for weight, scores in used:
        for place, key in enumerate(sorted(scores, key=lambda k: (-scores[k], k))):
            out[key] = out.get(key, 0.0) + weight / whole * (slowness + 1) / (slowness + 1 + place)
    return out


def _covered(aspects: Iterable[tuple[tuple[str, ...], float]], text: str) -> float:
    """The share of the question's aspects that a text speaks of, each by its rarity."""
    whole = found = 0.0
    for words, rarity in aspects:
        whole += rarity
        found += rarity if any(w in text for w in words) else 0.0
    return found / whole if whole else 0.0


def _share(question: frozenset[str], name: frozenset[str]) -> float:
    return len(question & name) / len(name) if name else 0.0


@lru_cache(maxsize=2)
def finder_of(catalogue: Catalogue) -> Finder:
    return Finder(catalogue)


def find(catalogue: Catalogue, question: str, n: int = 10, *, filters: Filters = NO_FILTERS) -> Answer:
    """Up to `n` duties that answer the question."""
    return finder_of(catalogue).find(question, n, filters=filters)
