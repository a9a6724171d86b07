"""Pages at a desk of their own, with a checked plan in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.desk import queue
from checker.desk.running import Upload
from checker.desk.store import runs
from checker.desk.store.database import Desk, open_desk
from checker.plan import Paragraph
from checker.report import Report

Add = Callable[..., runs.Run]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk that the pages open; no workers are started."""
    monkeypatch.setenv("PLANCHECK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLANCHECK_DB", raising=False)
    monkeypatch.setattr(queue, "_start", lambda _desk: pytest.fail("a worker was started"))
    monkeypatch.setattr(queue, "most_workers", lambda: 0)
    return open_desk()


@pytest.fixture
def add(desk: Desk) -> Add:
    """Put a report into the desk as if its file had been checked."""

    def put(report: Report, data: bytes = b"one", name: str = "a.pdf", problem: str = "") -> runs.Run:
        (run_id,) = runs.enqueue(desk, [Upload(name, data)], runs.Said(), "张三")
        claimed = runs.claim(desk, "w")
        assert claimed
        text = tuple(Paragraph(i, f"第{i}段 分为三级响应。") for i in range(1, 60))
        assert runs.finish(desk, claimed, "w", None if problem else report, text, problem)
        done = runs.run(desk, run_id)
        assert done
        return done

    return put
