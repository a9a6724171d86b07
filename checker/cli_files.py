"""Where the command line writes its reports: a file for one plan, a folder for several."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.errors import InputError
from checker.report import Report
from checker.reporting.outputs import OUTPUTS

STDOUT = Path("-")
OVERVIEWS = (".xlsx", ".html")


@dataclass(frozen=True, slots=True)
class Targets:
    """What the user asked to be written, and the file name of each plan in a folder."""

    asked: Mapping[str, Path]
    names: Mapping[Path, str]
    folders: bool
    overview: Path | None = None

    @classmethod
    def of(cls, asked: Mapping[str, Path | None], plans: Sequence[Path], overview: Path | None = None) -> Targets:
        """Raises InputError when several plans would be written over one file, or the overview has no known kind."""
        if overview and overview.suffix.lower() not in OVERVIEWS:
            raise InputError("E-OPTION", f"--overview 要写 .xlsx 或 .html 文件，“{overview.name}”不是。")
        given = {suffix: path for suffix, path in asked.items() if path is not None}
        several = len(plans) > 1
        for suffix, path in given.items():
            if path == STDOUT and (suffix != "json" or several):
                raise InputError("E-OPTION", "只有一个预案的 JSON 报告可以写到标准输出（--json -）。")
            if several and path.is_file():
                raise InputError("E-OPTION", f"有多个预案，--{suffix} 要写目录，而 {path} 是文件；请换一个目录名。")
        return cls(given, _names(plans), several, overview)

    @property
    def to_stdout(self) -> bool:
        return self.asked.get("json") == STDOUT

    def write(self, plan: Path, report: Report) -> list[Path]:
        """Write every output asked for; returns the files. Raises InputError when one cannot be written."""
        written = []
        for output in OUTPUTS:
            path = self.asked.get(output.suffix)
            if path is None:
                continue
            if path != STDOUT and (self.folders or path.is_dir()):
                path = path / f"{self.names[plan]}.{output.suffix}"
            write_bytes(path, output.render(report))
            written.append(path)
        return written


def write_text(path: Path, text: str) -> None:
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file, its folders made, or standard output for `-`. Raises InputError when that fails."""
    if path == STDOUT:
        sys.stdout.write(data.decode())
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise InputError(
            "E-WRITE", f"写不了 {path}（{error.strerror}）；请换一个位置，或关闭正在打开它的程序。"
        ) from error


def _names(plans: Sequence[Path]) -> dict[Path, str]:
    """The stem of each plan; with its suffix, then a number, where stems are the same."""
    stems = Counter(p.stem for p in plans)
    names: dict[Path, str] = {}
    for path in plans:
        name = path.stem if stems[path.stem] == 1 else path.name
        number = 2
        while name in names.values() and path not in names:
            name = f"{path.name}-{number}"
            number += 1
        names.setdefault(path, name)
    return names
