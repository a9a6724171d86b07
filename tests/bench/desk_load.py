"""Ten people at one desk: how long a decision takes, on SQLite and on PostgreSQL.

Run: python tests/bench/desk_load.py [database URL]; without a URL a fresh SQLite file is used.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from checker.check import CheckOptions, check_file
from checker.desk.reviewing import decide, open_review
from checker.desk.running import Upload
from checker.desk.store import decisions, runs
from checker.desk.store.database import Desk, open_desk
from checker.report import Verdict

PEOPLE, ROUNDS = 10, 20
SAMPLE = Path(__file__).resolve().parents[2] / "corpora/samples/02-poor-enterprise.docx"


def prepared(desk: Desk) -> int:
    """A desk with one checked plan; the id of its run."""
    report = check_file(SAMPLE, CheckOptions(ocr=False))
    (run_id,) = runs.enqueue(desk, [Upload(SAMPLE.name, SAMPLE.read_bytes())], runs.Said(), "bench")
    claimed = runs.claim(desk, "bench")
    assert claimed and runs.finish(desk, claimed, "bench", report)
    return run_id


def person(desk: Desk, run_id: int, number: int) -> list[tuple[float, float]]:
    """Open the review and decide a row, again and again; seconds of both."""
    out = []
    for turn in range(ROUNDS):
        started = time.perf_counter()
        review = open_review(desk, run_id)
        forms = review.forms
        opened = time.perf_counter()
        form = forms[turn % len(forms)]
        line = form.lines[(turn + number) % len(form.lines)]
        decide(review, [(form, line, Verdict.COMPLIANT, f"{number}-{turn}")], f"评审人{number}")
        out.append((opened - started, time.perf_counter() - opened))
    return out


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(Path(folder), sys.argv[1] if len(sys.argv) > 1 else "")
        run_id = prepared(desk)
        started = time.perf_counter()
        with ThreadPoolExecutor(PEOPLE) as pool:
            times = [t for listed in pool.map(lambda n: person(desk, run_id, n), range(PEOPLE)) for t in listed]
        seconds = time.perf_counter() - started
        kept = len(decisions.history(desk, 1))
        for name, values in (("open", [t[0] for t in times]), ("decide", [t[1] for t in times])):
            worst = statistics.quantiles(values, n=20)[-1]
            print(f"{name}: median {statistics.median(values) * 1000:.0f} ms, 95 % {worst * 1000:.0f} ms")
        print(f"{desk.engine.dialect.name}: {kept} of {PEOPLE * ROUNDS} decisions kept in {seconds:.1f} s")
        assert kept == PEOPLE * ROUNDS


if __name__ == "__main__":
    main()
