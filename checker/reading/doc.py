"""DOC and RTF → DOCX through LibreOffice → RawDocument.

LibreOffice hangs on some real files: it gets a fresh profile, a process group of its own, and a time limit.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from checker.errors import InputError
from checker.reading import docx, processes
from checker.reading.options import ReadOptions
from checker.reading.raw import RawDocument

_SECONDS = 120
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_SECTOR = 512
_WORD_MAGIC = b"\xec\xa5"  # start of the WordDocument stream; bit 8 of the flags at offset 10 says encrypted
_ENCRYPTED = "Word 文件设有打开密码；请取消密码后另存再试"
# no macros, no links fetched while converting
_SETTINGS = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
_SETTING = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)


def read_raw(path: Path, options: ReadOptions) -> RawDocument:
    """Read a .doc or .rtf. Errors: E-ENCRYPTED, E-KIND, E-NO-OFFICE, E-TIMEOUT, E-DAMAGED, and those of DOCX."""
    suffix = _check(path, options)
    office = find_office()
    if office is None:
        raise InputError("E-NO-OFFICE", "读取 .doc 需要本机装有 LibreOffice；请安装，或用 Word/WPS 另存为 .docx 后再试")
    with tempfile.TemporaryDirectory(prefix="plancheck-doc-", ignore_cleanup_errors=True) as folder:
        converted = convert(office, path, suffix, "docx:MS Word 2007 XML", Path(folder))
        return replace(docx.read_raw(converted, options), format="doc")


def find_office() -> str | None:
    """The LibreOffice program of this machine."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _check(path: Path, options: ReadOptions) -> str:
    """The suffix LibreOffice should see, after what can be said about the file without it."""
    size = path.stat().st_size
    if size > options.max_bytes:
        raise InputError("E-TOO-LARGE", f"文件超过 {options.max_bytes // 2**20} MB，未读取；请拆分后再试")
    data = path.read_bytes()
    if not data:
        raise InputError("E-EMPTY", f"文件是空的：{path.name}；请重新导出或重新下载")
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError("E-ENCRYPTED", _ENCRYPTED)
    if "WordDocument".encode("utf-16-le") not in data:
        raise InputError("E-KIND", f"{path.name} 不是 Word 文件；请提供 PDF、DOCX、DOC、HTML、Markdown 或 TXT 文件")
    if _is_encrypted(data):
        raise InputError("E-ENCRYPTED", _ENCRYPTED)
    return ".doc"


def _is_encrypted(data: bytes) -> bool:
    for start in range(_SECTOR, len(data) - 12, _SECTOR):
        if data.startswith(_WORD_MAGIC, start):
            flags: int = struct.unpack_from("<H", data, start + 10)[0]
            return bool(flags & 0x0100)
    return False


def convert(office: str, path: Path, suffix: str, target: str, folder: Path) -> Path:
    """Let LibreOffice convert a file to `target` (「pdf」, or suffix and filter name) inside `folder`; the new file.

    Raises InputError E-TIMEOUT or E-DAMAGED.
    """
    source = folder / f"plan{suffix}"
    shutil.copyfile(path, source)
    profile = folder / "profile"
    _write_settings(profile)
    command = [
        office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo", "--nolockcheck",
        "--convert-to", target, "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    with processes.lifted_limit():
        process = processes.start(command)
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise InputError("E-TIMEOUT", "LibreOffice 转换超时；请用 Word/WPS 另存为 .docx 后再试") from error
    finally:
        processes.stop(process)
    converted = folder / "out" / f"plan.{target.partition(':')[0]}"
    if not converted.is_file():
        raise InputError("E-DAMAGED", "Word 文件无法转换，可能已损坏；请用 Word/WPS 另存为 .docx 后再试")
    return converted


def _write_settings(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    values = {"DisableMacrosExecution": "true", "BlockUntrustedRefererLinks": "true", "MacroSecurityLevel": "3"}
    items = "".join(_SETTING.format(name=name, value=value) for name, value in values.items())
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(items=items), encoding="utf-8")
