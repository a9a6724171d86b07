"""Files made to hurt: mutations of good ones, bombs, absurdities. Seeds are fixed, so a failure can be repeated."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.checker.reading.making import Page, grid_rules, level, listed, paragraph, write_docx, write_pdf

_TEXT = "发生事故后现场人员应当立即报告值班室"


def good_pdf(folder: Path) -> Path:
    pages = [Page(rules=grid_rules([80, 200, 400], [300, 330, 360])) for _ in range(4)]
    for number, page in enumerate(pages):
        page.line(f"{number + 1} 总则", 100).line(_TEXT, 130).line("姓名", 322, 90, 12).line("电话", 352, 210, 12)
    return write_pdf(folder / "good.pdf", pages)


def good_docx(folder: Path) -> Path:
    cells = "".join(f"<w:tc><w:tcPr/>{paragraph(text)}</w:tc>" for text in ("姓名", "电话"))
    body = listed("总则", 1) + paragraph(_TEXT) + f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    return write_docx(folder / "good.docx", body * 3, numbering=numbering)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """A few bytes turned, a piece cut out, doubled, or swapped for noise."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(out)), chance.randint(1, 60)
        match chance.randrange(5):
            case 0:
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = out[at : at + length]
            case 3:
                out[at : at + length] = chance.randbytes(length)
            case _:
                out[at:at] = str(chance.choice([-1, 0, 99999999999, 2**31])).encode()
        if not out:
            return b"\0"
    return bytes(out)


def mutated_pdfs(folder: Path, count: int) -> Iterator[bytes]:
    data = good_pdf(folder).read_bytes()
    for seed in range(count):
        yield mutate(data, random.Random(seed))


def mutated_docx(folder: Path, count: int) -> Iterator[bytes]:
    """Every other one is broken inside its XML and packed soundly, so that the damage gets past the ZIP."""
    path = good_docx(folder)
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for seed in range(count):
        chance = random.Random(seed)
        if seed % 2:
            yield mutate(data, chance)
            continue
        victim = chance.choice(sorted(parts))
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name, mutate(part, chance) if name == victim else part)
        yield buffer.getvalue()


def _package(document: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return buffer.getvalue()


_OPEN = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
_CLOSE = b"</w:body></w:document>"


def zip_bomb_docx() -> bytes:
    return _package(_OPEN + b"<w:p/>" * 20_000_000 + _CLOSE)


def entity_bomb_docx() -> bytes:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    head = f'<!DOCTYPE d [<!ENTITY e0 "boom">{entities}]>'.encode()
    return _package(head + _OPEN + b"<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>" + _CLOSE)


def external_entity_docx() -> bytes:
    head = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return _package(head + _OPEN + b"<w:p><w:r><w:t>&x;</w:t></w:r></w:p>" + _CLOSE)


def nested_docx(depth: int) -> bytes:
    cell = b"<w:tbl><w:tr><w:tc>", b"</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    return _package(_OPEN + cell[0] * depth + b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" + cell[1] * depth + _CLOSE)


def nested_controls_docx(depth: int) -> bytes:
    inner = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    return _package(_OPEN + b"<w:sdt>" * depth + inner + b"</w:sdt>" * depth + _CLOSE)


def many_pages_pdf(folder: Path, count: int) -> bytes:
    return write_pdf(folder / "many.pdf", [Page().line(_TEXT)] * count).read_bytes()


def vast_page_pdf(folder: Path) -> bytes:
    return write_pdf(folder / "vast.pdf", [Page(picture=(0, 0, 1e7, 1e7)).line(_TEXT)], (1e7, 1e7)).read_bytes()


def tiny_page_pdf(folder: Path) -> bytes:
    return write_pdf(folder / "tiny.pdf", [Page().line(_TEXT)], (0.001, 0.001)).read_bytes()


def ruled_to_death_pdf(folder: Path) -> bytes:
    rules = [(10, 10 + i / 10, 500, 10 + i / 10) for i in range(5000)]
    rules += [(10 + i / 10, 10, 10 + i / 10, 800) for i in range(5000)]
    return write_pdf(folder / "ruled.pdf", [Page(rules=rules).line(_TEXT)]).read_bytes()


def self_referring_pdf() -> bytes:
    """Page trees that contain themselves."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 9/Kids[2 0 R 3 0 R]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>>>endobj\n"
        b"4 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length 5>>stream\n/X Do\n"
        b"endstream endobj\ntrailer<</Root 1 0 R>>"
    )


def wide_docx() -> bytes:
    """Sound, within the size limits of a part, and still far too much for a small machine."""
    chance = random.Random(7)
    runs = [f"<w:p><w:r><w:t>{chance.random()}</w:t></w:r></w:p>".encode() for _ in range(20_000)]
    return _package(_OPEN + b"".join(runs) * 60 + _CLOSE)
