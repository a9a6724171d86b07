"""The facts as tables of plain text, the same in every output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.report import Citation, CitationStatus, Evidence, Facts
from checker.reporting.key_facts import figure, key_facts
from checker.reporting.view import ReportView, clean, minutes, months
from kb.catalogue import load_catalogue

CITATION_STATUS = {
    "current": "现行",
    "superseded": "已被代替",
    "abolished": "已废止",
    "unknown": "知识库未收录，需核对",
}
CITATION_KINDS = {"law": "法律法规", "standard": "标准", "document": "文件", "plan": "预案"}
NOT_FOUND = "未见"
KEY_MOST = 3  # places of one key fact


@dataclass(frozen=True, slots=True)
class FactTable:
    """One kind of fact: `rows` have as many cells as `columns`; the last is the place, `quotes` the exact words."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    quotes: tuple[str, ...]
    note: str = ""  # the answer in one line, where the table is long


def fact_tables(view: ReportView) -> tuple[FactTable, ...]:
    """The tables that have rows, in the order a reviewer asks for them."""
    facts = view.report.facts
    return tuple(
        table
        for table in (
            _key_facts(view),
            _table(view, "响应级别", ("单元", "级别", "启动条件", "启动人"), _levels(view, facts)),
            _table(view, "事故信息报告时限", ("单元", "报告人", "报告对象", "时限"), _reporting(view, facts)),
            _table(view, "应急演练", ("单元", "内容", "周期", "演练后"), _drills(view, facts)),
            _table(view, "预案评估", ("单元", "周期"), _reviews(view, facts)),
            replace(
                _table(view, "引用依据", ("名称", "编号", "类别", "现在", "预案发布时", "现行文件"), _citations(facts)),
                note=citation_note(facts.citations),
            ),
            _table(view, "应急机构及职责", ("单元", "机构", "负责人", "职责条数"), _organisations(view, facts)),
            _table(view, "值班电话", ("单元", "号码"), _phones(view, facts)),
            _table(view, "上级预案", ("名称",), ((u.evidence, (u.name,)) for u in facts.upper_plans)),
            _table(view, "已更名的机构", ("文中写法", "现名称", "更名年份"), _bodies(facts)),
            _table(view, "前后不一致", ("问题",), _contradictions(facts)),
            _table(view, "未填写或占位内容", ("文字",), ((p.evidence, (p.text,)) for p in facts.placeholders)),
        )
        if table.rows
    )


Row = tuple[Evidence | None, tuple[str, ...]]


def _table(view: ReportView, title: str, columns: tuple[str, ...], rows: Iterator[Row]) -> FactTable:
    listed = list(rows)
    return FactTable(
        title=title,
        columns=(*columns, "位置"),
        rows=tuple((*map(clean, cells), clean(view.place(e)) if e else "") for e, cells in listed),
        quotes=tuple(clean(e.shown) if e else "" for e, _ in listed),
    )


def _key_facts(view: ReportView) -> FactTable:
    """Floor beside figure, for all that have one; the other tables give the figures in full."""
    found = key_facts(view)
    return FactTable(
        title="关键事实与底线",
        columns=("事项", "对这类单位的要求", "预案写的", "对照", "依据", "单元", "位置"),
        rows=tuple(
            (
                fact.matter,
                clean(fact.floor),
                clean(figure(view, fact)) or (NOT_FOUND if not fact.evidence else "见原文"),
                fact.mark,
                clean("；".join(fact.clauses)),
                clean(_units(view, fact.units)),
                clean("、".join(dict.fromkeys(view.where(e) for e in fact.evidence[:KEY_MOST]))),
            )
            for fact in found
        ),
        quotes=tuple(
            clean("\n".join(dict.fromkeys(e.shown for e in fact.evidence[:KEY_MOST])) or fact.reason) for fact in found
        ),
    )


def _units(view: ReportView, units: tuple[str, ...]) -> str:
    first = view.unit_title(units[0])
    return f"{first} 等 {len(units)} 个单元" if len(units) > 1 else first


def _levels(view: ReportView, facts: Facts) -> Iterator[Row]:
    for level in sorted(facts.response_levels, key=lambda x: (x.unit, x.rank)):
        cells = (view.unit_title(level.unit), level.name, level.trigger or NOT_FOUND, level.starts_by or NOT_FOUND)
        yield level.evidence, cells


def _reporting(view: ReportView, facts: Facts) -> Iterator[Row]:
    for each in facts.reporting:
        limit = minutes(each.limit_minutes)
        yield each.evidence, (view.unit_title(each.unit), each.sender or NOT_FOUND, each.to or NOT_FOUND, limit)


def _drills(view: ReportView, facts: Facts) -> Iterator[Row]:
    for drill in facts.drills:
        after = "、".join(word for word, is_so in (("评估", drill.assessed), ("报送", drill.reported)) if is_so)
        yield drill.evidence, (view.unit_title(drill.unit), drill.what, months(drill.interval_months), after)


def _reviews(view: ReportView, facts: Facts) -> Iterator[Row]:
    for review in facts.reviews:
        yield review.evidence, (view.unit_title(review.unit), months(review.interval_months))


def _citations(facts: Facts) -> Iterator[Row]:
    trouble_first = {"abolished": 0, "superseded": 1, "unknown": 2, "current": 3}
    for each in sorted(facts.citations, key=lambda c: (not c.mismatch, trouble_first[c.status])):
        yield each.evidence, _citation_cells(each)


def citation_note(citations: Sequence[Citation]) -> str:
    """「已被代替 1，名称与编号不符 1，现行 6」: laws, standards and documents; plans have no state of their own."""
    judged = [c for c in citations if c.kind != "plan" or c.status != "unknown"]
    counts = Counter(c.status for c in judged)
    order: tuple[CitationStatus, ...] = ("abolished", "superseded", "unknown", "current")
    parts = [f"{CITATION_STATUS[s]} {counts[s]}" for s in order if counts[s]]
    wrong = sum(c.mismatch for c in judged)
    return "，".join([*parts, f"名称与编号不符 {wrong}"] if wrong else parts)


def _outdated(each: Citation) -> str:
    """「（2024-11-01 起）」: since when a citation is out of date, where the catalogue tells."""
    known = load_catalogue().instruments.get(each.instrument or "")
    since = known.outdated_from if known and each.status in ("superseded", "abolished") else None
    return f"（{since} 起）" if since else ""


def _citation_cells(each: Citation) -> tuple[str, ...]:
    status = CITATION_STATUS[each.status] + _outdated(each) + ("；名称与编号不符" if each.mismatch else "")
    kind, at_issue = CITATION_KINDS[each.kind], CITATION_STATUS[each.at_issue]
    if each.kind == "plan" and each.status == "unknown":
        status = at_issue = "预案，不判断时效"
    return each.name, each.number or "", kind, status, at_issue, each.replaced_by or ""


def _organisations(view: ReportView, facts: Facts) -> Iterator[Row]:
    for each in facts.organisations:
        duties = str(each.duties) if each.duties else NOT_FOUND
        yield each.evidence, (view.unit_title(each.unit), each.name, each.head, duties)


def _phones(view: ReportView, facts: Facts) -> Iterator[Row]:
    for phone in facts.duty_phones:
        yield phone.evidence, (view.unit_title(phone.unit), phone.number)


def _bodies(facts: Facts) -> Iterator[Row]:
    for body in facts.outdated_bodies:
        yield body.evidence, (body.name, body.now, str(body.since))


def _contradictions(facts: Facts) -> Iterator[Row]:
    for each in facts.contradictions:
        yield (each.evidence[0] if each.evidence else None), (each.what,)
