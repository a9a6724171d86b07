"""Run the check of one file so that no error gets past: a report, or one Chinese line that says why there is none."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from checker.check import CheckOptions, check_file
from checker.errors import InputError, internal_line
from checker.report import Report

LOG = logging.getLogger("plancheck")
NAME_LENGTH = 80
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]+")


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
    except Exception as error:  # the border to the user: whatever went wrong, the other files go on
        LOG.exception("check of %s failed", name)
        return Outcome(name, problem=internal_line(error), error=error)


def run_upload(upload: Upload, options: CheckOptions, *, check: Check = check_file) -> Outcome:
    """Check uploaded bytes in a folder of their own that is gone afterwards."""
    name = safe_name(upload.name)
    with tempfile.TemporaryDirectory(prefix="plancheck-") as folder:
        path = Path(folder) / name
        path.write_bytes(upload.data)
        return run_check(path, options, name=name, check=check)


def safe_name(name: str) -> str:
    """A plain file name: no folders, control or direction-changing characters, not hidden, short, suffix kept."""
    plain = _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .") or "未命名"
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        return plain[:NAME_LENGTH]
    return f"{stem[:NAME_LENGTH]}.{suffix[:10]}"
