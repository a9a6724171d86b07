"""The plan's own PDF with highlights at the evidence and notes that say what was found; its pages stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pypdfium2 as pdfium
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight, Text
from pypdf.constants import UserAccessPermissions
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

from checker.errors import InputError
from checker.report import Report, Verdict
from checker.reporting.forms import NOBODY, Opinions, unit_keys
from checker.reporting.pdf_words import Box, boxes
from checker.reporting.view import ReportView, clean, matters

COLOURS = {
    Verdict.NON_COMPLIANT: "f4a3a0",
    Verdict.PARTIAL: "ffd27f",
    Verdict.UNDETERMINED: "a9c8f5",
    Verdict.COMPLIANT: "b6e3b6",
}
AUTHOR = "plancheck"
LISTED_MOST = 40  # duties named in the note about what is missing
PLACES_MOST = 4  # places marked of one duty; the rest is in the report
NOTE_SIZE = 18.0

# What pypdf raises on damaged files; DependencyError: AES, for which it wants a package we do without.
_FAILURES = (
    PyPdfError, DependencyError, pdfium.PdfiumError, ArithmeticError, AttributeError, LookupError, OSError,
    RuntimeError, TypeError, ValueError,
)  # fmt: skip
PROTECTED = "这份 PDF 设有权限保护（加密），不能加批注；请向编制单位要没有保护的文件，或用网页、Word 报告。"
DAMAGED = "这份 PDF 已损坏，不能加批注；请用网页或 Word 报告。"


@dataclass(frozen=True, slots=True)
class Mark:
    """One passage to be marked, and the note on it."""

    page: int
    quote: str
    verdict: Verdict
    note: str


def marks(report: Report, opinions: Opinions = NOBODY) -> list[Mark]:
    """What is marked: the words of every gap, in the reviewer's word where there is one."""
    view = ReportView(report)
    keys = unit_keys(report)
    found: dict[tuple[int, str], list[tuple[Verdict, str]]] = {}
    for finding in view.shown:
        said = opinions.get((keys[finding.unit], finding.requirement))
        verdict = said.verdict if said else finding.verdict
        if not (verdict.is_gap or verdict is Verdict.UNDETERMINED):
            continue
        who = f"（{said.who}）" if said and said.who else "（程序初审）"
        told = said.note if said and said.note else finding.advice or finding.reason
        note = f"{finding.name}：{verdict.label}{who}\n{told}\n依据：{'；'.join(view.clauses(finding)[:2])}"
        for evidence in finding.evidence[:PLACES_MOST]:
            if evidence.page is not None:
                found.setdefault((evidence.page, evidence.quote), []).append((verdict, note))
    return [_mark(page, quote, told) for (page, quote), told in sorted(found.items(), key=lambda x: x[0][0])]


def _mark(page: int, quote: str, told: Sequence[tuple[Verdict, str]]) -> Mark:
    worst = Verdict.NON_COMPLIANT if any(v is Verdict.NON_COMPLIANT for v, _ in told) else told[0][0]
    return Mark(page, quote, worst, "\n\n".join(note for _verdict, note in told[:6]))


def why_not_marked(data: bytes) -> str:
    """Why the PDF can not be given marks, in a line for the user; empty when it can.

    Writing it anew takes off its encryption, so a file whose author holds back any right is left alone.
    """
    try:
        reader = PdfReader(BytesIO(data))
        if not reader.is_encrypted:
            return ""
        granted = reader.user_access_permissions
        if granted is None or UserAccessPermissions.all() & ~granted:
            return PROTECTED
        PdfWriter(clone_from=reader)
    except DependencyError:
        return PROTECTED
    except _FAILURES:
        return DAMAGED
    return ""


def render_marked_pdf(report: Report, data: bytes, opinions: Opinions = NOBODY) -> bytes:
    """The PDF `data` with the marks. Raises InputError when it can not be written to (protected, damaged)."""
    if refused := why_not_marked(data):
        raise InputError("E-PDF", refused)
    try:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
        document = pdfium.PdfDocument(data)
    except _FAILURES as error:
        raise InputError("E-PDF", DAMAGED) from error
    try:
        for mark in marks(report, opinions):
            if mark.page <= len(document):
                _annotate(writer, document, mark)
        _summary(writer, report, opinions)
    finally:
        document.close()
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _annotate(writer: PdfWriter, document: pdfium.PdfDocument, mark: Mark) -> None:
    found = boxes(document[mark.page - 1], mark.quote)
    if not found:
        return
    note = clean(mark.note)
    around = (min(b[0] for b in found), min(b[1] for b in found), max(b[2] for b in found), max(b[3] for b in found))
    quads = ArrayObject(FloatObject(n) for box in found for n in _corners(box))
    highlight = Highlight(rect=around, quad_points=quads, highlight_color=COLOURS[mark.verdict])
    _described(highlight, note)
    writer.add_annotation(mark.page - 1, highlight)


def _corners(box: Box) -> Iterator[float]:
    """Upper left, upper right, lower left, lower right: the order viewers go by."""
    left, bottom, right, top = box
    yield from (left, top, right, top, left, bottom, right, bottom)


def _described(annotation: Highlight | Text, note: str) -> None:
    annotation[NameObject("/Contents")] = TextStringObject(note)
    annotation[NameObject("/T")] = TextStringObject(AUTHOR)


def _summary(writer: PdfWriter, report: Report, opinions: Opinions) -> None:
    """What is called missing has no words to mark: a note on the first page of its unit lists it."""
    view = ReportView(report)
    keys = unit_keys(report)
    for unit in report.units:
        missing = []
        for matter in matters(f for f in view.gaps if f.unit == unit.id and not f.evidence):
            said = opinions.get((keys[unit.id], matter.first.requirement))
            verdict = said.verdict if said else matter.first.verdict
            if verdict.is_gap:
                missing.append(f"{'＊' if matter.first.key else ''}{matter.first.name}：{verdict.label}")
        page = (unit.page or 1) - 1
        if missing and page < len(writer.pages):
            more = f"\n……共 {len(missing)} 项" if len(missing) > LISTED_MOST else ""
            listed = "\n".join(missing[:LISTED_MOST])
            note = clean(f"{view.unit_title(unit.id)}未见以下内容（程序查过全文，请核对）：\n{listed}{more}")
            box = writer.pages[page].cropbox
            x, y = float(box.left) + NOTE_SIZE, float(box.top) - 2 * NOTE_SIZE
            text = Text(rect=(x, y, x + NOTE_SIZE, y + NOTE_SIZE), text=note, open=False)
            _described(text, note)
            writer.add_annotation(page, text)
