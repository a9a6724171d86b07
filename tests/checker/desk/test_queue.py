"""The queue with real workers in their own processes: progress, problems, cancelling, kill -9."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.desk import queue, worker
from checker.desk.running import Upload
from checker.desk.store import plans, runs
from checker.desk.store.database import Desk

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "corpora/samples/02-poor-enterprise.docx"
PATIENCE = 60.0


def until(fits: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not fits():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)


def state(desk: Desk, run_id: int) -> str:
    found = runs.run(desk, run_id)
    assert found
    return found.state


def test_a_worker_checks_what_waits_and_tells_what_cannot_be_checked(desk: Desk) -> None:
    uploads = [Upload("a.docx", SAMPLE.read_bytes()), Upload("../空.txt", b"")]
    good, bad = runs.enqueue(desk, uploads, runs.Said(region="洛阳市", ocr=False), "张三")
    (odd,) = runs.enqueue(desk, uploads[:1], runs.Said(region="洛阳"), "张三")
    assert worker.work(desk, idle=0.0) == 3
    assert [state(desk, r) for r in (good, bad, odd)] == ["done", "failed", "failed"]
    report, failed, refused = runs.report(desk, good), runs.run(desk, bad), runs.run(desk, odd)
    assert report and report.plan.region.city == "洛阳市" and report.source.file == "a.docx"
    assert failed and "E-EMPTY" in failed.problem and failed.file_name == "空.txt"
    assert refused and "请写全称" in refused.problem
    assert "生产安全事故" in "".join(p.text for p in runs.text(desk, good))
    assert plans.plans(desk)[0].organisation.startswith("云泽市")


def test_a_run_cancelled_while_it_is_read_ends_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (run_id,) = runs.enqueue(desk, [Upload("a.docx", SAMPLE.read_bytes())], runs.Said(ocr=False), "张三")
    told = []

    def progress(self: worker._Teller, done: int, total: int, what: str) -> None:
        told.append(what)
        runs.cancel(desk, run_id, "张三")
        raise worker.Taken

    monkeypatch.setattr(worker._Teller, "__call__", progress)
    worker.work(desk, idle=0.0)
    assert len(told) == 1 and state(desk, run_id) == "cancelled" and runs.report(desk, run_id) is None


def test_a_run_cancelled_while_it_says_nothing_ends_within_seconds(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = runs.enqueue(desk, [Upload("a.docx", SAMPLE.read_bytes())] * 2, runs.Said(ocr=False), "张三")
    started = []

    def judge_for_ever(*_args: object, **_options: object) -> None:
        started.append(time.monotonic())
        while time.monotonic() < started[-1] + PATIENCE:
            time.sleep(0.02)

    def cancel_both() -> None:
        for number, run_id in enumerate(ids, 1):
            until(lambda number=number: len(started) == number)  # type: ignore[misc]
            runs.cancel(desk, run_id, "张三")

    monkeypatch.setattr(worker, "check_plan", judge_for_ever)
    canceller = threading.Thread(target=cancel_both)
    canceller.start()
    assert worker.work(desk, idle=0.0) == 2
    canceller.join()
    assert time.monotonic() - started[-1] < 5 and [state(desk, r) for r in ids] == ["cancelled", "cancelled"]


def test_a_batch_goes_on_after_kill_9(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANCHECK_WORKERS", "1")
    text = "# 洪水应急预案\n" + "\n".join(f"## {n} 应急响应\n报告、预警、指挥部职责、处置、演练。" for n in range(9))
    uploads = [Upload(f"{n}.md", f"{text}\n第{n}份".encode()) for n in range(2)]
    listed = runs.enqueue(desk, uploads, runs.Said(ocr=False), "张三")
    assert queue.ensure_workers(desk) == 1 and queue.ensure_workers(desk) == 0
    (child,) = queue._children
    until(lambda: state(desk, listed[0]) != "queued")
    os.kill(child.pid, signal.SIGKILL)
    child.wait(10)
    assert any(state(desk, r) in ("queued", "running") for r in listed), "killed too late to show anything"

    def all_done() -> bool:
        queue.ensure_workers(desk)  # what every page does
        return all(state(desk, r) in ("done", "failed") for r in listed)

    try:
        until(all_done)
    finally:
        for child in queue._children:
            child.kill()
            child.wait(10)
    assert [state(desk, r) for r in listed] == ["done"] * 2
