"""Time per question over duties and imported articles: python tests/bench/search_speed.py [ARTICLES …]

Articles are made from the catalogue's own sentences, shuffled; the default sizes are 5000 and 100000.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

import yaml

from kb.catalogue import load_catalogue
from kb.search.articles import ArticleIndex
from kb.search.finding import Finder
from kb.texts.models import Clause, OfficialText, Part

QUESTIONS = Path(__file__).resolve().parent.parent / "kb" / "questions.yaml"


def made_text(count: int, sentences: list[str]) -> OfficialText:
    rng = random.Random(count)
    clauses = tuple(
        Clause(
            number=str(i),
            label=f"第{i}条",
            kind="article",
            parts=tuple(Part(number="", text=s) for s in rng.sample(sentences, 3)),
        )
        for i in range(1, count + 1)
    )
    return OfficialText(
        instrument="", title="试验", style="articles", file="x", sha256=f"{count:064}", imported="", clauses=clauses
    )


def main() -> None:
    start = time.perf_counter()
    catalogue = load_catalogue()
    finder = Finder(catalogue)
    finder.find("演练多久一次")
    print(f"start-up {time.perf_counter() - start:.2f} s, {len(catalogue.requirements)} duties")
    questions = [q["question"] for q in yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["questions"]]
    sentences = [
        s for r in catalogue.requirements.values() for s in (r.statement, r.satisfied_when, r.advice, r.example) if s
    ]
    for count in [int(a) for a in sys.argv[1:]] or [5000, 100000]:
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            index = ArticleIndex([made_text(count, sentences)], Path(folder) / "articles.db")
            built = time.perf_counter() - start
            times = []
            for question in questions:
                start = time.perf_counter()
                finder.find(question)
                index.find(question)
                times.append((time.perf_counter() - start) * 1000)
            times.sort()
            median, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
            print(f"{count} articles: built in {built:.1f} s; median {median:.1f} ms, p95 {p95:.1f} ms")
            index.close()


if __name__ == "__main__":
    main()
