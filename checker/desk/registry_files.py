"""The registry as Excel, in and out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from checker.desk.due import STATE_LABELS, Due
from checker.desk.records import PlanRecord
from checker.desk.standing import STANDING_LABELS, PlanStanding
from checker.desk.store.audit import record
from checker.desk.store.database import Desk
from checker.desk.store.plans import UNNAMED, ensure_plan, plans
from checker.desk.store.registry import (
    CATEGORIES,
    CATEGORY_LABELS,
    EVENT_LABELS,
    Category,
    Event,
    EventKind,
    EventRow,
    add_event,
    checked_day,
    events,
    replace_event,
    say_plan,
)
from checker.errors import InputError
from checker.reporting.view import clean
from checker.reporting.xlsx import fill_sheet
from kb.labels import KINDS, SUBJECTS

EVENT_COLUMNS = (
    ("单位", 26),
    ("预案", 36),
    ("事项", 10),
    ("日期", 12),
    ("类别", 14),
    ("内容", 30),
    ("编号", 18),
    ("已评估", 8),
    ("已报送", 8),
    ("备注", 30),
)
PLAN_COLUMNS = (("单位", 26), ("预案", 36), ("单位类型", 18), ("预案种类", 18), ("状态", 10), ("为什么", 40),
                ("版本数", 8), ("最近版本", 24), ("备案日期", 12), ("备案编号", 18), ("最近演练", 12),
                ("最近评估", 12))  # fmt: skip
DUE_COLUMNS = (("单位", 26), ("预案", 36), ("事项", 16), ("上次", 12), ("到期", 12), ("状态", 10), ("已安排", 12),
               ("依据", 40))  # fmt: skip
EVENTS_SHEET, PLANS_SHEET = "登记", "预案台账"
HEAD_ROWS = 10  # a title or a note may stand above the head
MOST_ROWS = 20_000
YES = ("是", "√", "✓", "已", "有", "1", "y", "yes", "true")
KIND_WORDS: Mapping[str, EventKind] = {
    **{label: kind for kind, label in EVENT_LABELS.items()},
    "公布": "issue",
    "发布": "issue",
    "实施": "issue",
    "发布实施": "issue",
    "备案登记": "filing",
    "应急演练": "drill",
    "评估": "evaluation",
    "预案评估": "evaluation",
}


SUBJECT_WORDS = {
    "高危": "high-risk",
    "人员密集": "crowded-place",
    "一般": "ordinary",
    "政府": "government",
    "部门": "government",
    "其他": "other",
}
KIND_OF_PLAN = {label: kind for kind, label in KINDS.items()}


def registry_xlsx(found: Sequence[PlanStanding], dues: Sequence[Due], today: date) -> bytes:
    """Three sheets: 预案台账, 登记 (the sheet that can be read back), 到期."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = PLANS_SHEET
    fill_sheet(sheet, PLAN_COLUMNS, (_plan(s, today) for s in found))
    rows = (row for s in found for row in _events(s.record))
    fill_sheet(book.create_sheet(EVENTS_SHEET), EVENT_COLUMNS, rows)
    fill_sheet(book.create_sheet("到期"), DUE_COLUMNS, (_due(d, today) for d in dues))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _plan(each: PlanStanding, today: date) -> tuple[str | int, ...]:
    line = each.record
    filing, drill, evaluation = (line.last(kind, today) for kind in ("filing", "drill", "evaluation"))
    return (
        line.plan.organisation,
        line.plan.title,
        SUBJECTS.get(line.known.subject, "") if line.known else "",
        "、".join(KINDS.get(k, k) for k in sorted(line.known.kinds)) if line.known else "",
        STANDING_LABELS[each.standing],
        "；".join(each.why),
        line.plan.versions,
        line.version.file_name if line.version else "",
        filing.day if filing else "",
        filing.number if filing else "",
        drill.day if drill else "",
        evaluation.day if evaluation else "",
    )


def _events(each: PlanRecord) -> Iterable[tuple[str, ...]]:
    for e in each.events:
        flags = ("是" if e.assessed else "", "是" if e.reported else "")
        what = (e.label, e.day, CATEGORY_LABELS[e.category], e.about, e.number)
        yield (each.plan.organisation, each.plan.title, *what, *flags, e.note)


def _due(each: Due, today: date) -> tuple[str, ...]:
    days = (_text(each.last), _text(each.day), STATE_LABELS[each.state(today)], _text(each.planned))
    return (each.organisation, each.title, each.what, *days, because(each))


def because(each: Due) -> str:
    """The floor and the duties it comes from."""
    return f"{each.why}（{'、'.join(each.requirements)}）"


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


# --- in ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an import; `said`: plans that now say what they are; `problems` are lines for the user."""

    plans: int
    added: int
    changed: int
    said: int
    problems: tuple[str, ...]


def import_registry(desk: Desk, data: bytes, who: str) -> Taken:
    """Take in the rows of the sheet 登记 (or the only sheet), and plans without an entry from the sheet 预案台账.

    A row that is there already is passed over, so that the same file can be read twice; one that differs only in
    category, note or ticks replaces the entry. Raises InputError when the file is no such table.
    """
    book = _book(data)
    before = len(plans(desk))
    importer = _Importer(desk, who)
    name = EVENTS_SHEET if EVENTS_SHEET in book else next(iter(book))
    importer.events(name, book[name])
    if name != PLANS_SHEET and PLANS_SHEET in book:
        importer.plans(book[PLANS_SHEET])
    made, said = len(plans(desk)) - before, importer.newly_said
    taken = Taken(made, importer.added, importer.changed, said, tuple(importer.problems))
    told = {"taken": taken.added, "changed": taken.changed, "problems": len(taken.problems)}
    with desk.write() as connection:
        record(connection, who, "import", "registry", **told)
    return taken


Rows = list[tuple[object, ...]]


def _book(data: bytes) -> dict[str, Rows]:
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheets = {s.title: _rows(s) for s in book.worksheets}
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, ParseError, TypeError) as error:
        raise InputError(
            "E-IMPORT", "这不是能读的 Excel 文件（XLSX）：请用 Excel 或 WPS 另存为 .xlsx，去掉打开密码。"
        ) from error
    if not sheets:
        raise InputError("E-IMPORT", "这个 Excel 文件里没有工作表。")
    return sheets


def _rows(sheet: Worksheet) -> Rows:
    return list(sheet.iter_rows(values_only=True, max_row=MOST_ROWS))


class _Importer:
    """Rows into entries; counts what was taken and notes what was not."""

    def __init__(self, desk: Desk, who: str) -> None:
        self.desk, self.who = desk, who
        self.known = {_same(e.plan, e.kind, e.day, e.about, e.number): e for e in events(desk)}
        self.seen: set[tuple[object, ...]] = set()
        self.said = {p.id for p in plans(desk) if p.subject}
        self.added = self.changed = self.newly_said = 0
        self.problems: list[str] = []

    def events(self, sheet: str, rows: Rows) -> None:
        needed = ("单位", "预案", "事项", "日期")
        at = _head(rows, needed)
        if at is None:
            raise InputError(
                "E-IMPORT",
                f"“{sheet}”表没有找到表头。表头要有：{'、'.join(needed)}；可先导出一份台账，照它的“登记”表填写。",
            )
        head = [_words(c) for c in rows[at]]
        for number, row in enumerate(rows[at + 1 :], at + 2):
            cells = {name: _words(value) for name, value in zip(head, row, strict=False) if name}
            if any(cells.values()):
                self._event(number, cells)
        if len(rows) >= MOST_ROWS:
            self.problems.append(f"只读了前 {MOST_ROWS} 行；后面的请分开导入。")

    def _event(self, number: int, cells: Mapping[str, str]) -> None:
        kind = KIND_WORDS.get(cells.get("事项", ""))
        title = cells.get("预案", "")
        if not title or kind is None:
            self.problems.append(f"第{number}行：要有预案名称，事项写 {'、'.join(EVENT_LABELS.values())} 之一。")
            return
        try:
            day = checked_day(_day(cells.get("日期", "")))
        except InputError as error:
            self.problems.append(f"第{number}行：{error.message}")
            return
        plan = self._plan(title, cells)
        event = Event(
            plan,
            kind,
            day,
            cells.get("内容", ""),
            cells.get("编号", ""),
            cells.get("备注", ""),
            _yes(cells.get("已评估", "")),
            _yes(cells.get("已报送", "")),
            _category(kind, cells.get("类别", "")),
        )
        same = _same(plan, kind, day, event.about, event.number)
        if same not in self.seen:
            self.seen.add(same)
            self._keep(event, self.known.get(same))

    def _keep(self, event: Event, had: EventRow | None) -> None:
        if had is None:
            add_event(self.desk, event, self.who)
            self.added += 1
        elif event != had.event:
            replace_event(self.desk, had, event, self.who)
            self.changed += 1

    def plans(self, rows: Rows) -> None:
        at = _head(rows, ("单位", "预案"))
        head = [_words(c) for c in rows[at]] if at is not None else []
        for row in rows[at + 1 :] if at is not None else ():
            cells = {name: _words(value) for name, value in zip(head, row, strict=False) if name}
            if cells.get("预案"):
                self._plan(cells["预案"], cells)

    def _plan(self, title: str, cells: Mapping[str, str]) -> int:
        """The plan of that name, made when it is not there; what the table says it is, where nobody said yet."""
        with self.desk.write() as connection:
            plan = ensure_plan(connection, _owner(cells), title)
        subject, kind = (
            _value(SUBJECT_WORDS, cells.get("单位类型", "")),
            _value(KIND_OF_PLAN, cells.get("预案种类", "")),
        )
        if (subject or kind) and plan not in self.said:
            self.said.add(plan)
            self.newly_said += 1
            say_plan(self.desk, plan, kind, subject, self.who)
        return plan


def _owner(cells: Mapping[str, str]) -> str:
    return "" if cells.get("单位") == UNNAMED else cells.get("单位", "")


def _same(plan: int, kind: str, day: str, about: str, number: str) -> tuple[object, ...]:
    return plan, kind, day, about, number


def _head(rows: Rows, needed: Sequence[str]) -> int | None:
    """The row of the head: the first that has all the names; 「日期*」 and blanks in a name do no harm."""
    for number, row in enumerate(rows[:HEAD_ROWS]):
        if set(needed) <= {_words(c) for c in row}:
            return number
    return None


def _category(kind: EventKind, words: str) -> Category:
    return next((c for c in CATEGORIES.get(kind, ()) if CATEGORY_LABELS[c] == words), "")


def _value(known: Mapping[str, str], words: str) -> str:
    """The value whose word stands in the cell: 「高危行业单位」, 「一般企业」."""
    return next((value for word, value in known.items() if word in words), "") if words else ""


def _words(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return clean(str(value)).strip().strip("*＊").strip() if value is not None else ""


_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.0)?")  # a date cell that lost its format: 1954 … 2091


def _day(words: str) -> str:
    """YYYY-MM-DD of 2025/1/5, 2025年1月5日, 20250105 or a bare Excel number; anything else as it stands."""
    found = _DATE.fullmatch(words) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", words)
    if found:
        year, month, day = (int(x) for x in found.groups())
        return f"{year:04}-{month:02}-{day:02}"
    if _SERIAL.fullmatch(words):
        made = from_excel(float(words))
        return made.date().isoformat() if isinstance(made, datetime) else words
    return words


def _yes(word: str) -> bool:
    return word.lower() in YES
