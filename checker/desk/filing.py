"""What an enterprise hands in to file its plan, and what the file of the plan already shows of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checker.desk.days import Issue, add_workdays, holidays_note
from checker.desk.due import must_file
from checker.plan import Paragraph
from checker.report import Evidence, Finding, Report, Verdict
from checker.reporting.plain_words import reason_lines
from checker.reporting.view import (
    FORMATS,
    VERDICT_MARKS,
    ReportView,
    clean,
    kind_label,
    page_or_paragraph,
    unreadable_lines,
)
from kb.catalogue import Catalogue
from kb.models import Floor

PASSAGES = 2
# Words that tell of a review that was held, not of reviewing as such.
_REVIEWED = re.compile(
    r"(通过|经过?|召开|组织)[^。；]{0,20}(评审|论证)|(评审|论证)[^。；]{0,6}(通过|意见|纪要|会议|专家)"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing the file shows, or does not: `mark` is ✓, △, ✗ or ？; `place` and `words` may be empty."""

    mark: str
    says: str
    place: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """One of the four materials (88号令 第二十七条) and the duties that say what has to be in it."""

    id: str
    name: str
    need: str  # who must hand it in, where that is not everybody
    shown: tuple[Shown, ...]
    duties: tuple[str, ...]


def materials(report: Report, text: Sequence[Paragraph]) -> tuple[Material, ...]:
    """The four, in the order of the clause."""
    view = ReportView(report)
    return (
        Material("form", "生产经营单位生产安全事故应急预案备案申报表", "", tuple(_form(report)), ("M88-27", "M88-26")),
        Material(
            "opinion",
            "应急预案评审意见",
            _review_needed(report),
            tuple(_reviewed(view, text)),
            ("M88-21", "M88-22", "GBT29639-4.8.2", "GBT29639-4.8.3"),
        ),
        Material(
            "text",
            "应急预案电子文档",
            "",
            (_file(report), *_judged(view, "GBT29639-C.1", "GBT29639-4.9", "GBT29639-C.3")),
            ("M88-27",),
        ),
        Material(
            "reports",
            "风险评估结果和应急资源调查清单",
            "",
            tuple(_judged(view, "GBT29639-4.4", "GBT29639-9.2", "GBT29639-9.4")),
            ("M88-10", "GBT29639-A", "GBT29639-B"),
        ),
    )


def _form(report: Report) -> Iterator[Shown]:
    """What can be copied into the form."""
    plan = report.plan
    kinds = Counter(kind_label(u.kind) for u in report.units)
    rows = (
        ("单位名称", plan.organisation),
        ("预案名称", plan.title),
        ("预案组成", "、".join(f"{name} {n} 个" for name, n in kinds.items())),
        ("公布日期", plan.issued),
        ("预案编号和版本", " / ".join(x for x in (plan.number, plan.version) if x)),
    )
    for label, value in rows:
        yield Shown("✓", f"{label}：{clean(value)}") if value else Shown("✗", f"{label}：文件里没有读到")
    yield Shown("？", "法定代表人、联系人和电话、地址、行业、从业人数：请照营业执照和实际情况填写")


def _review_needed(report: Report) -> str:
    """Who must have the plan reviewed (88号令 第二十一条); the size of a firm is not in its plan."""
    if report.plan.subject == "high-risk":
        return "高危行业一般必须评审，要有书面评审纪要；其中不属列名的行业，中型规模以上必须评审"
    return "中型规模以上的单位必须评审；小型、微型单位可以自行论证。规模请按本单位实际核对"


def _reviewed(view: ReportView, text: Sequence[Paragraph]) -> Iterator[Shown]:
    found = [p for p in text if p.role == "body" and _REVIEWED.search("".join(p.text.split()))][:PASSAGES]
    for p in found:
        yield Shown("△", "预案里提到评审，评审意见原件要另外准备", page_or_paragraph(p.page, p.index), p.text)
    if not found:
        yield Shown("？", "预案里没有写到评审；评审意见、专家签字表要另外准备")


def _file(report: Report) -> Shown:
    source = report.source
    size = f"{source.pages} 页，" if source.pages else ""
    lost = unreadable_lines(source)
    if lost:
        return Shown("△", f"{source.file} 有读不出文字的页（{'；'.join(lost)}），请换成文字版")
    return Shown(
        "✓", f"{source.file}（{FORMATS.get(source.format, source.format)}，{size}{source.characters} 字）能读出文字"
    )


def _judged(view: ReportView, *requirements: str) -> Iterator[Shown]:
    """The worst finding of each duty over the units."""
    for requirement in requirements:
        found = [f for f in view.shown if f.requirement == requirement and f.verdict is not Verdict.NOT_APPLICABLE]
        if found:
            yield _shown(view, found[0])


def _shown(view: ReportView, finding: Finding) -> Shown:
    passages: tuple[Evidence, ...] = finding.evidence
    place = view.place(passages[0]) if passages else ""
    words = passages[0].shown if passages else ""
    lines = reason_lines(finding)
    told = [line for line in lines if not line.startswith("✓")] or lines
    return Shown(VERDICT_MARKS[finding.verdict], f"{finding.name}：{'；'.join(told)}", place, words)


def when_to_file(report: Report, catalogue: Catalogue, issue: Issue | None, today: date) -> str:
    """Whether the plan has to be filed and until when, in a sentence."""
    if not must_file(report.plan.subject):
        return (
            "本预案按“一般单位”看待，不在规章列名必须备案的单位之内；"
            "本省、本行业另有规定，或者监管部门要求备案的，仍要备案。单位类型不对时，请到“检查预案”更正。"
        )
    days = _filing_days(catalogue.floors.get("filing_limits", ()))
    if issue is None:
        return f"本单位须备案：公布之日起 {days} 个工作日内。文件里没有读到公布日期，请在“预案台账”登记。"
    until = add_workdays(issue.last, days)
    late = "期限已过，没有备案的请尽快办理；已经备案的，请在“预案台账”登记。" if until < today else ""
    told = f"本单位须备案：公布之日起 {days} 个工作日内。公布于 {issue.words}，最迟 {until}"
    return f"{told}（{holidays_note(issue.last, until)}）。{late}"


def _filing_days(floors: Sequence[Floor]) -> int:
    return next(f.workdays for f in floors if "M88-26" in f.rows and f.workdays)
