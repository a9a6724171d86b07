"""Hostile files end in a plan or in one clear line, within bounds, and never in anything else."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.errors import InputError
from checker.plan import Plan
from checker.reading import ReadOptions, read
from checker.reading.worker import read_guarded
from tests.checker.reading import hostile

# 200 of each take about five seconds; more by the environment, for a longer look
SAMPLE = int(os.environ.get("PLANCHECK_FUZZ", "200"))
OPTIONS = ReadOptions(ocr=False)


def outcome(path: Path, data: bytes) -> Plan | InputError:
    path.write_bytes(data)
    try:
        return read(path, OPTIONS)
    except InputError as error:
        assert "\n" not in error.message and error.code.startswith("E-")
        return error


def test_mutated_pdfs_end_well(tmp_path: Path) -> None:
    for seed, data in enumerate(hostile.mutated_pdfs(tmp_path, SAMPLE)):
        began = time.monotonic()
        assert outcome(tmp_path / "x.pdf", data), seed
        assert time.monotonic() - began < 20, seed


def test_mutated_docx_end_well(tmp_path: Path) -> None:
    for seed, data in enumerate(hostile.mutated_docx(tmp_path, SAMPLE)):
        began = time.monotonic()
        assert outcome(tmp_path / "x.docx", data), seed
        assert time.monotonic() - began < 20, seed


@pytest.mark.parametrize(
    ("name", "make", "codes"),
    [
        ("bomb.docx", lambda _: hostile.zip_bomb_docx(), {"E-TOO-LARGE"}),
        ("entities.docx", lambda _: hostile.entity_bomb_docx(), {"E-DAMAGED"}),
        ("external.docx", lambda _: hostile.external_entity_docx(), {"E-DAMAGED"}),
        ("deep.docx", lambda _: hostile.nested_docx(2000), {"E-DAMAGED"}),
        ("controls.docx", lambda _: hostile.nested_controls_docx(100_000), {"E-DAMAGED"}),
        ("many.pdf", lambda folder: hostile.many_pages_pdf(folder, 10_000), {"E-TOO-LARGE"}),
        ("vast.pdf", hostile.vast_page_pdf, {"E-NO-TEXT"}),
        ("tiny.pdf", hostile.tiny_page_pdf, set()),
        ("ruled.pdf", hostile.ruled_to_death_pdf, set()),
        ("self.pdf", lambda _: hostile.self_referring_pdf(), {"E-DAMAGED", "E-EMPTY", "E-NO-TEXT"}),
        ("word.pdf", lambda folder: hostile.good_docx(folder).read_bytes(), set()),
        ("pdf.docx", lambda folder: hostile.good_pdf(folder).read_bytes(), set()),
    ],
)
def test_bombs_are_refused_or_read(tmp_path: Path, name: str, make: Callable[[Path], bytes], codes: set[str]) -> None:
    result = outcome(tmp_path / name, make(tmp_path))
    assert isinstance(result, Plan) if not codes else isinstance(result, InputError) and result.code in codes


def test_the_worker_reads_like_the_reader_and_tells_progress(tmp_path: Path) -> None:
    path = hostile.good_pdf(tmp_path)
    told: list[tuple[int, int]] = []
    options = ReadOptions(ocr=False, progress=lambda done, total, _: told.append((done, total)))
    assert read_guarded(path, options) == read(path, OPTIONS)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_the_worker_passes_errors_on(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4 rubbish")
    with pytest.raises(InputError) as caught:
        read_guarded(tmp_path / "x.pdf", OPTIONS)
    assert caught.value.code == "E-DAMAGED"


def test_the_worker_stops_at_its_time(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(InputError) as caught:
        read_guarded(hostile.good_pdf(tmp_path), OPTIONS, seconds=0.01)
    assert caught.value.code == "E-TIMEOUT"
    assert time.monotonic() - began < 10


@pytest.mark.skipif(os.uname().sysname != "Linux" if hasattr(os, "uname") else True, reason="limits hold on Linux")
def test_the_worker_stops_at_its_memory(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(hostile.wide_docx())
    with pytest.raises(InputError) as caught:
        read_guarded(tmp_path / "x.docx", OPTIONS, megabytes=400)
    assert caught.value.code in {"E-TOO-LARGE", "E-DAMAGED"}
