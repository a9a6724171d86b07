"""How near the paragraphs of a plan are in meaning to given sentences."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

import numpy as np

from checker.errors import InputError
from checker.plan import Plan
from kb.embedding import MODEL_VARIABLE, Embedder, ModelError, load_embedder, load_semantic

SHORTEST = 8  # characters; shorter lines are labels, they resemble everything


class Meanings:
    """The paragraphs of one plan as vectors, made on first use and once for all duties."""

    def __init__(self, plan: Plan) -> None:
        self._cosines: dict[tuple[str, ...], np.ndarray] = {}  # units of one plan ask for the same duties
        self._kept = [p for p in plan.paragraphs if p.role not in ("heading", "contents") and len(p.text) >= SHORTEST]

    @cached_property
    def paragraphs(self) -> np.ndarray:
        """Indices of the paragraphs that are compared, (n,), in order."""
        return np.array([p.index for p in self._kept], dtype=np.int64)

    @cached_property
    def _vectors(self) -> np.ndarray:
        return embedder().encode([p.text for p in self._kept])

    def cosines(self, sentences: Sequence[str]) -> np.ndarray:
        """(n, number of sentences), -1 … 1; row i belongs to paragraph `paragraphs[i]`."""
        asked = tuple(sentences)
        found = self._cosines.get(asked)
        if found is None:
            found = self._cosines[asked] = np.asarray(self._vectors @ _vectors_of(asked).T)
        return found

    def within(self, ranges: Iterable[tuple[int, int]]) -> np.ndarray:
        """(n,) bool: the paragraphs of these ranges of indices, both ends included."""
        inside = np.zeros(len(self._kept), dtype=bool)
        for first, last in ranges:
            inside |= (self.paragraphs >= first) & (self.paragraphs <= last)
        return inside


def transformer_named() -> bool:
    """Whether the user asks for the sentence-transformers model of the extra `semantic`."""
    return bool(os.environ.get(MODEL_VARIABLE))


@lru_cache(maxsize=1)
def embedder() -> Embedder:
    """The static model, or the one PLANCHECK_MODEL names. Raises InputError E-MODEL when that can not be loaded."""
    if not transformer_named():
        return load_embedder()
    try:
        return load_semantic()
    except ModelError as error:
        raise InputError("E-MODEL", str(error)) from error


@lru_cache(maxsize=2048)
def _vectors_of(sentences: tuple[str, ...]) -> np.ndarray:
    """Vectors of a duty's or a point's sentences, kept over plans."""
    return embedder().encode(sentences)
