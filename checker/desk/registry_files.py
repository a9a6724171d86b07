"""The registry as Excel, in and out, and what is due as a calendar file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from checker.desk.due import STATE_LABELS, Due, PlanRecord
from checker.desk.store.audit import record
from checker.desk.store.database import Desk
from checker.desk.store.plans import ensure_plan
from checker.desk.store.registry import EVENT_LABELS, Event, EventKind, add_event, events
from checker.errors import InputError
from checker.reporting.view import clean
from checker.reporting.xlsx import fill_sheet

EVENT_COLUMNS = (
    ("单位", 26),
    ("预案", 36),
    ("事项", 10),
    ("日期", 12),
    ("内容", 30),
    ("编号", 18),
    ("已评估", 8),
    ("已报送", 8),
    ("备注", 30),
)
PLAN_COLUMNS = (("单位", 26), ("预案", 36), ("版本数", 8), ("最近版本", 24), ("备案日期", 12), ("备案编号", 18),
                ("最近演练", 12), ("最近评估", 12))  # fmt: skip
DUE_COLUMNS = (("单位", 26), ("预案", 36), ("事项", 10), ("上次", 12), ("到期", 12), ("状态", 10), ("依据", 40))
UIDS = {"演练": "drill", "定期评估": "evaluation", "备案": "filing"}
YES = ("是", "√", "已", "有", "1", "y", "yes", "true")


def registry_xlsx(listed: Sequence[PlanRecord], dues: Sequence[Due], today: date) -> bytes:
    """Three sheets: 预案台账, 登记 (the sheet that can be read back), 到期."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "预案台账"
    fill_sheet(sheet, PLAN_COLUMNS, (_plan(r) for r in listed))
    fill_sheet(book.create_sheet("登记"), EVENT_COLUMNS, (row for r in listed for row in _events(r)))
    rows = ((d.organisation, d.title, d.what, _text(d.last), _text(d.day), STATE_LABELS[d.state(today)], _why(d))
            for d in dues)  # fmt: skip
    fill_sheet(book.create_sheet("到期"), DUE_COLUMNS, rows)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _plan(each: PlanRecord) -> tuple[str | int, ...]:
    filing, drill, evaluation = each.last("filing"), each.last("drill"), each.last("evaluation")
    return (
        each.plan.organisation,
        each.plan.title,
        each.plan.versions,
        each.version.file_name if each.version else "",
        filing.day if filing else "",
        filing.number if filing else "",
        drill.day if drill else "",
        evaluation.day if evaluation else "",
    )


def _events(each: PlanRecord) -> Iterable[tuple[str, ...]]:
    for e in each.events:
        flags = ("是" if e.assessed else "", "是" if e.reported else "")
        yield (each.plan.organisation, each.plan.title, e.label, e.day, e.about, e.number, *flags, e.note)


def _why(each: Due) -> str:
    return f"{each.why}（{'、'.join(each.requirements)}）"


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


# --- in ----------------------------------------------------------------------------------------------------------


def import_registry(desk: Desk, data: bytes, who: str) -> tuple[int, list[str]]:
    """Take in the rows of the sheet 登记 (or the only sheet); how many were new, and what could not be taken.

    A row that is there already is passed over, so that the same file can be read twice. Raises InputError when the
    file is no such table.
    """
    sheet = _sheet(data)
    rows = list(sheet.iter_rows(values_only=True, max_row=20_000))
    head = [str(c or "").strip() for c in rows[0]] if rows else []
    needed = ("单位", "预案", "事项", "日期")
    if any(name not in head for name in needed):
        raise InputError("E-IMPORT", f"表头要有：{'、'.join(needed)}；可先导出一份台账，照它的“登记”表填写。")
    kinds: dict[str, EventKind] = {label: kind for kind, label in EVENT_LABELS.items()}
    known = {(e.plan, e.kind, e.day, e.about, e.number) for e in events(desk)}
    taken, problems = 0, []
    for number, row in enumerate(rows[1:], 2):
        cells = {name: _cell(value) for name, value in zip(head, row, strict=False) if name}
        if not any(cells.values()):
            continue
        kind = kinds.get(cells["事项"])
        if not cells["预案"] or kind is None:
            problems.append(f"第{number}行：要有预案名称，事项写 {'、'.join(kinds)} 之一。")
            continue
        with desk.write() as connection:
            plan = ensure_plan(connection, cells["单位"], cells["预案"])
        event = Event(plan, kind, cells["日期"], cells.get("内容", ""), cells.get("编号", ""), cells.get("备注", ""),
                      _yes(cells.get("已评估", "")), _yes(cells.get("已报送", "")))  # fmt: skip
        if (plan, kind, event.day, event.about, event.number) in known:
            continue
        try:
            add_event(desk, event, who)
            taken += 1
        except InputError as error:
            problems.append(f"第{number}行：{error.message}")
    with desk.write() as connection:
        record(connection, who, "import", "registry", taken=taken, problems=len(problems))
    return taken, problems


def _sheet(data: bytes) -> Worksheet:
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise InputError("E-IMPORT", "这不是 Excel 文件（XLSX），不能导入；请另存为 .xlsx。") from error
    return book["登记"] if "登记" in book.sheetnames else book.worksheets[0]


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = clean(str(value)).strip() if value is not None else ""
    parts = text.replace("/", "-").replace(".", "-").split("-")
    if len(parts) == 3 and all(p.isdigit() for p in parts) and len(parts[0]) == 4:
        return f"{parts[0]}-{int(parts[1]):02}-{int(parts[2]):02}"
    return text


def _yes(word: str) -> bool:
    return word.lower() in YES


# --- calendar ----------------------------------------------------------------------------------------------------


def calendar_file(dues: Sequence[Due]) -> bytes:
    """What has a day, as an iCalendar file with a reminder two weeks before."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//plancheck//registry//ZH", "CALSCALE:GREGORIAN"]
    for each in dues:
        if each.day is None:
            continue
        lines += [
            "BEGIN:VEVENT",
            f"UID:plancheck-{each.plan}-{UIDS[each.what]}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(f'{each.what}到期：{each.title}')}",
            f"DESCRIPTION:{_escaped(f'{each.organisation}；{_why(each)}')}",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:-P14D",
            f"DESCRIPTION:{_escaped(f'{each.what}即将到期')}",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _escaped(text: str) -> str:
    flat = " ".join(clean(text).split())
    return flat.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterable[str]:
    """Lines of at most 75 bytes; the rest goes on after a blank."""
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 73:
            yield part
            part, size = " ", 1
        part += character
        size += width
    yield part
