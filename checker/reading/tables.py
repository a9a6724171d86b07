"""Tables: pieces over several pages joined, header and caption found, columns asked by what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from checker.plan import Table
from checker.reading.drafts import Draft, dense
from checker.reading.raw import RawTable

_CAPTION = re.compile(r"^(?:附?表|续表)\s?[\d一二三四五六七八九十]{0,3}(?:[-—.]\d{1,2})*[\s:：、.]*.{0,40}$")
_CAPTION_END = re.compile(r"(?:表|清单|名单|名录|一览|通讯录|联系方式|目录|台账)(?:[（(].{1,12}[)）])?[:：]?$")
_FIGURE = re.compile(r"^附?图\s?\d{1,2}(?:[-—.]\d{1,2})*[\s:：、.]*.{1,40}$")
_NUMBERLIKE = re.compile(r"^[\d\s\-—–+()（）.,，/%:：]+$")


class Meaning(StrEnum):
    """What a column holds."""

    NAME = "name"
    TELEPHONE = "telephone"
    QUANTITY = "quantity"
    PLACE = "place"
    LEVEL = "level"
    TRIGGER = "trigger"
    DUTY = "duty"
    UNIT = "unit"
    POST = "post"
    RISK = "risk"


_MEANINGS: tuple[tuple[Meaning, re.Pattern[str]], ...] = (
    (Meaning.TELEPHONE, re.compile(r"电话|手机|联系方式|号码|传真|值班电")),
    (Meaning.QUANTITY, re.compile(r"数量|数目|件数|台数|储备量|库存|个数|人数|^数$")),
    (Meaning.LEVEL, re.compile(r"级别|等级|分级|响应级|预警级|^级$")),
    (Meaning.TRIGGER, re.compile(r"启动条件|触发|判据|分级标准|启动标准|条件|标准|情形")),
    (Meaning.PLACE, re.compile(r"地点|位置|地址|存放|场所|部位|区域|分布|所在")),
    (Meaning.DUTY, re.compile(r"职责|任务|分工|责任$")),
    (Meaning.RISK, re.compile(r"风险|危险源|危害因素|隐患|事故类型|事故类别")),
    (Meaning.POST, re.compile(r"职务|岗位|职位|应急职务|职称")),
    (Meaning.UNIT, re.compile(r"单位名称|部门|单位$|机构|所属|成员单位")),
    (Meaning.NAME, re.compile(r"姓名|名称|联系人|责任人|负责人|人员|物资|装备|器材|设备|品名|项目")),
)


def column_meaning(header: str) -> Meaning | None:
    """What a column with this header holds; None when the header does not say."""
    words = dense(header)
    if words == "单位":
        return None  # a unit of measure or a body: only the cells can tell
    return next((meaning for meaning, pattern in _MEANINGS if pattern.search(words)), None)


def columns(table: Table) -> dict[Meaning, int]:
    """The first column of each meaning."""
    found: dict[Meaning, int] = {}
    for index, header in enumerate(table.header):
        meaning = column_meaning(header)
        if meaning is not None:
            found.setdefault(meaning, index)
    return found


def column(table: Table, meaning: Meaning) -> tuple[str, ...]:
    """The cells of the column of this meaning, one per body row; empty when there is no such column."""
    index = columns(table).get(meaning)
    if index is None:
        return ()
    return tuple(row[index] if index < len(row) else "" for row in table.rows)


@dataclass(slots=True)
class Joined:
    """A table made of one or more pieces; `repeats` are rows that only repeat the header on a later page."""

    rows: list[tuple[str, ...]]
    pages: list[int | None]
    header: tuple[str, ...]
    repeats: set[int] = field(default_factory=set)


def render(row: tuple[str, ...]) -> str:
    """A row as its paragraph text."""
    return "| " + " | ".join(" ".join(cell.split()) for cell in row) + " |"


def join(drafts: list[Draft]) -> list[Draft | Joined]:
    """Drafts in order with every table, and what goes on on the next page, as one."""
    out: list[Draft | Joined] = []
    for draft in drafts:
        if draft.table is None:
            out.append(draft)
            continue
        piece = draft.table
        previous = out[-1] if out else None
        if isinstance(previous, Joined) and _goes_on(previous, piece):
            _extend(previous, piece)
        elif piece.rows:
            out.append(Joined(list(piece.rows), _pages(piece), header_of(piece.rows)))
    return out


def _pages(piece: RawTable) -> list[int | None]:
    return list(piece.row_pages) if len(piece.row_pages) == len(piece.rows) else [piece.page] * len(piece.rows)


def _goes_on(table: Joined, piece: RawTable) -> bool:
    if not piece.rows:
        return False
    same_header = bool(table.header) and _same(table.header, piece.rows[0])
    if piece.continues or same_header:
        return True
    next_page = piece.page is not None and table.pages[-1] is not None and piece.page == table.pages[-1] + 1
    widths = {len(r) for r in table.rows[-3:]}
    return next_page and len(piece.rows[0]) in widths and bool(table.header) and not header_of(piece.rows)


def _same(header: tuple[str, ...], row: tuple[str, ...]) -> bool:
    return [dense(c) for c in header] == [dense(c) for c in row]


def _extend(table: Joined, piece: RawTable) -> None:
    start = len(table.rows)
    if table.header and _same(table.header, piece.rows[0]):
        table.repeats.add(start)
    table.rows.extend(piece.rows)
    table.pages.extend(_pages(piece))


def header_of(rows: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The header row: short words, no numbers, no gaps, and more than one kind of cell; empty when there is none."""
    first = rows[0]
    words = [dense(c) for c in first]
    if len(rows) < 2 or len(set(words)) < 2 or not all(words):
        return ()
    if any(_NUMBERLIKE.match(w) or len(w) > 24 or w.endswith(("。", "；")) for w in words):
        return ()
    return first


def is_caption(draft: Draft, before_table: bool) -> bool:
    """A table's or figure's title."""
    text = draft.text
    if not draft.is_text or len(text) > 50 or text.endswith(("。", "；", "，")) or "。" in text:
        return False
    if _FIGURE.match(text) and not re.search(r"所示|可知|可见|表明", text):
        return True
    return before_table and bool(_CAPTION.match(text) or _CAPTION_END.search(dense(text)))
