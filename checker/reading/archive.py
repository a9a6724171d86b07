"""ZIP of plan files: its members one by one, without trusting what the archive says about itself."""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
import zlib
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from checker.errors import InputError
from checker.reading.options import ReadOptions
from checker.reading.raw import RawDocument

SUFFIXES = frozenset((".pdf", ".docx", ".doc", ".rtf", ".html", ".htm", ".md", ".markdown", ".txt"))
_MAX_MEMBERS = 500
_MAX_TOTAL = 2 * 1024**3  # bytes unpacked, all members together
_MAX_RATIO = 200
_RATIO_FROM = 20 * 1024 * 1024  # bytes: below, repetition is harmless
_UTF8 = 0x800  # flag: the name is UTF-8
_LOCKED = 0x1
_SKIPPED = ("__MACOSX", "._", "~$", ".")
_DAMAGED = "压缩包已损坏，无法解压；请重新打包或重新下载"


@dataclass(frozen=True, slots=True)
class Member:
    """A plan file inside an archive: its name as people wrote it, and where it lies for now."""

    name: str
    path: Path


def members(path: Path, options: ReadOptions) -> Generator[Member, None, None]:
    """Unpack the plan files one at a time; each is gone again when the next is asked for.

    Errors: E-DAMAGED, E-ENCRYPTED, E-TOO-LARGE, E-KIND (nothing readable inside).
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError) as error:
        raise InputError("E-DAMAGED", _DAMAGED) from error
    with archive, tempfile.TemporaryDirectory(prefix="plancheck-zip-", ignore_cleanup_errors=True) as folder:
        infos = _plan_files(archive, options)
        if not infos:
            raise InputError(
                "E-KIND", f"“{path.name}”里没有预案文件；请打包 PDF、DOCX、DOC、HTML、Markdown 或 TXT 文件"
            )
        for index, (name, info) in enumerate(infos):
            # the member's own name never becomes a path
            target = Path(folder) / f"{index}{PurePosixPath(name).suffix.lower()}"
            _unpack(archive, info, target)
            yield Member(name, target)
            target.unlink(missing_ok=True)


def read_raw(path: Path, options: ReadOptions) -> RawDocument:
    """The only plan of an archive; several are a batch (`members`). Errors: those of `members`, E-SEVERAL."""
    from checker.reading.backends import read_raw as read_any

    with contextlib.closing(members(path, options)) as found:
        first = next(found)
        raw = read_any(first.path, options)
        if next(found, None) is not None:
            raise InputError("E-SEVERAL", f"“{path.name}”里有多个文件；请按批量检查处理，或解压后逐个选择")
        return raw


def _plan_files(archive: zipfile.ZipFile, options: ReadOptions) -> list[tuple[str, zipfile.ZipInfo]]:
    out: list[tuple[str, zipfile.ZipInfo]] = []
    total = 0
    for info in archive.infolist():
        name = decoded_name(info)
        parts = PurePosixPath(name).parts
        if info.is_dir() or not parts or any(part.startswith(_SKIPPED) and part != ".." for part in parts):
            continue
        if PurePosixPath(name).suffix.lower() not in SUFFIXES:
            continue
        if info.flag_bits & _LOCKED:
            raise InputError("E-ENCRYPTED", "压缩包设有密码；请解压后再试")
        total += info.file_size
        bomb = info.file_size > _RATIO_FROM and info.file_size > _MAX_RATIO * max(1, info.compress_size)
        if bomb or info.file_size > options.max_bytes or total > _MAX_TOTAL or len(out) >= _MAX_MEMBERS:
            raise InputError("E-TOO-LARGE", "压缩包解压后过大或文件过多，已停止读取；请分批打包")
        out.append((name, info))
    return out


def decoded_name(info: zipfile.ZipInfo) -> str:
    """The member's name; Windows writes GBK without saying so, zipfile takes that for code page 437."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return info.filename


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> None:
    try:
        with archive.open(info) as source, target.open("wb") as out:
            left = info.file_size
            while left > 0 and (chunk := source.read(min(left, 1 << 20))):
                out.write(chunk)
                left -= len(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise InputError("E-DAMAGED", _DAMAGED) from error
