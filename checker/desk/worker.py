"""A worker: takes runs from the queue, checks them, keeps the results. Started by `queue.py`, ends when idle.

All it knows is in the database, so it may be killed at any time: another one takes its run up again.
"""

from __future__ import annotations

import _thread
import contextlib
import signal
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from checker.check import CheckOptions, check_plan
from checker.desk.options import check_options
from checker.desk.queue import worker_name
from checker.desk.running import Outcome, run_check
from checker.desk.store import runs
from checker.desk.store.database import Desk, open_desk
from checker.errors import InputError
from checker.plan import Paragraph
from checker.reading.worker import read_guarded
from checker.report import Report

IDLE_SECONDS = 240.0
PAUSE = 0.5
BEAT_SECONDS = 4.0
WATCH_SECONDS = 0.7  # a cancelled run ends about so soon
STOP_SIGNAL = getattr(signal, "SIGUSR1", signal.SIGINT)  # Windows has no signal of the user's own
TOLD_SECONDS = 0.7  # progress is told so often at most


class Taken(BaseException):
    """The run is not ours any more: cancelled, or given to another worker. No error, so nothing catches it as one."""


def work(desk: Desk, *, idle: float = IDLE_SECONDS) -> int:
    """Check what is waiting until nothing has come for `idle` seconds; returns how many runs were taken."""
    name = worker_name()
    taken, last = 0, time.monotonic()
    while True:
        run = runs.claim(desk, name)
        if run is None:
            if time.monotonic() - last >= idle:
                return taken
            time.sleep(PAUSE)
            continue
        if run.state == "running":
            with contextlib.suppress(Taken):
                _check(desk, run, name)
        taken += 1
        last = time.monotonic()


def _check(desk: Desk, run: runs.Run, worker: str) -> None:
    """Check one run and keep what became of it."""
    text: list[Paragraph] = []
    with (
        _Watch(desk, run.id, worker),
        tempfile.TemporaryDirectory(prefix="plancheck-run-", ignore_cleanup_errors=True) as folder,
    ):
        outcome = _outcome(desk, run, worker, Path(folder), text)
    runs.finish(desk, run, worker, outcome.report, text, outcome.problem)


def _outcome(desk: Desk, run: runs.Run, worker: str, folder: Path, text: list[Paragraph]) -> Outcome:
    try:
        options = _options(desk, run, folder)
    except InputError as error:
        return Outcome(run.file_name, problem=str(error))
    path = folder / run.file_name
    path.write_bytes(desk.files.get(run.sha256))

    def check(file: Path, given: CheckOptions) -> Report:
        started = time.perf_counter()
        plan = read_guarded(file, given.reading())
        text.extend(plan.paragraphs)
        return check_plan(plan, given, read_seconds=time.perf_counter() - started)

    return run_check(path, replace(options, progress=_Teller(desk, run.id, worker)), check=check)


def _options(desk: Desk, run: runs.Run, folder: Path) -> CheckOptions:
    said = run.said
    upper = []
    for number, (name, sha256) in enumerate(said.upper, 1):
        path = folder / f"upper-{number}" / name
        path.parent.mkdir()
        path.write_bytes(desk.files.get(sha256))
        upper.append(path)
    return check_options(said.kind, said.subject, said.region, said.day, upper=tuple(upper), ocr=said.ocr)


class _Teller:
    """Progress into the database, not too often; raises Taken when the run is not ours any more."""

    def __init__(self, desk: Desk, run: int, worker: str) -> None:
        self.desk, self.run, self.worker = desk, run, worker
        self._told = 0.0

    def __call__(self, done: int, total: int, what: str) -> None:
        now = time.monotonic()
        if now - self._told < TOLD_SECONDS:
            return
        self._told = now
        if not runs.progress(self.desk, self.run, self.worker, done, total, what):
            raise Taken


class _Watch:
    """While a run is checked: signs of life, and an end within a second when it is cancelled or given away.

    Reading and judging take seconds to minutes without a word, so the end comes as a signal that raises Taken in the
    main thread; what is open there is closed on the way out, a reading child process too.
    """

    def __init__(self, desk: Desk, run: int, worker: str) -> None:
        self.desk, self.run, self.worker = desk, run, worker
        self._over = threading.Event()
        self._watching = threading.Thread(target=self._watch, daemon=True)
        self._is_main = threading.current_thread() is threading.main_thread()  # only there can a signal be heard
        self._before: Any = None

    def __enter__(self) -> None:
        if self._is_main:
            self._before = signal.signal(STOP_SIGNAL, self._stop)
        self._watching.start()

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._watching.join(BEAT_SECONDS)
        if self._is_main:
            signal.signal(STOP_SIGNAL, self._before)

    def _watch(self) -> None:
        told = time.monotonic()
        while not self._over.wait(WATCH_SECONDS):
            found = runs.run(self.desk, self.run)
            if found is None or found.state != "running" or found.worker != self.worker:
                self._wake()
                return
            if time.monotonic() - told >= BEAT_SECONDS:
                told = time.monotonic()
                runs.beat(self.desk, self.run, self.worker)

    def _wake(self) -> None:
        if not self._is_main or self._over.is_set():
            return
        main = threading.main_thread().ident
        if main is not None and hasattr(signal, "pthread_kill"):
            signal.pthread_kill(main, STOP_SIGNAL)
        else:
            _thread.interrupt_main(STOP_SIGNAL)

    def _stop(self, *_signal: object) -> None:
        if not self._over.is_set():
            self._over.set()
            raise Taken


if __name__ == "__main__":
    work(open_desk())
