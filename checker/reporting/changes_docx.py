"""The account of revision (修改情况说明): opinion → what was changed → where, and what remains."""

from __future__ import annotations

from collections.abc import Sequence

from checker.report import Report
from checker.reporting.changes import (
    STATE_LABELS,
    Changed,
    FactChange,
    SectionChange,
    change_for,
    count_states,
)
from checker.reporting.forms import Opinions, unit_keys
from checker.reporting.template import Sheet, field_values
from checker.reporting.view import ReportView, clean
from checker.reporting.word import note, table, widths

COLUMNS = ("序号", "评审意见", "修改情况", "位置", "结果")
CENTIMETRES = (1.2, 8.5, 9.5, 3.8, 2.2)
PASSAGE_MOST = 160
WHAT = {"added": "新增", "removed": "删去", "rewritten": "改写"}


def render_changes(
    old: Report,
    new: Report,
    findings: Sequence[Changed],
    sections: Sequence[SectionChange],
    facts: Sequence[FactChange],
    *,
    opinions: Opinions | None = None,
    template: bytes | None = None,
) -> bytes:
    """A table of the opinions on the old version, then the changed facts and sections."""
    view = ReportView(new)
    sheet = Sheet.start(template, field_values(new), landscape=True)
    document = sheet.document
    document.add_heading(clean(f"{view.title} 修改情况说明"), level=0)
    note(document, f"由 {old.source.file} 与 {new.source.file} 逐条对照得出，供编制单位修改定稿；请核对后使用。")
    told = "，".join(f"{STATE_LABELS[s]} {n} 项" for s, n in count_states(findings).items())
    document.add_paragraph(clean(told or "两个版本没有需要说明的问题。"))
    document.add_heading("一、逐条修改情况", level=1)
    listed = [c for c in findings if c.old is not None]
    keys = unit_keys(old)
    rows = [_row(n, c, sections, old, new, opinions or {}, keys) for n, c in enumerate(listed, 1)]
    widths(table(document, COLUMNS, rows), CENTIMETRES)
    fresh = [c for c in findings if c.state == "new"]
    if fresh:
        document.add_heading("二、新出现的问题", level=1)
        lines = [(str(n), c.finding.name, c.finding.reason) for n, c in enumerate(fresh, 1)]
        widths(table(document, ("序号", "检查内容", "说明"), lines), (1.2, 6, 18))
    if facts:
        document.add_heading("三、事实的变化", level=1)
        moved = [(f.table, f.what, f.old or "（无）", f.new or "（无）", f.place) for f in facts]
        widths(table(document, ("类别", "内容", "原来", "现在", "位置"), moved), (3.2, 7, 5.5, 5.5, 4))
    if sections:
        document.add_heading("四、章节的变化", level=1)
        redone = [(WHAT[s.what], s.title, _short(s.old), _short(s.new), _pages(s)) for s in sections]
        widths(table(document, ("变化", "章节", "原文", "现文", "页码"), redone), (1.6, 5, 8, 8, 2.6))
    return sheet.finish()


def _row(
    number: int,
    changed: Changed,
    sections: Sequence[SectionChange],
    old: Report,
    new: Report,
    opinions: Opinions,
    keys: dict[str, str],
) -> tuple[str, ...]:
    was = changed.old
    assert was is not None
    said = opinions.get((keys[was.unit], was.requirement))
    opinion = f"{was.name}：{said.note}" if said and said.note else f"{was.name}：{was.reason}"
    section = change_for(changed, sections, old, new)
    if section is None:
        done, where = ("未见修改", "") if changed.state in ("remaining", "worse") else ("见现文", "")
    else:
        done = f"{WHAT[section.what]}“{section.title}”：{_short(section.new or section.old)}"
        where = _pages(section)
    if changed.new and changed.new.evidence:
        where = ReportView(new).place(changed.new.evidence[0])
    return str(number), opinion, done, where, STATE_LABELS[changed.state]


def _pages(section: SectionChange) -> str:
    page = section.new_page or section.old_page
    return f"第{page}页" if page else section.title


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= PASSAGE_MOST else flat[:PASSAGE_MOST] + "……"
