"""kill -9 of the desk: of server and worker in the middle of a batch, and of a process in the middle of deciding.

Nothing is done here that needs a page: `plancheck serve` itself takes a waiting batch up again.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk_server import ROOT, Server
from sqlalchemy import select

from checker.desk.reviewing import decide, open_review
from checker.desk.running import Upload
from checker.desk.store import audit, decisions, plans, runs
from checker.desk.store.database import Desk, open_desk
from checker.desk.store.tables import REPORTS
from checker.report import Verdict

SAMPLES = ROOT / "corpora/samples"
REAL = ROOT / "../shared/plans/gov-guangxi-works.pdf"
PATIENCE = 120.0


def batch() -> list[Upload]:
    """Samples, another edition of one of them, the same file twice, a file that can not be checked, a real plan."""
    poor, master = SAMPLES / "02-poor-enterprise.docx", SAMPLES / "03-master-plan.md"
    special = SAMPLES / "04-gov-special.docx"
    listed = [
        Upload("甲.docx", poor.read_bytes()),
        Upload("乙.md", master.read_bytes()),
        Upload("丙.docx", special.read_bytes()),
        Upload("乙-修订.md", master.read_bytes() + "\n\n本预案每三年评估一次。\n".encode()),
        Upload("空.txt", b""),
        Upload("丙-又一次.docx", special.read_bytes()),
    ]
    return [*listed, Upload("真.pdf", REAL.read_bytes())] if REAL.exists() else listed


def until(fits: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not fits():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home whose server and workers are ended whatever happens."""
    started: list[Server] = []
    begin = Server.start

    def start(folder: Path) -> Server:
        started.append(begin(folder))
        return started[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Server, "start", start)
        yield tmp_path / "home"
    for server in started:
        with contextlib.suppress(OSError):
            server.kill()


def states(desk: Desk, listed: list[int]) -> Counter[str]:
    return Counter(r.state for r in runs.runs(desk) if r.id in listed)


def test_a_batch_goes_on_and_nothing_decided_is_lost(home: Path) -> None:
    desk = open_desk(home, "")
    uploads = batch()
    listed = runs.enqueue(desk, uploads, runs.Said(ocr=False), "张三")
    server = Server.start(home)
    until(lambda: states(desk, listed)["done"] >= 2 and states(desk, listed)["running"])

    review = open_review(desk, listed[0])
    form = review.forms[0]
    decide(review, [(form, line, Verdict.PARTIAL, f"说明{line.id}") for line in form.lines], "李四")
    before, made = audit.trail(desk), decisions.history(desk, review.plan.id)
    assert server.workers(), "no worker to kill"
    server.kill()
    until(lambda: not server.workers())
    assert states(desk, listed)["done"] < len(listed) - 1, "killed too late to show anything"
    assert healthy(home)

    again = Server.start(home)  # nobody opens a page
    until(lambda: not any(r.is_open for r in runs.runs(desk)))
    again.stop()
    assert states(desk, listed) == {"done": len(listed) - 1, "failed": 1}
    assert [r.file_name for r in runs.runs(desk)[::-1]] == [u.name for u in uploads], "each file is one run"
    assert healthy(home)

    assert decisions.history(desk, review.plan.id) == made and len(made) == len(form.lines)
    after = open_review(desk, listed[0]).forms[0]
    assert [(line.result, line.opinion.note if line.opinion else "") for line in after.lines] == [
        (Verdict.PARTIAL, f"说明{line.id}") for line in form.lines
    ]
    trail = audit.trail(desk)[::-1]
    assert trail[: len(before)] == before[::-1] and [a.id for a in trail] == list(range(1, len(trail) + 1))
    assert sum(a.action == "run" for a in trail) == len(listed) - 1, "each check is kept once"
    with desk.read() as connection:
        kept = list(connection.execute(select(REPORTS.c.run)).scalars())
    assert sorted(kept) == sorted(r.id for r in runs.runs(desk) if r.state == "done")
    counted = sorted(p.versions for p in plans.plans(desk))
    assert counted == ([1, 1, 1, 2] if REAL.exists() else [1, 1, 2]), "a second edition; the same file once"


def healthy(home: Path) -> bool:
    with contextlib.closing(sqlite3.connect(home / "desk.sqlite3")) as database:
        checks = database.execute("PRAGMA integrity_check").fetchall()
        return checks == [("ok",)] and not database.execute("PRAGMA foreign_key_check").fetchall()


DECIDING = """
import sys
from pathlib import Path
from checker.desk.reviewing import decide, open_review
from checker.desk.store.database import open_desk
from checker.report import Verdict
desk = open_desk(Path(sys.argv[1]), "")
review = open_review(desk, int(sys.argv[2]))
pairs = [(form, line) for form in review.forms for line in form.lines]
for number in range(100000):
    form, line = pairs[number % len(pairs)]
    decide(review, [(form, line, Verdict.PARTIAL, str(number))], "李四")
    print(number, flush=True)
"""


def test_every_decision_that_was_told_is_there_after_a_kill(desk: Desk, sample_report: object) -> None:
    (run_id,) = runs.enqueue(desk, [Upload("甲.pdf", b"one")], runs.Said(), "张三")
    claimed = runs.claim(desk, "w")
    assert claimed and runs.finish(desk, claimed, "w", sample_report)  # type: ignore[arg-type]
    command = [sys.executable, "-c", DECIDING, str(desk.home), str(run_id)]
    environment = {**os.environ, "PYTHONPATH": "."}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout
        told = -1
        while told < 60:
            told = int(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
        told = max([told, *(int(line) for line in process.stdout.read().split(b"\n") if line)])
    notes = [d.note for d in decisions.history(desk, 1)]
    assert notes[: told + 1] == [str(n) for n in range(told + 1)] and len(notes) <= told + 2
    assert sum(a.action == "decide" for a in audit.trail(desk, "plan 1", most=100_000)) == len(notes)
    assert healthy(desk.home)
    open_review(desk, run_id)
