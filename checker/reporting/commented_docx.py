"""The plan's own Word file with comments at the evidence; its text stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as DocumentType
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from checker.errors import InputError
from checker.report import Evidence, Finding, Report, Verdict
from checker.reporting.forms import NOBODY, Opinions, unit_keys
from checker.reporting.view import ReportView, clean, matters

AUTHOR, INITIALS = "plancheck", "审"
PLACES_MOST = 3
MISSING_MOST = 30


@dataclass(frozen=True, slots=True)
class _Place:
    """One paragraph of the file, its text without white space, and which part of the file it stands at (0 to 1)."""

    paragraph: Paragraph
    dense: str
    at: float


def why_not_commented(data: bytes) -> str:
    """Why the file can not be given comments, in a line for the user; empty when it can."""
    try:
        _opened(data)
    except InputError as error:
        return error.message
    return ""


def _opened(data: bytes) -> DocumentType:
    try:
        return Document(BytesIO(data))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise InputError("E-DOCX", "这份文件不能加批注（不是 DOCX，或有保护）；请用网页或 Word 报告。") from error


def render_commented_docx(report: Report, data: bytes, opinions: Opinions = NOBODY) -> bytes:
    """The file `data` with comments. Raises InputError when it is no DOCX that can be written to."""
    document = _opened(data)
    places = _places(document)
    last = max((s.paragraph for u in report.units for s in u.sections), default=1)
    view = ReportView(report)
    keys = unit_keys(report)
    missing: list[str] = []
    for matter in matters(view.gaps):
        finding = matter.first
        said = opinions.get((keys[finding.unit], finding.requirement))
        verdict = said.verdict if said else finding.verdict
        if not (verdict.is_gap or verdict is Verdict.UNDETERMINED):
            continue
        told = said.note if said and said.note else ""
        note = _note(view, finding, verdict, told)
        done = [_comment(document, places, e, last, note) for e in finding.evidence[:PLACES_MOST]]
        if not any(done) and verdict.is_gap:
            missing.append(f"{'＊' if finding.key else ''}{finding.name}：{verdict.label}")
    _summary(document, places, missing)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _note(view: ReportView, finding: Finding, verdict: Verdict, told: str) -> str:
    lines = [f"{finding.name}：{verdict.label}", told or finding.reason]
    if not told and finding.advice:
        lines.append(f"建议：{finding.advice}")
    lines.append(f"依据：{'；'.join(view.clauses(finding)[:2])}")
    return clean("\n".join(lines))


def _places(document: DocumentType) -> list[_Place]:
    """Every paragraph with text, those of tables and text boxes too, in order."""
    found = [Paragraph(p, document._body) for p in document.element.body.iter(qn("w:p"))]
    texts = ["".join(p.text.split()) for p in found]
    total = max(1, len(found))
    return [_Place(p, t, i / total) for i, (p, t) in enumerate(zip(found, texts, strict=True)) if t]


def _comment(document: DocumentType, places: Sequence[_Place], evidence: Evidence, last: int, note: str) -> bool:
    """Comment the passage; False when its words are not in one paragraph of the file."""
    wanted = max((_dense(cell) for cell in evidence.quote.strip("| ").split("|")), key=len, default="")
    fitting = [p for p in places if wanted and wanted in p.dense]
    if not fitting:
        return False
    near = min(fitting, key=lambda p: abs(p.at - evidence.paragraph / max(last, evidence.paragraph, 1)))
    start = near.dense.index(wanted)
    runs = _runs(near.paragraph, start, start + len(wanted))
    if not runs:
        return False
    document.add_comment(runs=[runs[0], runs[-1]], text=note, author=AUTHOR, initials=INITIALS)
    return True


def _runs(paragraph: Paragraph, start: int, end: int) -> list[Run]:
    """The runs that hold the characters `start` … `end`, counted without white space."""
    out: list[Run] = []
    at = 0
    for run in paragraph.runs:
        size = len(_dense(run.text))
        if size and at < end and at + size > start:
            out.append(run)
        at += size
    return out


def _summary(document: DocumentType, places: Sequence[_Place], missing: Sequence[str]) -> None:
    """What has no words to mark is listed in one comment at the head of the file."""
    if not missing:
        return
    more = f"\n……共 {len(missing)} 项" if len(missing) > MISSING_MOST else ""
    note = clean("程序查过全文，未见以下内容，请核对：\n" + "\n".join(missing[:MISSING_MOST]) + more)
    head = next((p for p in places if p.paragraph.runs), None)
    if head:
        document.add_comment(runs=head.paragraph.runs[0], text=note, author=AUTHOR, initials=INITIALS)


def _dense(text: str) -> str:
    return "".join(text.split())
