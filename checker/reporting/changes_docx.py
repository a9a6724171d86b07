"""The account of revision (修改情况说明): opinion → what was changed → where, and what remains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.report import Report, Verdict
from checker.reporting.changes import (
    STATE_LABELS,
    Changed,
    ChangedMatter,
    FactChange,
    SectionChange,
    State,
    change_for,
    changed_matters,
    count_states,
    is_touched,
    passages,
    telling,
)
from checker.reporting.forms import NOBODY, Form, Line, Opinions, unit_keys
from checker.reporting.template import Sheet, field_values
from checker.reporting.view import ReportView, clean
from checker.reporting.word import note, table, widths

COLUMNS = ("序号", "评审意见", "修改情况", "位置", "结果")
CENTIMETRES = (1.2, 8.5, 9.5, 3.8, 2.2)
PASSAGE_MOST = 160
PLACES = 3  # changed sections told in one row
REASONS = 4  # told of one duty that lacks different things in different units
ORDER: tuple[State, ...] = ("cured", "better", "worse", "remaining", "gone")  # what was done before what is left
WHAT = {"added": "新增", "removed": "删去", "rewritten": "改写"}
ORDINALS = "一二三四五"
UNTOUCHED = "未见修改"


def render_changes(
    old: Report,
    new: Report,
    findings: Sequence[Changed],
    sections: Sequence[SectionChange],
    facts: Sequence[FactChange],
    *,
    opinions: Opinions = NOBODY,
    forms: Sequence[Form] = (),
    template: bytes | None = None,
) -> bytes:
    """Tables of the opinions on the old version, then of what else changed.

    `opinions` are the reviewer's words on single duties; `forms` the review tables of the old version with theirs.
    """
    account = _Account(old, new, findings, sections, opinions)
    sheet = Sheet.start(template, field_values(new), landscape=True)
    document = sheet.document
    document.add_heading(clean(f"{ReportView(new).title} 修改情况说明"), level=0)
    note(document, f"由 {old.source.file} 与 {new.source.file} 逐条对照得出，供编制单位修改定稿；请核对后使用。")
    told = "，".join(f"{STATE_LABELS[s]} {n} 项" for s, n in count_states(findings).items())
    document.add_paragraph(clean(told or "两个版本没有需要说明的问题。"))
    moved = [(f.table, f.what, f.old or "（无）", f.new or "（无）", f.place) for f in facts]
    redone = [(WHAT[s.what], s.title, *map(_short, passages(s)), _pages(s)) for s in sections]
    parts = (
        ("评审人意见的修改情况", COLUMNS, CENTIMETRES, list(account.said(forms))),
        ("逐条修改情况", COLUMNS, CENTIMETRES, list(account.rows())),
        ("新出现的问题", ("序号", "检查内容", "说明"), (1.2, 6, 18), list(account.fresh())),
        ("事实的变化", ("类别", "内容", "原来", "现在", "位置"), (3.2, 7, 5.5, 5.5, 4), moved),
        ("章节的变化", ("变化", "章节", "原文", "现文", "页码"), (1.6, 5, 8, 8, 2.6), redone),
    )
    shown = [part for part in parts if part[3]]
    for ordinal, (title, columns, centimetres, rows) in zip(ORDINALS, shown, strict=False):
        document.add_heading(f"{ordinal}、{title}", level=1)
        widths(table(document, columns, rows), centimetres)
    return sheet.finish()


@dataclass(frozen=True)
class _Account:
    """The two versions and what lies between them, told row by row."""

    old: Report
    new: Report
    findings: Sequence[Changed]
    sections: Sequence[SectionChange]
    opinions: Opinions

    def rows(self) -> Iterator[tuple[str, ...]]:
        """One row an opinion: what was done first, then what is left."""
        keys = unit_keys(self.old)

        def noted(changed: Changed) -> str:
            said = self.opinions.get((keys[changed.old.unit], changed.old.requirement)) if changed.old else None
            return said.note if said else ""

        known = [c for c in self.findings if c.old is not None and c.state != "new"]
        listed = sorted(changed_matters(known, noted), key=lambda m: ORDER.index(m.first.state))
        for number, matter in enumerate(listed, 1):
            said = noted(matter.first) or self._reasons(matter)
            done, where = self._did(matter.all)
            yield str(number), f"{_name(matter, self.old)}：{said}", done, where, STATE_LABELS[matter.first.state]

    def fresh(self) -> Iterator[tuple[str, ...]]:
        for number, matter in enumerate(changed_matters([c for c in self.findings if c.state == "new"]), 1):
            yield str(number), _name(matter, self.new), matter.first.finding.reason

    def said(self, forms: Sequence[Form]) -> Iterator[tuple[str, ...]]:
        """What the reviewer found wanting in rows of the review tables."""
        became = {(c.old.unit, c.old.requirement): c for c in self.findings if c.old is not None}
        lines = [(form, line) for form in forms for line in form.lines if _is_wanting(line)]
        for number, (form, line) in enumerate(lines, 1):
            changes = [became[k] for f in line.findings if (k := (f.unit, f.requirement)) in became]
            done, where = self._did(changes)
            words = line.opinion.note if line.opinion else ""
            yield (
                str(number),
                f"{form.title} · {line.item}：{words or line.result.label}",
                done,
                where,
                _came_to([c.state for c in changes]),
            )

    def _did(self, changes: Sequence[Changed]) -> tuple[str, str]:
        """What was changed for these, and where it now stands; a few of them where they are many."""
        done = dict.fromkeys(self._done(c) for c in changes)
        told = [(what, where) for what, where in done if what != UNTOUCHED][:PLACES]
        if not told:
            return UNTOUCHED, next((where for _, where in done), "")
        return "\n".join(dict.fromkeys(what for what, _ in told)), "\n".join(dict.fromkeys(w for _, w in told if w))

    def _done(self, changed: Changed) -> tuple[str, str]:
        section = change_for(changed, self.sections) if is_touched(changed) else None
        if section is None:
            done, where = (UNTOUCHED if changed.state in ("remaining", "worse") else "见现文"), ""
        else:
            was, now = passages(section)
            done = f"{WHAT[section.what]}“{section.title}”：{_short(now or was)}"
            where = _pages(section)
        words = telling(changed)
        return done, ReportView(self.new).place(words[0]) if words else where

    def _reasons(self, matter: ChangedMatter) -> str:
        """Of the old version; where units differ, each reason with its unit."""
        units: dict[str, list[str]] = {}
        view = ReportView(self.old)
        for changed in matter.all:
            if changed.old:
                units.setdefault(changed.old.reason, []).append(view.unit_title(changed.old.unit))
        if len(units) == 1:
            return next(iter(units))
        told = [f"{names[0]}{f'等 {len(names)} 个单元' if len(names) > 1 else ''}：{r}" for r, names in units.items()]
        more = [f"另有 {len(told) - REASONS} 种情况见问题清单"] if len(told) > REASONS else []
        return "\n".join(["", *told[:REASONS], *more])


def _is_wanting(line: Line) -> bool:
    return line.opinion is not None and line.opinion.verdict in (Verdict.PARTIAL, Verdict.NON_COMPLIANT)


def _came_to(states: Sequence[State]) -> str:
    """Of the duties behind one row."""
    if states and all(s in ("cured", "gone") for s in states):
        return STATE_LABELS["cured"]
    return "部分改正" if any(s in ("cured", "better") for s in states) else STATE_LABELS["remaining"]


def _name(matter: ChangedMatter, report: Report) -> str:
    """The duty, and its units where the file has several."""
    name = matter.first.finding.name
    if len(report.units) < 2:
        return name
    first = ReportView(report).unit_title((matter.first.old or matter.first.finding).unit)
    return f"{name}（{first}等 {len(matter.units)} 个单元）" if matter.others else f"{name}（{first}）"


def _pages(section: SectionChange) -> str:
    page = section.new_page or section.old_page
    return f"第{page}页" if page else section.title


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= PASSAGE_MOST else flat[:PASSAGE_MOST] + "……"
