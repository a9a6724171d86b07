"""What a question asks for: its own words, what the field calls them, clauses, and whom it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kb.catalogue import Catalogue
from kb.search.clauses import Named, named
from kb.search.words import fold, pairs, tokens, words
from kb.search_words import Synonyms

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_INTERVAL = re.compile(
    r"多长时间.{0,3}(?:次|回|重新|再|评|练|演|修)|多久.{0,4}(?:次|回|遍|练|演|做|评|修|换|查|核)|隔多久|几[次回遍]|多少次|几年|几个月|频[率次]|周期|一年.{0,3}几|多少年"
)
_LIMIT = re.compile(
    r"几个?(?:小时|钟头|工作日)|几天|多少[天日]|多[长少]时间|期限|限期|时限|多快|多久[得要]?(?:报|在|内|公|备|上|去|交|给|召|开)|多久以?内"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, taken apart; `own` are its words, `meant` those the synonyms add."""

    text: str
    own: tuple[str, ...]
    meant: tuple[str, ...]
    aspects: tuple[tuple[str, ...], ...]  # each thing the question speaks of: the words it may have in a duty
    known: frozenset[str]  # everyday words of the question that the synonyms know
    pairs: frozenset[str]
    named: Named
    kinds: frozenset[str]
    regions: frozenset[str]
    of_field: bool  # speaks of emergency plans in so many words
    asks_interval: bool
    asks_limit: bool


def ask(catalogue: Catalogue, text: str) -> Question:
    """Take a question apart; white space and full-width writing do not matter."""
    folded = fold(text)
    bare = _without(folded, _empty(catalogue))
    lexicon = catalogue.search_words
    said = [(s, [w for w in s.say if w.lower() in folded]) for s in lexicon.synonyms]
    hints = [h for h in lexicon.hints if any(w in folded for w in h.say)]
    return Question(
        text=folded,
        own=tuple(dict.fromkeys(tokens(bare))),
        meant=tuple(dict.fromkeys(t for s, found in said if found for mean in s.mean for t in tokens(mean))),
        aspects=_aspects(bare, said),
        known=frozenset(w for _s, found in said for w in found),
        pairs=pairs(bare),
        named=named(catalogue, text),
        kinds=frozenset(k for h in ([h for h in hints if h.only] or hints) for k in h.kinds),
        regions=frozenset(r for h in hints for r in h.regions),
        of_field=any(w in folded for w in lexicon.field),
        asks_interval=bool(_INTERVAL.search(folded)),
        asks_limit=bool(_LIMIT.search(folded)) and not _INTERVAL.search(folded),
    )


def _aspects(bare: str, said: list[tuple[Synonyms, list[str]]]) -> tuple[tuple[str, ...], ...]:
    """A group of synonyms the question uses is one aspect, every other word of it another."""
    groups = [(*found, *s.mean) for s, found in said if found]
    covered = "|".join(w for _s, found in said for w in found)
    alone = [(w,) for run in _HAN.findall(bare) for w in words(run) if len(w) > 1 and w not in covered]
    return tuple(dict.fromkeys([*groups, *alone]))


@lru_cache(maxsize=2)
def _empty(catalogue: Catalogue) -> re.Pattern[str]:
    words = sorted(catalogue.search_words.empty, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)) or r"(?!)")


def _without(folded: str, empty: re.Pattern[str]) -> str:
    """The question with a blank for every empty word; whole when nothing else is in it."""
    bare = empty.sub(" ", folded)
    return bare if re.search(r"\w", bare) else folded
