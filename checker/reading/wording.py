"""The reader's words from `corpora/lexicons/reading.yaml`, loaded and compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from checker.plan import Kind, Subject

_FILE = Path(__file__).resolve().parents[2] / "corpora" / "lexicons" / "reading.yaml"


@dataclass(frozen=True)
class Province:
    name: str
    sign: str
    cities: tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """Compiled patterns and word sets; all are matched against dense text (no white space, half-width)."""

    plan_title: re.Pattern[str]
    unit_kinds: tuple[tuple[Kind, re.Pattern[str]], ...]
    own_kind: re.Pattern[str]
    divider: re.Pattern[str]
    openers: frozenset[str]
    front_matter: frozenset[str]
    heading_words: frozenset[str]
    chapter_words: frozenset[str]
    sentence_openers: re.Pattern[str]
    heading_ends: tuple[str, ...]
    organisation_ends: dict[str, tuple[str, ...]]
    department_title: re.Pattern[str]
    government_words: re.Pattern[str]
    enterprise_words: re.Pattern[str]
    subjects: tuple[tuple[Subject, re.Pattern[str]], ...]
    provinces: tuple[Province, ...]
    county_cities: dict[str, str]  # city of county level → province
    event_words: re.Pattern[str]


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(words))


def _words(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The lexicon; read on first use."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=loader)
    return Wording(
        plan_title=_any(data["plan_titles"]),
        unit_kinds=tuple((Kind(k), _any(v)) for k, v in data["unit_kinds"].items()),
        own_kind=_any(data["own_kinds"]),
        divider=_any(data["dividers"]),
        openers=frozenset(data["openers"]),
        front_matter=frozenset(data["front_matter"]),
        heading_words=frozenset(data["heading_words"]),
        chapter_words=frozenset(data["chapter_words"]),
        sentence_openers=_words(data["sentence_openers"]),
        heading_ends=tuple(data["heading_ends"]),
        organisation_ends={k: tuple(v) for k, v in data["organisation_ends"].items()},
        department_title=_any(data["department_titles"]),
        government_words=_words(data["government_words"]),
        enterprise_words=_words(data["enterprise_words"]),
        subjects=tuple((Subject(k), _words(v)) for k, v in data["subjects"].items()),
        provinces=tuple(Province(p["name"], p["sign"], tuple(p["cities"])) for p in data["provinces"]),
        county_cities={city: name for name, cities in data["county_cities"].items() for city in cities},
        event_words=_words(data["event_words"]),
    )
