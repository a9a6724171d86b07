"""Connect uploaded plans with an uploaded upper plan: the comparison of each, and the network of all."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.check import CheckOptions, connect_file
from checker.connecting.entry import read_upper
from checker.connecting.network import build_network
from checker.connecting.profile import Profile
from checker.connecting.profile_store import Saved, save_profile
from checker.desk.running import Upload, safe_name, unpacked
from checker.desk.store import plans
from checker.desk.store.database import Desk
from checker.errors import InputError, internal_line
from checker.network import Network
from checker.report import ConnectionReport
from checker.reporting.view import clean

LOG = logging.getLogger("plancheck")
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Connected:
    """What became of a batch; `problems` are Chinese lines for the user."""

    profile: Profile | None = None
    upper: Upload | None = None  # the upper plan's file; None where a saved profile was chosen
    reports: tuple[ConnectionReport, ...] = ()
    network: Network | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """The latest file of a plan on the desk, which need not be put in again."""

    label: str
    file_name: str
    sha256: str

    def upload(self, desk: Desk) -> Upload:
        return Upload(self.file_name, desk.files.get(self.sha256))


def kept_plans(desk: Desk) -> dict[int, Kept]:
    """The plans of the desk that have a file, by their number, in the order of their names."""
    out = {}
    for plan in plans.plans(desk):
        listed = plans.versions(desk, plan.id)
        if listed:
            owner = f"（{plan.organisation}）" if plan.organisation != plans.UNNAMED else ""
            out[plan.id] = Kept(clean(f"{plan.title}{owner}"), listed[-1].file_name, listed[-1].sha256)
    return out


def connect_uploads(
    upper: Upload | Saved, uploads: Sequence[Upload], *, ocr: bool, progress: Progress | None = None
) -> Connected:
    """Read the upper plan (or take a saved one), compare each plan with it, and tie several into a network.

    Lets no `Exception` out.
    """
    files = [file for upload in uploads for file in unpacked(upload)]
    with tempfile.TemporaryDirectory(prefix="plancheck-") as folder:
        try:
            top = upper.path if isinstance(upper, Saved) else _write(Path(folder) / "upper", upper, 0)
            profile = read_upper(top, date.today()).profile
        except InputError as error:
            return Connected(problems=(f"上级预案 {safe_name(upper.name)}：{error}",))
        except Exception as error:  # the border to the user
            LOG.exception("reading of the upper plan failed")
            return Connected(problems=(internal_line(error),))
        paths = [_write(Path(folder) / "plans", file, number) for number, file in enumerate(files)]
        options = CheckOptions(upper=(top,), ocr=ocr)
        reports, problems = _compare(paths, options, progress)
        network = None
        if len(reports) > 1:
            network = build_network(paths, read_upper(top, options.as_of), options.as_of, ocr=ocr)
        kept = upper if isinstance(upper, Upload) else None
        return Connected(profile, kept, tuple(reports), network, tuple(problems))


def save_corrected(profile: Profile, upper: Upload | None) -> Saved:
    """Save a corrected profile with the file it was read from. Raises InputError."""
    if upper is None:
        return save_profile(profile)
    with tempfile.TemporaryDirectory(prefix="plancheck-") as folder:
        return save_profile(profile, _write(Path(folder) / "upper", upper, 0))


def _compare(
    paths: Sequence[Path], options: CheckOptions, progress: Progress | None
) -> tuple[list[ConnectionReport], list[str]]:
    reports: list[ConnectionReport] = []
    problems: list[str] = []
    for number, path in enumerate(paths):
        if progress:
            progress(number, len(paths), path.name)
        try:
            reports.append(connect_file(path, options))
        except InputError as error:
            problems.append(f"{path.name}：{error}")
        except Exception as error:  # the border to the user: the other plans go on
            LOG.exception("connection of %s failed", path.name)
            problems.append(f"{path.name}：{internal_line(error)}")
    return reports, problems


def _write(folder: Path, upload: Upload, number: int) -> Path:
    """The upload as a file in a folder of its own, so that two of one name do not meet."""
    path = folder / str(number) / safe_name(upload.name)
    path.parent.mkdir(parents=True)
    path.write_bytes(upload.data)
    return path
