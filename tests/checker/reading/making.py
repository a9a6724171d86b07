"""Small DOCX and PDF files written by hand, so that a test says exactly what is in them."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'{_W} {_R} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def paragraph(text: str, *, style: str = "", properties: str = "", run: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f"<w:p><w:pPr>{named}{properties}</w:pPr>"
        f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def listed(text: str, number: int, level: int = 0) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(index: int, form: str, text: str, extra: str = "") -> str:
    what = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}">{what}</w:lvl>'


def write_docx(path: Path, body: str, *, numbering: str = "", styles: str = "", **parts: str) -> Path:
    """A DOCX of `body`; `parts` by relation type (header, footer, footnotes …) hold their inner XML."""
    kinds = {"numbering": numbering, "styles": styles, **parts}
    relations, files = [], {}
    for index, (kind, inner) in enumerate((k, v) for k, v in kinds.items() if v):
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        relations.append(f'<Relationship Id="rId{index + 1}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>')
        files[f"word/{kind}.xml"] = f"<w:{root} {_NAMESPACES}>{inner}</w:{root}>"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    files["word/document.xml"] = f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
    files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{package}">{"".join(relations)}</Relationships>'
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{package}">'
        f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


@dataclass
class Page:
    """A page of A4: texts as (x, distance of the baseline from the top, size, text), rulings, a picture's share."""

    texts: list[tuple[float, float, float, str]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)  # x0, top, x1, bottom
    picture: tuple[float, float, float, float] | None = None
    mapped: bool = True  # its font has a ToUnicode map
    rotate: int = 0

    def line(self, text: str, top: float = 100, x: float = 90, size: float = 16) -> Page:
        self.texts.append((x, top, size, text))
        return self


WIDTH, HEIGHT = 595.0, 842.0


def write_pdf(path: Path, pages: list[Page], size: tuple[float, float] = (WIDTH, HEIGHT)) -> Path:
    """A PDF whose character codes are their code points; `mapped` pages say so, others leave pdfium guessing."""
    used = sorted({char for page in pages for *_, text in page.texts for char in text})
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body.encode() if isinstance(body, str) else body)
        return len(objects)

    def stream(data: bytes, extra: str = "") -> int:
        packed = zlib.compress(data)
        return add(f"<</Length {len(packed)}/Filter/FlateDecode{extra}>>stream\n".encode() + packed + b"\nendstream")

    descriptor = add(
        "<</Type/FontDescriptor/FontName/Made/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880"
        "/Descent -120/CapHeight 700/StemV 80>>"
    )
    half = " ".join("500" for _ in range(0x20, 0x7F))
    descendant = add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/Made/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        f"/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW 1000/W[32[{half}]]>>"
    )
    entries = "\n".join(f"<{ord(c):04X}> <{ord(c):04X}>" for c in used)
    cmap = stream(
        "begincmap /CMapName /Made def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(used)} beginbfchar\n{entries}\nendbfchar endcmap".encode()
    )
    font = f"<</Type/Font/Subtype/Type0/BaseFont/Made/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
    mapped, bare = add(f"{font}/ToUnicode {cmap} 0 R>>"), add(f"{font}>>")
    image = stream(
        b"\x80" * 64, "/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    parent = len(objects) + 2 * len(pages) + 1
    kids = []
    for page in pages:
        content = stream(_content(page, size[1]).encode())
        font_used = mapped if page.mapped else bare
        kids.append(
            add(
                f"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Rotate {page.rotate}"
                f"/Contents {content} 0 R/Resources<</Font<</F {font_used} 0 R>>/XObject<</I {image} 0 R>>>>>>"
            )
        )
    add(f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>")
    root = add(f"<</Type/Catalog/Pages {parent} 0 R>>")
    path.write_bytes(_file(objects, root))
    return path


def _content(page: Page, height: float) -> str:
    out = []
    if page.picture:
        x0, top, x1, bottom = page.picture
        out.append(f"q {x1 - x0} 0 0 {bottom - top} {x0} {height - bottom} cm /I Do Q")
    for x0, top, x1, bottom in page.rules:
        out.append(f"{x0} {height - top} m {x1} {height - bottom} l S")
    for x, top, size, text in page.texts:
        codes = "".join(f"{ord(char):04X}" for char in text)
        out.append(f"BT /F {size} Tf {x} {height - top} Td <{codes}> Tj ET")
    return "\n".join(out)


def _file(objects: list[bytes], root: int) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n")
    places = []
    for index, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{index} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010d} 00000 n \n".encode() for place in places))
    out.write(f"trailer<</Size {len(objects) + 1}/Root {root} 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def grid_rules(xs: list[float], ys: list[float]) -> list[tuple[float, float, float, float]]:
    """Rulings of a full table."""
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]
