"""Files taken away from a review, opened again by other means than those that wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from checker.plan import Plan
from checker.report import Report

_WORDS = re.compile(r"(?:第(?P<page>\d+)页|第(?P<paragraph>\d+)段)：“(?P<quote>.*)”")
WORDS_COLUMN, OPINION_COLUMN = 4, 5
SHORTENED = "……"
BEGINNING = 10  # letters of a quote that must stand on its page even when it goes on on the next


def dense(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that an output says stand in the plan, on a page or, where there are no pages, in a paragraph."""

    words: str
    page: int | None
    paragraph: int | None

    def stands_in(self, plan: Plan) -> bool:
        """Whether they are there verbatim, white space aside."""
        words = dense(self.words)
        if self.page is None:
            at = self.paragraph or 0
            return words in dense("".join(p.text for p in plan.paragraphs[at - 1 : at + 1]))
        here, after = (dense(page_text(plan, n)) for n in (self.page, self.page + 1))
        return words in here + after and words[:BEGINNING] in here


def page_text(plan: Plan, page: int) -> str:
    """What the reader found on a page, parts of paragraphs that run over two pages included."""
    out = []
    for p in plan.paragraphs:
        cuts = [0, *(at for at, _page in p.breaks), len(p.text)]
        out += [p.text[a:b] for a, b in pairwise(cuts) if p.page_at(a) == page]
    return "".join(out)


def review_tables(path: Path) -> list[list[list[str]]]:
    """The tables of a Word file as text, without their heads."""
    return [[[c.text for c in row.cells] for row in t.rows[1:]] for t in Document(str(path)).tables]


def quotes(rows: list[list[str]]) -> Iterator[Quote]:
    for row in rows:
        for line in row[WORDS_COLUMN].split("\n"):
            if line == "未见" or re.fullmatch(r"另有 \d+ 处", line):
                continue
            found = _WORDS.fullmatch(line)
            assert found, f"no place and words: {line}"
            page, paragraph = found["page"], found["paragraph"]
            words = found["quote"].removesuffix(SHORTENED)
            yield Quote(words, int(page) if page else None, int(paragraph) if paragraph else None)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A comment or highlight: what it says, and the words it stands on."""

    note: str
    words: str
    page: int = 0

    @property
    def duty(self) -> str:
        return self.note.partition("：")[0]


def comments(path: Path) -> list[Anchor]:
    """The comments of a Word file with the whole paragraph each of them begins in."""
    document = Document(str(path))
    notes = {c.comment_id: c.text for c in document.comments}
    out = []
    for start in document.element.body.iter(qn("w:commentRangeStart")):
        holder = next(e for e in start.iterancestors() if e.tag == qn("w:p"))
        words = "".join(t.text or "" for t in holder.iter(qn("w:t")))
        out.append(Anchor(notes[int(start.get(qn("w:id")))], words))
    return out


def highlights(path: Path) -> list[Anchor]:
    """The highlights of a PDF with the words that PDFium finds under their rectangles."""
    document = pdfium.PdfDocument(str(path))
    out = []
    for number, page in enumerate(PdfReader(path).pages, 1):
        text = document[number - 1].get_textpage()
        for annotation in (a.get_object() for a in page.get("/Annots", ())):
            if annotation["/Subtype"] == "/Highlight":
                corners = [float(n) for n in annotation["/QuadPoints"]]
                boxes = [corners[at : at + 8] for at in range(0, len(corners), 8)]  # x y of UL, UR, LL, LR
                words = "".join(text.get_text_bounded(b[0], b[5], b[2], b[1]) for b in boxes)
                out.append(Anchor(str(annotation["/Contents"]), words, number))
        text.close()
    document.close()
    return out


def evidence_of(report: Report, duty: str) -> list[tuple[int | None, str]]:
    """Page and words, without white space, of everything found on the duty of this name."""
    return [(e.page, dense(e.quote)) for f in report.findings if f.name == duty for e in f.evidence]
