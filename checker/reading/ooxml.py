"""Opening an Office Open XML package that may be damaged or hostile."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from pathlib import Path
from types import TracebackType

from lxml import etree

from checker.errors import InputError

MAX_PART = 96 * 1024 * 1024  # bytes of one unpacked part; the largest real plan seen has 4 MB
MAX_RATIO = 400  # unpacked to packed; Word's own XML stays below 60
RATIO_FROM = 8 * 1024 * 1024  # small parts may repeat themselves as much as they like

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = "Word 文件已损坏，无法打开；请用 Word 或 WPS 重新另存为 .docx 后再试"


class Package:
    """The parts of an OOXML file by name; every read is bounded. Use as a context manager.

    Errors: E-EMPTY, E-DAMAGED, E-ENCRYPTED, E-KIND, E-TOO-LARGE.
    """

    def __init__(self, path: Path) -> None:
        self._zip = _open_zip(path)
        self._names = {name.lower(): name for name in self._zip.namelist()}

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def has(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """Unpacked bytes of a part."""
        info = self._zip.getinfo(self._names[name.lower()])
        if info.flag_bits & 1:
            raise InputError("E-ENCRYPTED", "Word 文件被加密；请取消密码后另存再试")
        if info.file_size > MAX_PART or (
            info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(1, info.compress_size)
        ):
            raise InputError("E-TOO-LARGE", "Word 文件解压后异常庞大，已停止读取；请确认文件来源或另存后再试")
        try:
            with self._zip.open(info) as stream:
                # a lying header must not unpack more than it announced
                return stream.read(info.file_size + 1)[: info.file_size]
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
            raise InputError("E-DAMAGED", _DAMAGED) from error

    def xml(self, name: str) -> etree._Element | None:
        """Root element of an XML part, None when the part is not there."""
        if not self.has(name):
            return None
        data = self.read(name)
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
        try:
            root = etree.fromstring(data, _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise InputError("E-DAMAGED", _DAMAGED) from error
        if root is None or root.getroottree().docinfo.internalDTD is not None:
            # Word never writes a document type; only an entity bomb needs one
            raise InputError("E-DAMAGED", "Word 文件含有不安全的 XML 定义，已拒绝读取；请用 Word 或 WPS 另存后再试")
        return root

    def optional_xml(self, name: str) -> etree._Element | None:
        """Like `xml`, but a part that only adds detail may be broken without costing the text."""
        try:
            return self.xml(name)
        except InputError:
            return None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id → (last word of its type, part name) of a part; "" asks for the package's own."""
        folder, base = posixpath.split(part)
        root = self.optional_xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return {}
        out: dict[str, tuple[str, str]] = {}
        for relation in root.iter(_RELATION):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            out[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], name)
        return out


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _open_zip(path: Path) -> zipfile.ZipFile:
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        raise InputError("E-DAMAGED", f"文件打不开：{path.name}；请检查路径和权限") from error
    if not head:
        raise InputError("E-EMPTY", f"文件是空的：{path.name}；请重新导出或重新下载")
    if head == _OLE_MAGIC:
        raise _ole_error(path)
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        if not head.startswith(b"PK"):
            raise InputError("E-KIND", f"{path.name} 不是 Word 文件（扩展名与内容不符）；请改回正确的扩展名") from error
        raise InputError("E-DAMAGED", _DAMAGED) from error


def _ole_error(path: Path) -> InputError:
    """Word keeps an encrypted .docx inside an OLE file, as it does an old .doc: tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        return InputError("E-ENCRYPTED", "Word 文件设有打开密码；请取消密码后另存再试")
    return InputError("E-KIND", f"{path.name} 其实是旧版 .doc 文件；请把扩展名改为 .doc，或另存为 .docx")
