"""A desk of its own for every test."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.desk.store.database import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path / "home", "")
