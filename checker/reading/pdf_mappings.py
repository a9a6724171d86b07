"""Mending font mappings (ToUnicode) that pdfium misreads.

Some converters on government sites write mappings whose ranges pdfium skips; it then falls back to the character
collection of the font and shows wrong characters where the file holds the right ones. Written out plainly, one entry
per character, the same mapping is read correctly.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, StreamObject

from checker.reading.pdf_file import PYPDF_FAILURES, quiet

_MAX_BYTES = 40 * 1024 * 1024
_MAX_ENTRIES = 70000
_MAX_DEPTH = 4
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>\s*(?:<\s*([0-9A-Fa-f\s]+)>|\[([^\]]*)\])")
_HEX = re.compile(rb"<\s*([0-9A-Fa-f\s]*)>")
_BLOCK = 100  # entries, the most a bfchar block may hold


def rewritten(path: Path) -> bytes | None:
    """The file with every font mapping written out plainly; None when there is nothing to write or it fails."""
    if path.stat().st_size > _MAX_BYTES:
        return None
    try:
        with quiet():
            writer = pypdf.PdfWriter(clone_from=path)
            changed = sum(_rewrite(writer, font) for font in _fonts(writer))
            if not changed:
                return None
            buffer = io.BytesIO()
            writer.write(buffer)
    except PYPDF_FAILURES:
        return None
    return buffer.getvalue()


def _fonts(writer: pypdf.PdfWriter) -> Iterator[DictionaryObject]:
    """Every font once, those of forms inside pages included."""
    seen: set[int] = set()
    for page in writer.pages:
        yield from _fonts_of(page.get("/Resources"), seen, 0)


def _fonts_of(resources: object, seen: set[int], depth: int) -> Iterator[DictionaryObject]:
    held = resources.get_object() if isinstance(resources, pypdf.generic.PdfObject) else None
    if not isinstance(held, DictionaryObject) or id(held) in seen or depth > _MAX_DEPTH:
        return
    seen.add(id(held))
    for font in _values(held, "/Font"):
        if id(font) not in seen:
            seen.add(id(font))
            yield font
    for form in _values(held, "/XObject"):
        if form.get("/Subtype") == "/Form":
            yield from _fonts_of(form.get("/Resources"), seen, depth + 1)


def _values(resources: DictionaryObject, name: str) -> list[DictionaryObject]:
    found = resources.get(name)
    held = found.get_object() if found is not None else None
    if not isinstance(held, DictionaryObject):
        return []
    values = [value.get_object() for value in held.values()]
    return [value for value in values if isinstance(value, DictionaryObject)]


def _rewrite(writer: pypdf.PdfWriter, font: DictionaryObject) -> bool:
    stream = font.get("/ToUnicode")
    held = stream.get_object() if stream is not None else None
    descendants = font.get("/DescendantFonts")
    if not isinstance(held, StreamObject) or not isinstance(descendants, ArrayObject | pypdf.generic.IndirectObject):
        return False  # only composite fonts have ranges that matter
    mapping = parse_mapping(held.get_data())
    if not mapping:
        return False
    plain = DecodedStreamObject()
    plain.set_data(write_mapping(mapping))
    font[NameObject("/ToUnicode")] = writer._add_object(plain)
    return True


def parse_mapping(data: bytes) -> dict[int, str]:
    """Character code → UTF-16BE in hexadecimal digits."""
    out: dict[int, str] = {}
    for block in _CHARS.findall(data):
        for code, target in _PAIR.findall(block):
            out[int(code, 16)] = _digits(target)
    for block in _RANGES.findall(data):
        for first, last, target, targets in _RANGE.findall(block):
            low, high = int(first, 16), min(int(last, 16), int(first, 16) + 0xFFFF)
            if targets:
                out.update(zip(range(low, high + 1), map(_digits, _HEX.findall(targets)), strict=False))
            elif target:
                head, tail = _digits(target)[:-4], int(_digits(target)[-4:], 16)
                out.update({code: f"{head}{(tail + code - low) & 0xFFFF:04X}" for code in range(low, high + 1)})
            if len(out) > _MAX_ENTRIES:
                return {}
    return out


def _digits(target: bytes) -> str:
    return re.sub(rb"\s+", b"", target).decode("ascii").upper()


def write_mapping(mapping: dict[int, str]) -> bytes:
    """The mapping as a CMap of single entries."""
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def", "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange",
    ]  # fmt: skip
    entries = sorted(mapping.items())
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:04X}> <{target}>" for code, target in block]
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap", "end", "end"]).encode("ascii")
