"""The catalogue: everything under `corpora/`, loaded and validated once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from rapidfuzz import fuzz, process

from kb.errors import CatalogueError, Problem, UnknownId
from kb.loading import Corpora, corpora_root, local_corpora, local_files
from kb.models import Floor, FormRow, HeadingConcept, Instrument, RenamedBody, Requirement, ReviewForm
from kb.search_words import SearchWords, Term
from kb.upper_plans import ConnectionItem, ConnectionMatter, EventFamily, Region

_NAME = re.compile(r"(?<!\(\?P)<([a-z][a-z0-9-]*)>")
_REQUIREMENT: TypeAdapter[Requirement] = TypeAdapter(Requirement)


@dataclass(frozen=True)
class Basis:
    """What a finding cites: instrument id, how it is cited, clause."""

    instrument: str
    cite: str
    clause: str


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Duties, instruments, forms and lexicons. `places` tells the file an id stands in."""

    version: str
    sha256: str
    instruments: Mapping[str, Instrument]
    requirements: Mapping[str, Requirement]
    forms: Mapping[str, ReviewForm]
    headings: Mapping[str, HeadingConcept]
    terms: Mapping[str, tuple[str, ...]]
    bodies: tuple[RenamedBody, ...]
    floors: Mapping[str, tuple[Floor, ...]]
    regions: Mapping[str, Region]
    places: Mapping[str, str]
    connection_items: Mapping[str, ConnectionItem] = field(default_factory=dict)
    connection_matters: tuple[ConnectionMatter, ...] = ()
    event_families: tuple[EventFamily, ...] = ()
    search_words: SearchWords = field(default_factory=SearchWords)
    glossary: tuple[Term, ...] = ()
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # duty → how people ask for it

    def requirement(self, key: str) -> Requirement:
        found = self.requirements.get(key)
        if found is None:
            raise UnknownId(key, self._near(key, self.requirements))
        return found

    def instrument(self, key: str) -> Instrument:
        found = self.instruments.get(key)
        if found is None:
            raise UnknownId(key, self._near(key, self.instruments))
        return found

    @staticmethod
    def _near(key: str, known: Mapping[str, Requirement] | Mapping[str, Instrument]) -> list[tuple[str, str]]:
        """Up to three entries whose id or name is like `key`, best first."""
        texts = {i: f"{i} {row.name}" for i, row in known.items()}
        found = process.extract(key, texts, scorer=fuzz.WRatio, processor=str.lower, limit=3, score_cutoff=60)
        return [(i, known[i].name) for _text, _score, i in found]

    def form_rows(self) -> dict[str, tuple[ReviewForm, FormRow]]:
        """Every row of every form by its id, in order."""
        return {row.id: (form, row) for form in self.forms.values() for row in form.rows}

    def basis(self, requirement: Requirement) -> Basis:
        """The clause a finding of this duty stands on."""
        instrument = self.instrument(requirement.instrument)
        return Basis(instrument.id, instrument.cite, requirement.clause)

    def equals(self, requirement: Requirement) -> list[Requirement]:
        """The other duties that demand the same, the canonical one first."""
        same = [
            r for r in self.requirements.values() if r.canonical == requirement.canonical and r.id != requirement.id
        ]
        return sorted(same, key=lambda r: r.id != requirement.canonical)

    def expand(self, pattern: str) -> str:
        """The pattern with every `<name>` replaced by the alternatives of lexicons/terms.yaml."""
        return self._expand(pattern, ())

    def compiled(self, pattern: str) -> re.Pattern[str]:
        """The expanded pattern, compiled. Punctuation is not folded here; text and pattern must agree."""
        return _compile(self.expand(pattern))

    def event_family(self, text: str) -> EventFamily | None:
        """The kind of event a title or a list entry names; the first family that fits."""
        return next((f for f in self.event_families if any(self.compiled(w).search(text) for w in f.words)), None)

    def _expand(self, pattern: str, inside: tuple[str, ...]) -> str:
        if "<" not in pattern:
            return pattern

        def insert(match: re.Match[str]) -> str:
            name = match[1]
            if name not in self.terms:
                raise CatalogueError([Problem("lexicons/terms.yaml", name, "", f"规则里用到的词表 <{name}> 不存在")])
            if name in inside:
                raise CatalogueError([Problem("lexicons/terms.yaml", name, "", "词表互相引用，成了循环")])
            return "(?:" + "|".join(self._expand(t, (*inside, name)) for t in self.terms[name]) + ")"

        return _NAME.sub(insert, pattern)


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def load_catalogue(root: Path | None = None) -> Catalogue:
    """The catalogue under `root`, cached; CatalogueError when it does not validate.

    Without `root`: what is shipped beside the kb package, with the user's own corpora laid over it.
    """
    if root:
        return _load(root.resolve(), None, ())
    local = local_corpora()
    stamp = tuple((p.as_posix(), p.stat().st_mtime_ns) for p in local_files(local))
    return _load(corpora_root().resolve(), local if stamp else None, stamp)


def shipped_catalogue() -> Catalogue:
    """The catalogue without the user's additions."""
    return _load(corpora_root().resolve(), None, ())


@lru_cache(maxsize=4)
def _load(root: Path, local: Path | None, stamp: tuple[tuple[str, int], ...]) -> Catalogue:
    """`stamp` changes when a local file does, so that a page sees it without a restart."""
    corpora = Corpora(root, local)
    head = corpora.parse("catalogue.yaml")
    requirements = _requirements(corpora)
    catalogue = Catalogue(
        version=str(head.get("version", "")),
        sha256=corpora.sha256(),
        instruments=_instruments(corpora),
        requirements=requirements,
        forms=_joined(_forms(corpora), [r for r in requirements.values() if corpora.is_local(r.id)]),
        headings=_lexicon(corpora, "headings", dict[str, HeadingConcept], {}),
        terms=_lexicon(corpora, "terms", dict[str, tuple[str, ...]], {}),
        bodies=_lexicon(corpora, "bodies", tuple[RenamedBody, ...], (), key="bodies"),
        floors=_lexicon(corpora, "floors", dict[str, tuple[Floor, ...]], {}),
        regions=_regions(corpora),
        places=corpora.places,
        connection_items=_connection_items(corpora),
        connection_matters=_connection_matters(corpora),
        event_families=_event_families(corpora),
        search_words=_lexicon(corpora, "search", SearchWords, {}),
        glossary=_lexicon(corpora, "glossary", tuple[Term, ...], (), key="terms"),
        asked=_lexicon(corpora, "asked", dict[str, tuple[str, ...]], {}),
    )
    _known_points(corpora, catalogue)
    corpora.close()
    return catalogue


def _known_points(corpora: Corpora, catalogue: Catalogue) -> None:
    """Every point a row of a review table is judged by must exist; not looked at while something else is wrong."""
    if corpora.problems:
        return
    for form, row in catalogue.form_rows().values():
        for name in row.points:
            key, _, point = name.partition("#")
            duty = catalogue.requirements.get(key)
            if duty is None or point not in {p.id for p in duty.points}:
                message = f"评审表用到的要点不存在：{name}"
                corpora.problems.append(Problem(corpora.places.get(form.id, ""), row.id, "checks", message))


def _instruments(corpora: Corpora) -> dict[str, Instrument]:
    out: dict[str, Instrument] = {}
    for name, _head, row in corpora.rows("instruments", "instruments"):
        model = corpora.model(Instrument, row, name)
        if model and corpora.register(model.id, name):
            out[model.id] = model
    return out


def _requirements(corpora: Corpora) -> dict[str, Requirement]:
    """Duties in file order; a row takes the instrument of its file, and is its own canonical unless it says more."""
    out: dict[str, Requirement] = {}
    for name, head, row in corpora.rows("requirements", "requirements"):
        if isinstance(row, dict):
            row = {"instrument": head.get("instrument"), "canonical": row.get("id"), **row}
        model = corpora.adapted(_REQUIREMENT, row, name, str(row.get("id", "")) if isinstance(row, dict) else "")
        if model and corpora.register(model.id, name):
            out[model.id] = model
    return out


def _forms(corpora: Corpora) -> dict[str, ReviewForm]:
    out: dict[str, ReviewForm] = {}
    for name in corpora.files("forms"):
        model = corpora.model(ReviewForm, corpora.parse(name), name)
        if not model:
            continue
        for row in model.rows:
            corpora.register(row.id, name)
        if corpora.register(model.id, name):
            out[model.id] = model
    return out


def _joined(forms: dict[str, ReviewForm], local: Sequence[Requirement]) -> dict[str, ReviewForm]:
    """The forms with the user's own duties in the rows they name: a copy of our form would be lost at an upgrade."""

    def row_with_local(row: FormRow) -> FormRow:
        more = tuple(r.id for r in local if row.id in r.forms and r.id not in row.requirements)
        return row.model_copy(update={"requirements": (*row.requirements, *more)}) if more else row

    return (
        {
            key: form.model_copy(update={"rows": tuple(row_with_local(row) for row in form.rows)})
            for key, form in forms.items()
        }
        if local
        else forms
    )


def _regions(corpora: Corpora) -> dict[str, Region]:
    out: dict[str, Region] = {}
    for name in corpora.files("regions"):
        model = corpora.model(Region, corpora.parse(name), name, "name")
        if model:
            out[model.name] = model
    return out


def _connection_items(corpora: Corpora) -> dict[str, ConnectionItem]:
    out: dict[str, ConnectionItem] = {}
    rows = corpora.parse("connections/items.yaml")
    for row in rows.get("items", ()) if rows else ():
        model = corpora.model(ConnectionItem, row, "connections/items.yaml")
        if model and corpora.register(model.id, "connections/items.yaml"):
            out[model.id] = model
    return out


def _event_families(corpora: Corpora) -> tuple[EventFamily, ...]:
    rows = (corpora.parse("connections/events.yaml") or {}).get("events", ())
    found = (corpora.model(EventFamily, row, "connections/events.yaml") for row in rows)
    return tuple(f for f in found if f)


def _connection_matters(corpora: Corpora) -> tuple[ConnectionMatter, ...]:
    """The matters of all files in connections/ but items.yaml and events.yaml, in file order."""
    out: list[ConnectionMatter] = []
    for name in corpora.files("connections"):
        if name.endswith(("/items.yaml", "/events.yaml")):
            continue
        for row in (corpora.parse(name) or {}).get("matters", ()):
            model = corpora.model(ConnectionMatter, row, name)
            if model and corpora.register(f"connection:{model.id}", name):
                out.append(model)
    return tuple(out)


def _lexicon(corpora: Corpora, name: str, shape: Any, empty: Any, *, key: str = "") -> Any:
    """lexicons/<name>.yaml in the given shape; `key` when the data stands under a top key."""
    data = corpora.merged(f"lexicons/{name}.yaml")
    if key and isinstance(data, dict):
        data = data.get(key) or ()
    found = corpora.adapted(TypeAdapter(shape), data or empty, f"lexicons/{name}.yaml")
    return empty if found is None else found
