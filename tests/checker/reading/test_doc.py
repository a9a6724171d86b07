"""Old Word files through LibreOffice, and what is said where it is absent or no use."""

from __future__ import annotations

import stat
import sys
import time
from pathlib import Path

import pytest

from checker.errors import InputError
from checker.reading import doc, read

SHARED = Path(__file__).resolve().parents[3] / "../shared"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
OLD_WORD = OLE + b"\xec\xa5" + b"\0" * 510 + "WordDocument".encode("utf-16-le")


def code_of(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read(path)
    return caught.value.code


@pytest.mark.skipif(not SHARED.is_dir() or doc.find_office() is None, reason="needs LibreOffice and the shared plans")
def test_a_real_doc_is_read() -> None:
    plan = read(SHARED / "plans/gov-mot-highway.doc")
    assert plan.source.format == "doc"
    assert "公路交通突发事件应急预案" in plan.identity.title
    assert len(plan.sections) > 50 and plan.tables


@pytest.mark.skipif(doc.find_office() is None, reason="needs LibreOffice")
def test_rtf_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    words = "".join(f"\\u{ord(char)}?" for char in "应急预案")
    path.write_text(f"{{\\rtf1\\ansi {words}\\par {words}}}", encoding="ascii")
    assert any("应急预案" in paragraph.text for paragraph in read(path).paragraphs)


def test_without_libreoffice_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.doc").write_bytes(OLD_WORD)
    monkeypatch.setattr(doc, "find_office", lambda: None)
    assert code_of(tmp_path / "a.doc") == "E-NO-OFFICE"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_hanging_libreoffice_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office, mark = tmp_path / "soffice", tmp_path / "still-alive"
    office.write_text(f"#!/bin/sh\n(sleep 3; touch '{mark}') &\nsleep 60\n", encoding="ascii")
    office.chmod(office.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "a.doc").write_bytes(OLD_WORD)
    monkeypatch.setattr(doc, "find_office", lambda: str(office))
    monkeypatch.setattr(doc, "_SECONDS", 0.5)
    began = time.monotonic()
    assert code_of(tmp_path / "a.doc") == "E-TIMEOUT"
    time.sleep(max(0.0, 3.5 - (time.monotonic() - began)))
    assert not mark.exists()


def test_encrypted_and_other_office_files_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    assert code_of(path) == "E-ENCRYPTED"
    path.write_bytes(OLE + b"\xec\xa5" + b"\0" * 8 + b"\x00\x01" + b"\0" * 500 + "WordDocument".encode("utf-16-le"))
    assert code_of(path) == "E-ENCRYPTED"
    path.write_bytes(OLE + "Workbook".encode("utf-16-le"))
    assert code_of(path) == "E-KIND"
