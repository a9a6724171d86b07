"""Schema of lexicons/search.yaml and lexicons/glossary.yaml: how people speak of what the duties say."""

from __future__ import annotations

from pydantic import Field

from kb.schema import KindName, Model


class Synonyms(Model):
    """Everyday words and the words of duties they stand for; plain words, no patterns."""

    say: tuple[str, ...] = Field(min_length=1)
    mean: tuple[str, ...] = Field(min_length=1)


class Hint(Model):
    """Words of a question that tell which plans or which region it is about."""

    say: tuple[str, ...] = Field(min_length=1)
    kinds: tuple[KindName, ...] = ()
    regions: tuple[str, ...] = ()
    only: bool = False  # these kinds and no others, whatever else the question names


class SearchWords(Model):
    """What search knows beyond the duties; `empty` are words that tell nothing about what is asked,
    `field` words that only people of this field use.
    """

    synonyms: tuple[Synonyms, ...] = ()
    empty: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()


class Term(Model):
    """A word of the field in our own words, with the duties it is used in."""

    term: str
    also: tuple[str, ...] = ()
    means: str
    requirements: tuple[str, ...] = ()
