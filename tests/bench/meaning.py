"""What meaning adds: `PYTHONPATH=. python tests/bench/meaning.py [LABELS] [PLANS]`.

1. Paraphrases of meaning_pairs.yaml: the chance (AUC) that a paraphrase is nearer than its look-alike, and nearer than
   any other sentence of the file; by character pairs, the static model, and the transformer where the extra is there.
2. Nearest passages: how often the first and the first two passages proposed for a labelled duty hold words that the
   labeller quoted; by cue words, by meaning, by both.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import yaml

from checker.facts import extract_facts
from checker.judging.judge import unit_case
from checker.judging.nearest import ranked
from checker.language.fold import fold
from checker.language.index import TextIndex
from checker.plan import Plan, Unit
from checker.reading import read
from kb.catalogue import load_catalogue
from kb.converting import ModelError
from kb.embedding import load_embedder, load_semantic

SHARED = Path(__file__).resolve().parents[2] / "../shared"
PAIRS = Path(__file__).with_name("meaning_pairs.yaml")
SUFFIXES = (".docx", ".pdf", ".html", ".txt", ".md")
Encode = Callable[[Sequence[str]], np.ndarray]


def character_pairs(texts: Sequence[str]) -> np.ndarray:
    """Counts of two-character pieces, hashed into a wide vector, length 1: the lexical method to compare with."""
    out = np.zeros((len(texts), 1 << 14), np.float32)
    for row, text in zip(out, texts, strict=True):
        for i in range(len(text) - 1):
            row[(ord(text[i]) * 31 + ord(text[i + 1])) % out.shape[1]] += 1
    return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9))


def auc(positive: np.ndarray, negative: np.ndarray) -> float:
    left, right = positive.reshape(-1, 1), negative.reshape(1, -1)
    return float(((left > right) + 0.5 * (left == right)).mean())


def paraphrases(encode: Encode) -> str:
    said = yaml.safe_load(PAIRS.read_text(encoding="utf-8"))
    parts = []
    for name in ("pairs", "hard"):
        first, same, other = (encode([row[i] for row in said[name]]) for i in range(3))
        scores = first @ np.concatenate([same, other]).T
        own = np.eye(*scores.shape, dtype=bool)
        alike = auc((first * same).sum(axis=1), (first * other).sum(axis=1))
        found = float((scores.argmax(axis=1) == np.arange(len(scores))).mean())
        parts.append(
            f"{name}: look-alike {alike:.3f}, any other {auc(scores[own], scores[~own]):.3f}, first {found:.3f}"
        )
    return "; ".join(parts)


def dense(text: str) -> str:
    return "".join(fold(text).split())


def labelled(labels: Path, plans: Path) -> Iterator[tuple[Plan, list[dict]]]:
    for file in sorted(labels.glob("*.yaml")):
        gold = yaml.safe_load(file.read_text(encoding="utf-8"))
        found = [p for p in plans.rglob(f"{gold['plan']}.*") if p.suffix in SUFFIXES]
        if found:
            yield read(min(found, key=lambda p: SUFFIXES.index(p.suffix))), gold["units"]


def unit_of(plan: Plan, label: dict) -> Unit | None:
    same = [u for u in plan.units if u.kind.value == label["kind"]]
    return max(same, key=lambda u: len(set(u.title) & set(label["unit"])), default=None)


def nearest_passages(labels: Path, plans: Path) -> None:
    catalogue = load_catalogue()
    ways = {"cue words": (1.0, 0.0), "meaning": (0.0, 1.0), "both": None}
    hits: dict[str, Counter[int]] = {way: Counter() for way in ways}
    total, seconds = 0, []
    for plan, units in labelled(labels, plans):
        index = TextIndex.of(plan)
        facts = extract_facts(plan, index, catalogue, date(2026, 11, 23))
        began = time.perf_counter()
        index.meanings.cosines(["报告"])
        seconds.append((time.perf_counter() - began, plan.source.characters))
        texts = {p.index: dense(p.text) for p in plan.paragraphs if p.role not in ("heading", "contents")}
        for label in units:
            unit = unit_of(plan, label)
            if unit is None:
                continue
            case = unit_case(plan, unit, facts, index, catalogue)
            reach = {i for i in texts if any(a <= i <= b for a, b in plan.reach(unit))}
            for row in label["labels"]:
                quotes = [dense(q)[:40] for q in row.get("quotes") or ()]
                wanted = {i for i in reach if any(q in texts[i] for q in quotes)}
                if row["id"] not in catalogue.requirements or not wanted:
                    continue
                requirement = catalogue.requirement(row["id"])
                source = requirement if requirement.points else catalogue.requirement(requirement.canonical)
                total += 1
                for way, weights in ways.items():
                    chosen = dict(zip(("cues", "meaning"), weights, strict=True)) if weights else {}
                    order = ranked(source, case, **chosen)
                    for k in (1, 2):
                        hits[way][k] += bool(wanted & set(order[:k]))
    for way, counts in hits.items():
        print(f"{way}: first {counts[1] / total:.3f}, first two {counts[2] / total:.3f} of {total} labelled duties")
    slowest = max(seconds)
    print(f"encoding a plan: at most {slowest[0]:.2f} s ({slowest[1]} characters)")


def main() -> None:
    print("character pairs", paraphrases(character_pairs))
    print("static model", paraphrases(load_embedder().encode))
    try:
        duties = tuple(r.statement for r in load_catalogue().requirements.values())
        print("transformer", paraphrases(load_semantic(common=duties).encode))
    except ModelError as error:
        print("transformer", error)
    given = [Path(argument) for argument in sys.argv[1:3]]
    labels, plans = (*given, *(SHARED / "gold", SHARED / "plans")[len(given) :])
    nearest_passages(labels, plans)


if __name__ == "__main__":
    main()
