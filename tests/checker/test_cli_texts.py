"""`plancheck kb import`, `texts`, `compare`, `changes` from the command line, on an invented text."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.cli import run

TEXT = "第一条 写明值班电话。\n第二条 每年演练一次。\n第四条 本办法自2031年5月1日起施行。\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANCHECK_HOME", str(tmp_path / "home"))
    return tmp_path


def kept(home: Path, name: str, text: str, instrument: str) -> None:
    file = home / name
    file.write_text(text, encoding="utf-8")
    assert run(["kb", "import", str(file), "--instrument", instrument]) == 0


def test_import_tells_what_was_found_and_what_is_missing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept(home, "办法.md", TEXT, "M88")
    out = capsys.readouterr().out
    assert "3 条（原文编号应有 4 条）" in out and "缺第 3 条" in out
    assert run(["kb", "texts"]) == 0
    assert "3/4" in capsys.readouterr().out


def test_compare_two_imported_editions(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept(home, "旧.txt", TEXT, "TFSJ-2007")
    kept(home, "新.txt", TEXT.replace("每年演练", "每年至少演练"), "TFSJ-2024")
    assert run(["kb", "compare", "TFSJ-2007", "TFSJ-2024"]) == 0
    out = capsys.readouterr().out
    assert "未变 2 条，有改动 1 条" in out and "第二条" in out
    assert run(["kb", "compare", "TFSJ-2007", "M88"]) == 2


def test_changes_of_an_instrument_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "changes", "TFSJ-2007", "--day", "2024-10-31"]) == 0
    out = capsys.readouterr().out
    assert "2007-11-01 至 2024-11-01，2024-10-31 有效" in out and "尚未施行" in out
    assert run(["kb", "changes", "TFSJ-2007", "--day", "去年"]) == 2
    assert run(["kb", "changes", "NO-SUCH"]) == 2
    assert run(["kb", "changes"]) == 0
    assert "没有增改要求" in capsys.readouterr().out


def test_what_can_not_be_imported_is_told(home: Path) -> None:
    empty = home / "空.txt"
    empty.write_text("", encoding="utf-8")
    assert run(["kb", "import", str(empty)]) == 2
    assert run(["kb", "import", str(home / "没有.pdf")]) == 2
