"""How well search finds duties, and what each part adds: python tests/bench/search_quality.py [QA.yaml …]

Measures tests/kb/questions.yaml, each file given (questions with `answer_ids`), and the phrasings of
lexicons/asked.yaml, each found without its own words in the index. Also the time per question.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import yaml

from kb.catalogue import Catalogue, load_catalogue
from kb.search.finding import DEFAULT_WEIGHTS, Finder, Weights

QUESTIONS = Path(__file__).resolve().parent.parent / "kb" / "questions.yaml"
Pair = tuple[str, list[str]]
FOLDS = 3


def parts() -> dict[str, Weights]:
    w = DEFAULT_WEIGHTS
    ordering = ("name", "aspects", "clause", "instrument", "interval", "limit", "kinds", "region", "tier")
    plain = replace(w, meant=0, meant_strength=0, meaning=0, meaning_strength=0, **dict.fromkeys(ordering, 0.0))
    synonyms = {"meant": w.meant, "meant_strength": w.meant_strength}
    return {
        "words": plain,
        "words+synonyms": replace(plain, **synonyms),
        "words+synonyms+meaning": replace(plain, **synonyms, meaning=w.meaning, meaning_strength=w.meaning_strength),
        "all without meaning": replace(w, meaning=0, meaning_strength=0),
        "all without synonyms": replace(w, meant=0, meant_strength=0),
        "all": w,
    }


def measure(finder: Finder, pairs: Iterable[Pair], weights: Weights) -> tuple[list[int], list[str]]:
    """Rank of the first right answer of every question (99: not in ten), and the questions missed at five."""
    catalogue = finder.catalogue
    ranks, missed = [], []
    for question, answers in pairs:
        want = {catalogue.requirements[a].canonical for a in answers}
        got = [h.requirement.canonical for h in finder.find(question, 10, weights=weights).hits]
        rank = next((i for i, key in enumerate(got, 1) if key in want), 99)
        ranks.append(rank)
        if rank > 5:
            missed.append(f"{question} → {got[:3]}, 应为 {sorted(want)}")
    return ranks, missed


def summary(ranks: list[int]) -> dict[str, float]:
    return {f"hit@{k}": round(sum(r <= k for r in ranks) / len(ranks), 3) for k in (1, 3, 5)} | {
        "mrr": round(sum(1 / r for r in ranks if r < 99) / len(ranks), 3),
        "questions": len(ranks),
    }


def left_out(catalogue: Catalogue, weights: Weights) -> list[int]:
    """Ranks of the phrasings, each asked of an index that does not hold it."""
    ranks: list[int] = []
    for fold in range(FOLDS):
        kept = {k: [p for i, p in enumerate(v) if i % FOLDS != fold] for k, v in catalogue.asked.items()}
        held = [(p, [k]) for k, v in catalogue.asked.items() for i, p in enumerate(v) if i % FOLDS == fold]
        ranks += measure(Finder(catalogue, asked=kept), held, weights)[0]
    return ranks


def main() -> None:
    catalogue = load_catalogue()
    own = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    sets: dict[str, list[Pair]] = {
        name: [(q["question"], q["answers"]) for q in own[key]]
        for name, key in (("own", "questions"), ("fresh", "fresh"), ("later", "later"))
    }
    for name in sys.argv[1:]:
        rows = yaml.safe_load(Path(name).read_text(encoding="utf-8"))["questions"]
        sets[Path(name).stem] = [(q["question"], q.get("answer_ids") or q["answers"]) for q in rows]
    bare, full = Finder(catalogue, asked={}), Finder(catalogue)
    for label, weights in parts().items():
        for name, pairs in sets.items():
            print(label, name, json.dumps(summary(measure(full, pairs, weights)[0])))
        print(label, "phrasings left out", json.dumps(summary(left_out(catalogue, weights))))
    for name, pairs in sets.items():
        print("all, no phrasings indexed", name, json.dumps(summary(measure(bare, pairs, DEFAULT_WEIGHTS)[0])))
        print(*measure(full, pairs, DEFAULT_WEIGHTS)[1], sep="\n")
    print("outside, answered all the same:", [q for q in own["outside"] if full.find(q).hits])
    times = []
    for pairs in sets.values():
        for question, _ in pairs:
            start = time.perf_counter()
            full.find(question)
            times.append((time.perf_counter() - start) * 1000)
    print(
        "ms per question: median",
        round(statistics.median(times), 1),
        "p95",
        round(sorted(times)[int(len(times) * 0.95)], 1),
    )


if __name__ == "__main__":
    main()
