"""OCR of pages that cannot be read: only those, with places, from the cache the second time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checker.reading import ReadOptions, ocr
from checker.reading.pdf import read_raw
from checker.reading.raw import Block
from tests.checker.reading.making import Page, write_pdf

SHARED = Path(__file__).resolve().parents[3] / "../shared"
FULL = (0.0, 0.0, 595.0, 842.0)


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A stand-in that sees two pieces on every page; returns the pictures it was shown."""
    shown: list[Any] = []

    def run(picture: Any) -> ocr.Recognised:
        shown.append(picture)
        box = [[250.0, 300.0], [800.0, 300.0], [800.0, 345.0], [250.0, 345.0]]
        lower = [[x, y + 100] for x, y in box]
        return [(lower, "(一)总指挥:由厂长担任", 0.99), (box, "2 组织机构", 0.98), (box, "？", 0.1)]

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "version", lambda _: "0")
    monkeypatch.setattr(ocr, "_run", run)
    return shown


def test_only_pages_that_fail_are_recognised(tmp_path: Path, engine: list[Any]) -> None:
    pages = [Page().line("云杉厂应急预案总则的一行正文"), Page(picture=FULL), Page().line("附则的一行正文")]
    told: list[tuple[int, int, str]] = []
    options = ReadOptions(progress=lambda *args: told.append(args))
    document = read_raw(write_pdf(tmp_path / "a.pdf", pages), options)
    assert document.ocr_pages == (2,) and not document.unreadable and len(engine) == 1
    found = [block for block in document.blocks if isinstance(block, Block) and block.page == 2]
    assert [block.text for block in found] == ["2 组织机构", "（一）总指挥：由厂长担任"]
    assert found[0].bbox == pytest.approx((90, 108, 288, 124.2), abs=1)
    assert told[-1] == (1, 1, "识别扫描页")


def test_the_second_time_comes_from_the_cache(tmp_path: Path, engine: list[Any]) -> None:
    path = write_pdf(tmp_path / "a.pdf", [Page(picture=FULL)])
    assert read_raw(path, ReadOptions()) == read_raw(path, ReadOptions())
    assert len(engine) == 1


def test_ocr_can_be_declined(tmp_path: Path, engine: list[Any]) -> None:
    pages = [Page().line("云杉厂应急预案总则的一行正文"), Page(picture=FULL)]
    document = read_raw(write_pdf(tmp_path / "a.pdf", pages), ReadOptions(ocr=False))
    assert [u.page for u in document.unreadable] == [2] and not engine
    assert any("请打开文字识别后重查" in warning for warning in document.warnings)


def test_punctuation_is_widened_in_chinese_only() -> None:
    assert ocr.widen("(1)报告时限:1小时内") == "（1）报告时限：1小时内"
    assert ocr.widen("GB/T 29639 (2020)") == "GB/T 29639 (2020)"
    assert ocr.widen("电话12:30前报告,10,000元") == "电话12:30前报告，10,000元"


@pytest.mark.skipif(not (SHARED.is_dir() and ocr.available()), reason="needs the extra ocr and the shared scans")
def test_a_real_scan_is_recognised() -> None:
    lines = ocr.read_pages(SHARED / "pdf-cases/scan-guangxi-transport-p5-10.pdf", [1])[1]
    assert any("护，充分发挥专业救援力量和社会力量的作用。" in line.text for line in lines)
