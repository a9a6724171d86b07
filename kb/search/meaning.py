"""Nearness in meaning of a question and the duties, by the static model; nothing where the model is not installed."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from kb.catalogue import Catalogue
from kb.converting import ModelError
from kb.embedding import MODEL_VARIABLE, Embedder, load_embedder, load_semantic

_LOG = logging.getLogger("plancheck.search")


def available_embedder(catalogue: Catalogue) -> Embedder | None:
    """The model the user named (PLANCHECK_MODEL, needs the extra), else the static one, else None.

    Search goes on without a model; why one was not used stands in the log.
    """
    loaders: list[Callable[[], Embedder]] = [load_embedder]
    if os.environ.get(MODEL_VARIABLE):
        common = tuple(r.statement for r in catalogue.requirements.values())
        loaders.insert(0, lambda: load_semantic(common=common))
    for load in loaders:
        try:
            return load()
        except (ModelError, OSError) as error:
            _LOG.warning("search without this language model: %s", error)
    return None


class MeaningIndex:
    """Vectors of what each duty says, its name, and how people ask for it; the nearest of them counts."""

    def __init__(self, catalogue: Catalogue, asked: Mapping[str, Iterable[str]], embedder: Embedder) -> None:
        self._embedder = embedder
        texts, owners = [], []
        for r in catalogue.requirements.values():
            for text in (r.name, f"{r.name}：{r.statement}", *asked.get(r.id, ())):
                texts.append(text)
                owners.append(r.id)
        self._vectors = embedder.encode(texts)
        self._starts = [i for i, key in enumerate(owners) if i == 0 or owners[i - 1] != key]
        self._keys = [owners[i] for i in self._starts]

    def scores(self, text: str) -> dict[str, float]:
        """Duty → cosine of its nearest text, for those above 0."""
        near = self._vectors @ self._embedder.encode([text])[0]
        best = np.maximum.reduceat(near, self._starts)
        return {key: float(s) for key, s in zip(self._keys, best, strict=True) if s > 0}
