"""An office's own Word template: its fields filled, our tables put where it says 「{{内容}}」.

Fields are written 「{{预案名称}}」 in the body, its tables, headers and footers. What the template does not name is put
at its end, so that any Word file will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as DocumentType
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from checker.errors import InputError
from checker.report import Report
from checker.reporting.view import clean
from checker.reporting.word import new_document

CONTENT = "内容"
FIELDS = ("预案名称", "编制单位", "发布时间", "版本", "地区", "文件", "检查日期", "评审人", CONTENT)
_FIELD = re.compile(r"\{\{\s*([^{}\s]{1,12})\s*\}\}")


def field_values(report: Report, reviewer: str = "") -> dict[str, str]:
    """What a template's fields are filled with."""
    plan = report.plan
    return {
        "预案名称": plan.title or report.source.file,
        "编制单位": plan.organisation,
        "发布时间": plan.issued,
        "版本": plan.version,
        "地区": plan.region.province + plan.region.city + plan.region.county,
        "文件": report.source.file,
        "检查日期": report.tool.as_of,
        "评审人": reviewer,
    }


class Sheet:
    """A document to be filled: `start` opens it, what is added to `document` is content, `finish` puts it in place."""

    def __init__(self, document: DocumentType, marker: Paragraph | None) -> None:
        self.document = document
        self._marker = marker
        self._own = set(document.element.body)

    @classmethod
    def start(cls, template: bytes | None, fields: Mapping[str, str], *, landscape: bool = False) -> Sheet:
        """Raises InputError when the template is no Word file (DOCX)."""
        if template is None:
            return cls(new_document(landscape=landscape), None)
        try:
            document = Document(BytesIO(template))
        except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
            raise InputError("E-TEMPLATE", "模板不是 Word 文件（DOCX），不能使用；请另存为 .docx。") from error
        marker = None
        for paragraph in _paragraphs(document):
            names = _FIELD.findall(paragraph.text)
            if CONTENT in names:
                marker = paragraph
            if names:
                _fill(paragraph, fields)
        return cls(document, marker)

    def finish(self) -> bytes:
        if self._marker is not None:
            place = self._marker._p
            for element in list(self.document.element.body):
                if element not in self._own and element.tag != qn("w:sectPr"):
                    place.addprevious(element)
            parent = place.getparent()
            assert parent is not None
            parent.remove(place)
        buffer = BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()


def _paragraphs(document: DocumentType) -> Iterator[Paragraph]:
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document._body)
    for section in document.sections:
        for part in (section.header, section.footer):
            for element in part._element.iter(qn("w:p")):
                yield Paragraph(element, part)


def _fill(paragraph: Paragraph, fields: Mapping[str, str]) -> None:
    """Word cuts a field into several runs, so the first run takes the whole text."""
    text = _FIELD.sub(lambda m: "" if m[1] == CONTENT else clean(fields.get(m[1], m[0])), paragraph.text)
    first, *rest = paragraph.runs
    first.text = text
    for run in rest:
        run.text = ""
