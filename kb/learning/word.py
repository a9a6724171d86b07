"""A question sheet for Word: questions first, answers with clause and reason on a page of their own."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.shared import Pt

from kb.learning.questions import SORTS, Question

_FONT = "宋体"
_LETTERS = "ABCDEF"


def sheet(title: str, chosen: Sequence[Question]) -> bytes:
    """The sheet as a DOCX file."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(11)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    document.add_heading(title, 1)
    for number, q in enumerate(chosen, 1):
        document.add_paragraph(f"{number}. （{SORTS[q.sort]}）{q.asks}")
        for letter, choice in zip(_LETTERS, q.choices, strict=False):
            document.add_paragraph(f"{letter}. {choice}").paragraph_format.left_indent = Pt(22)
    document.add_page_break()
    document.add_heading("答案与依据", 1)
    for number, q in enumerate(chosen, 1):
        letter = _LETTERS[q.choices.index(q.answer)]
        document.add_paragraph(f"{number}. {letter}（{q.answer}）。{q.why}")
    out = BytesIO()
    document.save(out)
    return out.getvalue()
