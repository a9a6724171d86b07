"""What every output says the same way: order, counts, places, labels.

Each output (terminal, HTML, Word, Excel, the pages) shows a `ReportView`; none of them orders, counts or names on its
own, so that the same report reads the same everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from checker.plan import Kind, Subject
from checker.report import Evidence, Finding, PlanInfo, Report, SectionInfo, SourceInfo, Verdict

SEVERITY_WEIGHT = {"critical": 3, "major": 2, "minor": 1}
VERDICT_WEIGHT = {Verdict.NON_COMPLIANT: 3, Verdict.PARTIAL: 2, Verdict.UNDETERMINED: 1}

# The verdict is never told by colour alone: every output prints mark and word.
VERDICT_MARKS = {
    Verdict.NON_COMPLIANT: "✗",
    Verdict.PARTIAL: "△",
    Verdict.UNDETERMINED: "？",
    Verdict.COMPLIANT: "✓",
    Verdict.NOT_APPLICABLE: "－",
}

POINT_MARKS: dict[bool | None, str] = {True: "✓ 达到", False: "✗ 未达到", None: "？ 不能判断"}

PAGE_PROBLEMS = {"scanned": "扫描页", "garbled": "乱码", "empty": "空白页", "failed": "读取失败"}

FORMATS = {
    "pdf": "PDF",
    "docx": "Word DOCX",
    "doc": "Word DOC",
    "html": "网页",
    "md": "Markdown",
    "txt": "纯文本",
}

DISCLAIMER = (
    "本报告由程序对照知识库逐条提出意见，供评审人员参考；每条结论须由人核对原文和条款后确定，"
    "不构成评审、备案意见，也不判断措施是否可行。"
)

# Controls, surrogates, direction changes; private use is what Word's symbol fonts leave of a bullet.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


def clean(text: str) -> str:
    """The text without characters that XML refuses, that mislead, or that no font can show."""
    return _CONTROL.sub("", text)


def badness(finding: Finding) -> int:
    """Severity × verdict; 0 for what is no gap."""
    return SEVERITY_WEIGHT[finding.severity] * VERDICT_WEIGHT.get(finding.verdict, 0)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By severity × verdict, key elements (＊) first among equals, then as they came; 不适用 last."""
    order = list(VERDICT_MARKS)
    return sorted(findings, key=lambda f: (-badness(f), _is_idle(f), not f.key, order.index(f.verdict)))


def _is_idle(finding: Finding) -> bool:
    return finding.verdict is Verdict.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Matter:
    """One duty with one verdict in one or several units of a file: told once, each unit named."""

    first: Finding
    others: tuple[Finding, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(f.unit for f in (self.first, *self.others))

    def others_by_reason(self) -> list[tuple[str, list[Finding]]]:
        """The other findings, those of the same reason together."""
        together: dict[str, list[Finding]] = {}
        for finding in self.others:
            together.setdefault(finding.reason, []).append(finding)
        return list(together.items())


def matters(findings: Iterable[Finding]) -> list[Matter]:
    """Findings of the same duty and verdict put together, in the order of the first of each."""
    together: dict[tuple[str, Verdict], list[Finding]] = {}
    for finding in findings:
        together.setdefault((finding.requirement, finding.verdict), []).append(finding)
    return [Matter(found[0], tuple(found[1:])) for found in together.values()]


def months(value: int | None) -> str:
    """36 → 每3年, 6 → 每6个月, None → 未写明周期."""
    if value is None:
        return "未写明周期"
    if value % 12 == 0:
        return f"每{value // 12}年"
    return f"每{value}个月"


def minutes(value: int) -> str:
    """60 → 1小时, 90 → 90分钟, 10080 → 7天, 0 → 立即."""
    if value <= 0:
        return "立即"
    if value > 1440 and value % 1440 == 0:
        return f"{value // 1440}天"
    return f"{value // 60}小时" if value % 60 == 0 else f"{value}分钟"


def kind_label(kind: str) -> str:
    return Kind(kind).label if kind in set(Kind) else kind


def subject_label(subject: str) -> str:
    return Subject(subject).label if subject in set(Subject) else subject


def page_ranges(pages: Iterable[int]) -> str:
    """[1, 2, 3, 7] → 「1–3、7」."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return "、".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def heading(section: SectionInfo) -> str:
    """「1.2 响应分级」, 「三、应急响应」."""
    gap = "" if section.number.endswith(("、", "）", ")", "．")) else " "
    return f"{section.number}{gap}{section.title}".strip()


def unreadable_lines(source: SourceInfo) -> tuple[str, ...]:
    """「第3–5页：扫描页」, one line per reason."""
    by_reason: dict[str, list[int]] = {}
    for problem in source.unreadable_pages:
        by_reason.setdefault(problem.reason, []).append(problem.page)
    return tuple(f"第{page_ranges(pages)}页：{PAGE_PROBLEMS.get(r, r)}" for r, pages in by_reason.items())


def read_rows(plan: PlanInfo, source: SourceInfo) -> tuple[tuple[str, str], ...]:
    """What was read, as label and value; empty values are said to be not found."""
    size = (f"{source.pages} 页，" if source.pages else "") + f"{source.characters} 字"
    rows = [
        ("预案名称", plan.title),
        ("编制单位", plan.organisation),
        ("发布时间", plan.issued),
        ("版本 / 编号", " / ".join(x for x in (plan.version, plan.number) if x)),
        ("文件", f"{source.file}（{FORMATS.get(source.format, source.format)}，{size}）"),
    ]
    if source.ocr_pages:
        rows.append(("文字识别", f"第{page_ranges(source.ocr_pages)}页由 OCR 读出，可能有错字"))
    return tuple((label, clean(value) or "未识别到") for label, value in rows)


def page_or_paragraph(page: int | None, paragraph: int) -> str:
    """「第6页」, or 「第41段」 in a file without fixed pages."""
    return f"第{page}页" if page is not None else f"第{paragraph}段"


class ReportView:
    """A report with its look-ups: findings that are shown, where they stand, how many there are."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def title(self) -> str:
        return self.report.plan.title or self.report.source.file

    @cached_property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that count, worst first: a duty that equals another one of the same unit is only cited there."""
        have = {(f.unit, f.requirement) for f in self.report.findings if not f.same_as}
        own = [f for f in self.report.findings if not f.same_as or (f.unit, f.same_as) not in have]
        return tuple(worst_first(own))

    @cached_property
    def _equals(self) -> dict[tuple[str, str], list[Finding]]:
        out: dict[tuple[str, str], list[Finding]] = {}
        for finding in self.report.findings:
            if finding.same_as:
                out.setdefault((finding.unit, finding.same_as), []).append(finding)
        return out

    def clauses(self, finding: Finding) -> tuple[str, ...]:
        """「GB/T 29639-2020 6.1.2」: the finding's own basis, then that of equal duties."""
        found: dict[str, None] = {}
        for each in (finding, *self._equals.get((finding.unit, finding.requirement), ())):
            for basis in each.basis:
                found.setdefault(f"{basis.cite} {basis.clause}".strip())
        return tuple(found)

    def nearest(self, finding: Finding) -> tuple[Evidence, ...]:
        """The nearest passages that are not already shown as evidence."""
        shown = {e.paragraph for e in finding.evidence}
        return tuple(e for e in finding.nearest if e.paragraph not in shown)

    @cached_property
    def gaps(self) -> tuple[Finding, ...]:
        """What someone has to act on: gaps and what a person must look at, worst first."""
        return tuple(f for f in self.shown if badness(f) > 0)

    @cached_property
    def _sections(self) -> dict[str, tuple[SectionInfo, ...]]:
        paths: dict[str, tuple[SectionInfo, ...]] = {}
        for unit in self.report.units:
            stack: list[SectionInfo] = []
            for section in unit.sections:
                while stack and stack[-1].level >= section.level:
                    stack.pop()
                stack.append(section)
                paths[section.id] = tuple(stack)
        return paths

    @cached_property
    def _units(self) -> dict[str, str]:
        return {u.id: self._short(u.title) or kind_label(u.kind) for u in self.report.units}

    def _short(self, title: str) -> str:
        """The title of a unit without the organisation before it, which every unit would repeat."""
        return title.removeprefix(self.report.plan.organisation).lstrip(" -—_·：:") or title

    def unit_title(self, unit_id: str) -> str:
        return self._units.get(unit_id, unit_id)

    def places_by_unit(self, findings: Iterable[Finding]) -> str:
        """「火灾专项应急预案（第6页、第8页）、触电现场处置方案」."""
        parts = []
        for finding in findings:
            places = "、".join(dict.fromkeys(self.where(e) for e in finding.evidence))
            parts.append(self.unit_title(finding.unit) + (f"（{places}）" if places else ""))
        return "、".join(parts)

    def unit_titles(self, matter: Matter) -> str:
        """「火灾专项应急预案」, or 「综合应急预案 等 3 个单元」."""
        first = self.unit_title(matter.first.unit)
        return f"{first} 等 {len(matter.units)} 个单元" if matter.others else first

    def path(self, evidence: Evidence) -> str:
        """「3 应急响应 › 3.1 响应分级」, empty outside any section."""
        path = self._sections.get(evidence.section or "", ())
        return " › ".join(heading(s) for s in path)

    def where(self, evidence: Evidence) -> str:
        """「第6页」, or 「第41段」 in a file without fixed pages."""
        return page_or_paragraph(evidence.page, evidence.paragraph)

    def place(self, evidence: Evidence) -> str:
        path = self.path(evidence)
        return f"{self.where(evidence)} · {path}" if path else self.where(evidence)

    def searched(self, finding: Finding) -> str:
        """Where it was looked for, in words: 「3.2 预警、3.3 响应启动、全文」."""
        places = (place.split(" ", 1) for place in finding.searched)
        return "、".join(dict.fromkeys(p[-1] if p[0] in self._sections else " ".join(p) for p in places))

    def counts(self, unit_id: str | None = None) -> Counter[Verdict]:
        """How many findings of each verdict, in one unit or the whole file."""
        return Counter(f.verdict for f in self.shown if unit_id is None or f.unit == unit_id)

    @property
    def unreadable(self) -> tuple[str, ...]:
        return unreadable_lines(self.report.source)

    @property
    def read_rows(self) -> tuple[tuple[str, str], ...]:
        return read_rows(self.report.plan, self.report.source)

    @cached_property
    def assumptions(self) -> tuple[tuple[str, str], ...]:
        """What the verdicts stand on and the user may correct: kinds, subject, region, day of the law, upper plans."""
        plan, tool = self.report.plan, self.report.tool
        region = plan.region.province + plan.region.city + plan.region.county
        subject = subject_label(plan.subject)
        upper = "、".join(dict.fromkeys(c.upper for c in self.report.connections))
        return (
            ("预案类型", clean(self._kinds)),
            ("单位类型", clean(f"{subject}（{plan.subject_reason}）" if plan.subject_reason else subject)),
            ("地区", clean(region) or "未识别到，只按全国性要求检查"),
            ("法规截止日", tool.as_of),
            ("上级预案", clean(upper) or "没有对照：没有放入，本地区资料里也没有"),
        )

    @property
    def _kinds(self) -> str:
        """「综合应急预案（标题写有“综合应急预案”）」, or how many of each where a file holds several units."""
        units = self.report.units
        if len(units) == 1:
            reason = f"（{units[0].kind_reason}）" if units[0].kind_reason else ""
            return kind_label(units[0].kind) + reason
        counts = Counter(kind_label(u.kind) for u in units)
        return "、".join(f"{label} {n} 个" if n > 1 else label for label, n in counts.items()) or "未识别到"
