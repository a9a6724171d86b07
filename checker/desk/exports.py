"""What can be taken away from a review: Word, Excel, HTML, PDF, and the plan's own file with marks."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from checker.desk.comparing import compare_runs, earlier_runs
from checker.desk.reviewing import Review
from checker.desk.store.audit import tell
from checker.desk.store.database import Desk
from checker.errors import InputError
from checker.reading.doc import convert, find_office
from checker.reporting.changes_docx import render_changes
from checker.reporting.commented_docx import render_commented_docx, why_not_commented
from checker.reporting.docx import render_docx
from checker.reporting.forms import fill_forms
from checker.reporting.forms_docx import render_forms
from checker.reporting.html import render_html
from checker.reporting.json import render_json
from checker.reporting.marked_pdf import render_marked_pdf, why_not_marked
from checker.reporting.opinion_docx import render_opinion
from checker.reporting.template import Sheet
from checker.reporting.xlsx import render_xlsx
from kb.catalogue import load_catalogue

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATES = ("评审表", "评审意见", "修改情况说明")


@dataclass(frozen=True, slots=True)
class Export:
    """One file to take away; `render` may take seconds and raises InputError when it can not be made.

    `refused` tells beforehand, in a line for the user, why it can not.
    """

    name: str
    suffix: str
    media: str
    help: str
    render: Callable[[], bytes]
    refused: str = ""

    def file_name(self, stem: str) -> str:
        return f"{stem}-{self.name}.{self.suffix}"


def exports(review: Review, reviewer: str = "") -> list[Export]:
    """The outputs this review can give; the account of revision only where there is an earlier version."""
    desk, report = review.desk, review.report
    signed = review.reviewers or reviewer
    out = [
        Export("评审表", "docx", WORD, "五张官方评审表（政府预案为审查要点表），可签字", lambda: render_forms(
            report, review.forms, reviewer=signed, template=template(desk, "评审表"))),
        Export("评审意见", "docx", WORD, "按评审表汇总的评审意见草稿", lambda: render_opinion(
            report, review.forms, reviewer=signed, template=template(desk, "评审意见"))),
        Export("问题清单", "xlsx", EXCEL, "问题清单、全部结论、读出的事实", lambda: render_xlsx(report)),
    ]  # fmt: skip
    earlier = earlier_runs(desk, review.run, review.plan.id)
    if earlier:
        old = earlier[0][1].id
        out.append(Export("修改情况说明", "docx", WORD, "意见 → 修改 → 位置，与前一版对照",
                          lambda: _changes(review, old)))  # fmt: skip
    if report.source.format == "pdf":
        out.append(Export("批注", "pdf", "application/pdf", "预案原文件，问题处有高亮和批注",
                          lambda: render_marked_pdf(report, _data(review), review.opinions),
                          _refused(_path(review), "pdf")))  # fmt: skip
    if report.source.format == "docx":
        out.append(Export("批注", "docx", WORD, "预案原文件，问题处有批注",
                          lambda: render_commented_docx(report, _data(review), review.opinions),
                          _refused(_path(review), "docx")))  # fmt: skip
    out += [
        Export("审查意见", "docx", WORD, "程序初审的全部问题，带原文和条款", lambda: render_docx(report)),
        Export("审查报告", "html", "text/html", "网页报告，可筛选", lambda: render_html(report).encode()),
    ]
    if find_office():
        out.append(Export("审查意见", "pdf", "application/pdf", "同 Word 审查意见，字体已嵌入",
                          lambda: to_pdf(render_docx(report))))  # fmt: skip
    out.append(Export("数据", "json", "application/json", "全部结论，供其他程序使用",
                      lambda: render_json(report).encode()))  # fmt: skip
    return out


def _path(review: Review) -> Path:
    return review.desk.files.path(review.run.sha256)


def _data(review: Review) -> bytes:
    return _path(review).read_bytes()


@lru_cache(maxsize=64)
def _refused(path: Path, suffix: Literal["pdf", "docx"]) -> str:
    """Why the plan's own file can not be marked; asked at every drawing of the page, so it is kept."""
    ask = why_not_marked if suffix == "pdf" else why_not_commented
    try:
        return ask(path.read_bytes())
    except OSError:
        return "预案原文件已不在数据目录里，不能加批注；请重新放进文件检查。"


def _changes(review: Review, old: int) -> bytes:
    compared = compare_runs(review.desk, old, review.run.id)
    if compared is None:
        raise InputError("E-RUN", "前一版的检查结果已不在，不能对照；请重新检查前一版。")
    return render_changes(
        compared.old,
        compared.new,
        compared.findings,
        compared.sections,
        compared.facts,
        opinions=review.opinions,
        forms=fill_forms(compared.old, load_catalogue(), review.opinions),
        template=template(review.desk, "修改情况说明"),
    )


@lru_cache(maxsize=4)
def to_pdf(word: bytes) -> bytes:
    """A Word file as PDF through LibreOffice, which embeds the fonts. Raises InputError without it."""
    office = find_office()
    if office is None:
        raise InputError("E-NO-OFFICE", "写 PDF 需要本机装有 LibreOffice；请安装，或下载 Word 后自行另存。")
    with tempfile.TemporaryDirectory(prefix="plancheck-pdf-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(word)
        return convert(office, source, ".docx", "pdf", Path(folder)).read_bytes()


def note_export(review: Review, export: Export, who: str) -> None:
    tell(review.desk, who, "export", f"plan {review.plan.id}", file=f"{export.name}.{export.suffix}", run=review.run.id)


# --- templates ---------------------------------------------------------------------------------------------------


def template(desk: Desk, name: str) -> bytes | None:
    """The office's own template of an output, or None for ours."""
    path = _template_path(desk, name)
    return path.read_bytes() if path.exists() else None


def save_template(desk: Desk, name: str, data: bytes | None) -> None:
    """Keep a template, or go back to ours with None. Raises InputError when it is no DOCX."""
    path = _template_path(desk, name)
    if data is None:
        path.unlink(missing_ok=True)
        return
    Sheet.start(data, {})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _template_path(desk: Desk, name: str) -> Path:
    if name not in TEMPLATES:
        raise ValueError(name)
    return desk.home / "templates" / f"{name}.docx"
