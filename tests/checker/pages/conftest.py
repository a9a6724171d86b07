"""Pages at a desk of their own: with a checked plan in it for AppTest, in processes of its own for a real Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import CHROMIUM, FLAGS, new_page
from desk_server import Server

from checker.desk import queue
from checker.desk.running import Upload
from checker.desk.store import runs
from checker.desk.store.database import Desk, open_desk
from checker.plan import Paragraph
from checker.report import Report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A desk started as `plancheck serve` starts it, with a home of its own."""
    server = Server.start(tmp_path_factory.mktemp("home"))
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(params=[1280, 390], ids=["desktop", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Once as wide as a desktop, once as a phone."""
    with new_page(browser, request.param) as page:
        yield page


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    with new_page(browser, 1280) as page:
        yield page
