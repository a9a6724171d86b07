"""The queue and its results: one run is one check of one file. All state is in the database, none in a process."""

from __future__ import annotations

import json
import time
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Literal

from sqlalchemy import insert, select, update

from checker.desk.running import Upload, safe_name
from checker.desk.store.audit import record
from checker.desk.store.database import Desk, add, now
from checker.desk.store.plans import attach
from checker.desk.store.tables import REPORTS, RUNS, VERSIONS
from checker.plan import Paragraph
from checker.report import Report

State = Literal["queued", "running", "done", "failed", "cancelled"]
STATE_LABELS: dict[str, str] = {
    "queued": "排队",
    "running": "检查中",
    "done": "完成",
    "failed": "不能检查",
    "cancelled": "已取消",
}
LOST_SECONDS = 20.0  # a worker that has not been heard of for so long is taken for dead
MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Said:
    """What the user said about a plan, in the words of the command line."""

    kind: str = "auto"
    subject: str = "auto"
    region: str = ""
    day: str = ""
    ocr: bool = True
    upper: tuple[tuple[str, str], ...] = ()  # name and SHA-256 of upper plans, files of the desk

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, words: str) -> Said:
        values = json.loads(words)
        return cls(**{**values, "upper": tuple((a, b) for a, b in values.get("upper", ()))})


@dataclass(frozen=True, slots=True)
class Run:
    id: int
    batch: str
    sha256: str
    file_name: str
    options: str
    state: State
    done: int
    total: int
    what: str
    problem: str
    chosen_plan: int | None
    version: int | None
    attempts: int
    worker: str
    beat: float
    who: str
    created: str
    finished: str

    @property
    def said(self) -> Said:
        return Said.from_json(self.options)

    @property
    def is_open(self) -> bool:
        return self.state in ("queued", "running")

    @property
    def label(self) -> str:
        return STATE_LABELS[self.state]


def enqueue(desk: Desk, uploads: Sequence[Upload], said: Said, who: str, plan: int | None = None) -> list[int]:
    """Keep the files and put them in the queue; the ids of the runs, in order."""
    batch = uuid.uuid4().hex[:12]
    kept = [(safe_name(u.name), desk.files.put(u.data)) for u in uploads]  # before the rows that name them
    with desk.write() as connection:
        out = []
        for name, sha256 in kept:
            values = {"sha256": sha256, "file_name": name, "options": said.to_json(), "chosen_plan": plan, "who": who}
            out.append(add(connection, RUNS, batch=batch, state="queued", created=now(), **values))
            record(connection, who, "upload", f"run {out[-1]}", file=name, sha256=sha256)
        return out


def again(desk: Desk, run: Run, said: Said, who: str, plan: int | None = None) -> int:
    """Check the same file once more, with what was corrected."""
    with desk.write() as connection:
        values = {"sha256": run.sha256, "file_name": run.file_name, "options": said.to_json(), "who": who}
        chosen = plan or run.chosen_plan
        return add(connection, RUNS, batch=run.batch, state="queued", created=now(), chosen_plan=chosen, **values)


def claim(desk: Desk, worker: str) -> Run | None:
    """Take the oldest waiting run, or one whose worker has died; None when there is nothing to do."""
    lost = time.time() - LOST_SECONDS
    free = (RUNS.c.state == "queued") | ((RUNS.c.state == "running") & (RUNS.c.beat < lost))
    with desk.write() as connection:
        query = select(RUNS).where(free).order_by(RUNS.c.id).limit(1).with_for_update(skip_locked=True)
        row = connection.execute(query).mappings().first()
        if row is None:
            return None
        if row["attempts"] >= MOST_ATTEMPTS:
            problem = "[E-CRASH] 这个文件几次使检查程序中断，已停止；请另存或拆分后再试。"
            change: dict[str, object] = {"state": "failed", "problem": problem, "finished": now()}
        else:
            change = {"state": "running", "worker": worker, "beat": time.time(), "attempts": row["attempts"] + 1}
        connection.execute(update(RUNS).where(RUNS.c.id == row["id"]).values(**change))
    return run(desk, row["id"])


def progress(desk: Desk, run_id: int, worker: str, done: int, total: int, what: str) -> bool:
    """Tell how far it is; False when the run is no longer this worker's: cancelled, or given to another."""
    mine = (RUNS.c.id == run_id) & (RUNS.c.worker == worker) & (RUNS.c.state == "running")
    change = {"done": done, "total": total, "what": what, "beat": time.time()}
    with desk.write() as connection:
        return bool(connection.execute(update(RUNS).where(mine).values(**change)).rowcount)


def beat(desk: Desk, run_id: int, worker: str) -> bool:
    """Sign of life; False when the run is no longer this worker's."""
    mine = (RUNS.c.id == run_id) & (RUNS.c.worker == worker) & (RUNS.c.state == "running")
    with desk.write() as connection:
        return bool(connection.execute(update(RUNS).where(mine).values(beat=time.time())).rowcount)


def finish(
    desk: Desk,
    done: Run,
    worker: str,
    report: Report | None,
    text: Sequence[Paragraph] = (),
    problem: str = "",
) -> bool:
    """Keep the result, and the version it belongs to, in one transaction; False when the run was taken away."""
    with desk.write() as connection:
        mine = (RUNS.c.id == done.id) & (RUNS.c.worker == worker) & (RUNS.c.state == "running")
        change: dict[str, object] = {"state": "done" if report else "failed", "problem": problem, "finished": now()}
        if not connection.execute(update(RUNS).where(mine).values(**change)).rowcount:
            return False
        if report:
            plan, version = attach(connection, report, done.sha256, done.file_name, done.who, done.chosen_plan)
            connection.execute(update(RUNS).where(RUNS.c.id == done.id).values(version=version))
            body = zlib.compress(report.model_dump_json(by_alias=True).encode(), 6)
            connection.execute(insert(REPORTS).values(run=done.id, body=body, text=_packed(text)))
            record(connection, done.who, "run", f"plan {plan}", run=done.id, version=version)
        return True


def cancel(desk: Desk, run_id: int, who: str) -> None:
    open_run = (RUNS.c.id == run_id) & RUNS.c.state.in_(("queued", "running"))
    with desk.write() as connection:
        if connection.execute(update(RUNS).where(open_run).values(state="cancelled", finished=now())).rowcount:
            record(connection, who, "cancel", f"run {run_id}")


def run(desk: Desk, run_id: int) -> Run | None:
    with desk.read() as connection:
        row = connection.execute(select(RUNS).where(RUNS.c.id == run_id)).mappings().first()
    return Run(**row) if row else None


def runs(desk: Desk, most: int = 200) -> list[Run]:
    """The latest first."""
    with desk.read() as connection:
        rows = connection.execute(select(RUNS).order_by(RUNS.c.id.desc()).limit(most)).mappings()
        return [Run(**row) for row in rows]


def working(desk: Desk) -> tuple[list[str], int]:
    """The workers heard of lately, and how many runs wait or run."""
    with desk.read() as connection:
        query = select(RUNS.c.worker, RUNS.c.beat).where(RUNS.c.state.in_(("queued", "running")))
        rows = connection.execute(query).all()
    lately = time.time() - LOST_SECONDS
    return sorted({worker for worker, beat in rows if worker and beat >= lately}), len(rows)


def release(desk: Desk, worker: str) -> None:
    """Put the runs of a dead worker back into the queue."""
    held = (RUNS.c.worker == worker) & (RUNS.c.state == "running")
    waiting = {"state": "queued", "worker": "", "beat": 0.0, "done": 0, "total": 0, "what": ""}
    with desk.write() as connection:
        connection.execute(update(RUNS).where(held).values(**waiting))


def runs_of_plan(desk: Desk, plan: int) -> list[Run]:
    """The finished runs of all versions of a plan, the latest first."""
    query = (
        select(RUNS)
        .join(VERSIONS, VERSIONS.c.id == RUNS.c.version)
        .where(VERSIONS.c.plan == plan, RUNS.c.state == "done")
        .order_by(VERSIONS.c.number.desc(), RUNS.c.id.desc())
    )
    with desk.read() as connection:
        return [Run(**row) for row in connection.execute(query).mappings()]


def _packed(text: Sequence[Paragraph]) -> bytes:
    rows = [(p.index, p.text, p.role, p.page, p.breaks, p.number, p.table) for p in text]
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode("utf-8", errors="surrogatepass"), 6)


@lru_cache(maxsize=8)
def text(desk: Desk, run_id: int) -> tuple[Paragraph, ...]:
    """The paragraphs of the plan as a finished run read them; empty when there is no such run."""
    with desk.read() as connection:
        packed = connection.execute(select(REPORTS.c.text).where(REPORTS.c.run == run_id)).scalar()
    rows = json.loads(zlib.decompress(packed)) if packed else []
    return tuple(
        Paragraph(index, words, role, page, tuple((a, b) for a, b in breaks), number, table)
        for index, words, role, page, breaks, number, table in rows
    )


class _Missing(Exception):
    """There is no report yet; raised so that nothing is kept in the cache."""


def report(desk: Desk, run_id: int) -> Report | None:
    """The report of a finished run; None when there is none."""
    try:
        return _load(desk, run_id)
    except _Missing:
        return None


@lru_cache(maxsize=24)
def _load(desk: Desk, run_id: int) -> Report:
    with desk.read() as connection:
        body = connection.execute(select(REPORTS.c.body).where(REPORTS.c.run == run_id)).scalar()
    if body is None:
        raise _Missing
    return Report.model_validate_json(zlib.decompress(body))
