"""Run the check of one file so that no error gets past: a report, or one Chinese line that says why there is none."""

from __future__ import annotations

import contextlib
import logging
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.check import CheckOptions, check_file
from checker.connecting.network import plan_files
from checker.errors import InputError, internal_line
from checker.reading.archive import members
from checker.reading.options import ReadOptions
from checker.report import Report
from kb.errors import CatalogueError

LOG = logging.getLogger("plancheck")
NAME_LENGTH, SUFFIX_LENGTH = 80, 10
NAME_BYTES = 240  # file systems count bytes, and rare characters take four
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f/\\:*?\"<>|\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `report`, or `problem` for the user; `error` when the fault is ours."""

    name: str
    report: Report | None = None
    problem: str = ""
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a browser sent it; neither name nor content is to be trusted."""

    name: str
    data: bytes


Check = Callable[[Path, CheckOptions], Report]


def run_check(path: Path, options: CheckOptions, *, name: str = "", check: Check = check_file) -> Outcome:
    """The outcome of checking `path`, shown to the user as `name`. Lets no `Exception` out."""
    name = name or path.name
    try:
        return Outcome(name, report=check(path, options))
    except InputError as error:
        return Outcome(name, problem=str(error))
    except CatalogueError as error:
        return Outcome(name, problem=catalogue_line(error))
    except Exception as error:  # the border to the user: whatever went wrong, the other files go on
        LOG.exception("check of %s failed", name)
        return Outcome(name, problem=internal_line(error), error=error)


def catalogue_line(error: CatalogueError) -> str:
    """One line for the user: the first problem, and the command that shows all."""
    first = error.problems[0]
    return f"[E-CATALOGUE] 知识库有 {len(error.problems)} 处错误，不能检查：{first}。运行 plancheck kb check 看全部。"


def run_upload(upload: Upload, options: CheckOptions, *, check: Check = check_file) -> Outcome:
    """Check uploaded bytes in a folder of their own that is gone afterwards."""
    name = safe_name(upload.name)
    with tempfile.TemporaryDirectory(prefix="plancheck-") as folder:
        path = Path(folder) / name
        path.write_bytes(upload.data)
        return run_check(path, options, name=name, check=check)


def unpacked(upload: Upload) -> list[Upload]:
    """The plan files inside an uploaded ZIP, or the upload itself; the check tells what is wrong with an archive."""
    if not is_archive(upload.data[:4], upload.name):
        return [upload]
    with tempfile.TemporaryDirectory(prefix="plancheck-") as folder:
        path = Path(folder) / "upload.zip"
        path.write_bytes(upload.data)
        try:
            return [Upload(m.name, m.path.read_bytes()) for m in members(path, ReadOptions())]
        except InputError:
            return [upload]


@contextlib.contextmanager
def unpacked_files(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The paths with every folder and ZIP replaced by the plan files in it; those of a ZIP are gone afterwards.

    Raises InputError for a folder without plans.
    """
    with tempfile.TemporaryDirectory(prefix="plancheck-") as folder:
        out: list[Path] = []
        for path in (file for given in paths for file in _files(given)):
            if not _is_zip(path):
                out.append(path)
                continue
            for number, upload in enumerate(unpacked(Upload(path.name, path.read_bytes()))):
                target = Path(folder) / f"{len(out)}-{number}" / safe_name(upload.name)
                target.parent.mkdir()
                target.write_bytes(upload.data)
                out.append(target)
        yield out


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = plan_files(path)
    if not found:
        raise InputError("E-EMPTY", f"{path} 里没有预案文件（PDF、DOCX、DOC、HTML、MD、TXT）。")
    return found


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return is_archive(stream.read(4), path.name)
    except OSError:
        return False  # told by the check


def is_archive(head: bytes, name: str) -> bool:
    """A ZIP of files, not a Word file (which is a ZIP too)."""
    return head == b"PK\x03\x04" and name.lower().endswith(".zip")


def safe_name(name: str) -> str:
    """A plain file name: no folders, control or direction-changing characters, not hidden, short, suffix kept."""
    plain = _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .") or "未命名"
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        return _cut(plain, NAME_LENGTH, NAME_BYTES)
    return f"{_cut(stem, NAME_LENGTH, NAME_BYTES)}.{_cut(suffix, SUFFIX_LENGTH, SUFFIX_LENGTH)}"


def _cut(words: str, characters: int, size: int) -> str:
    return words[:characters].encode()[:size].decode(errors="ignore")
