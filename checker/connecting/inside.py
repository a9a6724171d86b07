"""Inside an enterprise's file: risks without a plan, plans without a risk, ladders that differ between its plans.

Names, telephones and references to plans that are not in the file are facts' own contradictions (checker/facts). Only
clear cases are told: an accident counts by its plain word (火灾, 触电), wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.facts.context import dense
from checker.language.index import Hit, TextIndex
from checker.plan import Kind, Plan, Unit
from checker.report import Contradiction, Evidence, Facts, ResponseLevel

_ACCIDENT = re.compile(
    r"火灾|爆炸|泄漏|泄露|中毒|窒息|坍塌|触电|高处坠落|坠落|灼烫|烫伤|淹溺|物体打击|机械伤害|车辆伤害|起重伤害|踩踏"
    r"|冒顶|透水|困人|停电|食物中毒|冻伤|有限空间|地震|洪水|暴雨|台风|防汛"
)
_HIGH = re.compile(r"重大|较大|一级|二级|Ⅰ级|Ⅱ级")
_RISK_COLUMN = re.compile(r"事故类型|风险类别|事故类别|风险名称|危险(?:有害)?因素|事故名称")
_GRADE_COLUMN = re.compile(r"风险等级|风险级别|等级")
_OTHERS = re.compile(r"其他伤害")
SAME = {"泄露": "泄漏", "坠落": "高处坠落", "烫伤": "灼烫", "洪水": "防汛", "暴雨": "防汛"}
OWN_UNITS = (Kind.ENTERPRISE_SPECIAL, Kind.ENTERPRISE_ONSITE)


def inside_conflicts(plan: Plan, index: TextIndex, facts: Facts) -> tuple[Contradiction, ...]:
    """Nothing where the file holds no comprehensive plan with others beside it: they may be files of their own."""
    main = next((u for u in plan.units if u.kind is Kind.ENTERPRISE_COMPREHENSIVE), None)
    own = [u for u in plan.units if u.kind in OWN_UNITS]
    if main is None or not own or plan.source.unreadable_pages:
        return ()
    return (
        *_risks_without_plan(plan, index, own),
        *_plans_without_risk(plan, index, main, own),
        *_ladders(main, own, facts),
    )


def accidents(text: str) -> frozenset[str]:
    """The accidents a text names, each by one word."""
    return frozenset(SAME.get(word, word) for word in _ACCIDENT.findall(dense(text)))


def _risks_without_plan(plan: Plan, index: TextIndex, own: list[Unit]) -> Iterator[Contradiction]:
    """Rows of a risk table, rated high, that no special or on-site plan of the file speaks of."""
    texts = [index.text[slice(*index.lines(u.first, u.last))] for u in own]
    covered = frozenset().union(*(accidents(t) for t in texts))
    for table in plan.tables:
        header = [dense(c) for c in table.header]
        risk_at = next((i for i, c in enumerate(header) if _RISK_COLUMN.search(c)), -1)
        grade_at = next((i for i, c in enumerate(header) if _GRADE_COLUMN.search(c)), -1)
        if risk_at < 0 or grade_at < 0:
            continue
        for row, paragraph in zip(table.rows, table.paragraphs, strict=True):
            if len(row) <= max(risk_at, grade_at):  # a row that lost cells on reading
                continue
            named = accidents(row[risk_at])
            if not named or not _HIGH.search(row[grade_at]) or named & covered:
                continue
            what = (
                f"风险“{row[risk_at].strip()}”定为{row[grade_at].strip()}，文件里没有管它的专项应急预案或现场处置方案"
            )
            yield Contradiction(what=what, evidence=(_row(index, paragraph), index.evidence_of(own[0].first)))


def _plans_without_risk(plan: Plan, index: TextIndex, main: Unit, own: list[Unit]) -> Iterator[Contradiction]:
    """A special or on-site plan for an accident that the comprehensive plan and the attachments never name."""
    ranges = [(main.first, main.last), *plan.shared]
    elsewhere = accidents("\n".join(index.text[slice(*index.lines(a, b))] for a, b in ranges))
    tail = own[-1]  # attachments at the end of a file are read as part of its last plan
    for unit in own:
        named = accidents(unit.title)
        if not named or _OTHERS.search(unit.title) or named & elsewhere:
            continue
        if unit is not tail and named & accidents(index.text[slice(*index.lines(tail.first, tail.last))]):
            continue
        what = f"有“{unit.title}”，综合应急预案没有写到这种事故的风险"
        yield Contradiction(what=what, evidence=(index.evidence_of(unit.first), index.evidence_of(main.first)))


def _ladders(main: Unit, own: list[Unit], facts: Facts) -> Iterator[Contradiction]:
    """A special plan with another number of response levels than the comprehensive plan."""
    levels: dict[str, dict[int, ResponseLevel]] = {}
    for level in facts.response_levels:
        levels.setdefault(level.unit, {}).setdefault(level.rank, level)
    top = levels.get(main.id, {})
    if len(top) < 2:
        return
    for unit in own:
        mine = levels.get(unit.id, {})
        if unit.kind is Kind.ENTERPRISE_SPECIAL and len(mine) >= 2 and max(mine) > max(top):
            what = f"综合应急预案分{len(top)}级响应，“{unit.title}”分{len(mine)}级"
            yield Contradiction(what=what, evidence=(_level(top), _level(mine)))


def _level(levels: dict[int, ResponseLevel]) -> Evidence:
    return levels[max(levels)].evidence


def _row(index: TextIndex, paragraph: int) -> Evidence:
    start, end = index.line(paragraph)
    return index.evidence(Hit(start, min(end, start + 1)))
