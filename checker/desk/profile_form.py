"""A profile as rows a person corrects, and the corrected rows as a profile again.

A row carries the number of the entry it came from, so that an entry keeps its place in the plan; new rows have none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from checker.connecting.profile import Body, Entry, Lead, Member, Profile, ReportRule, SpecialPlan, Step
from checker.connecting.profile_bodies import body_kind
from checker.connecting.side import bare_title
from checker.errors import InputError
from checker.reporting.connections import place

NUMBER, WHERE = "序号", "出处"
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the form: which entries of the profile, and the Chinese head of every field shown."""

    field: str
    label: str
    kind: type[Entry]
    columns: Mapping[str, str]  # field of the entry → head of the column; the first must be filled in
    lists: tuple[str, ...] = ()  # fields that hold several names, written with 、
    numbers: tuple[str, ...] = ()


PARTS = (
    Part(
        "bodies",
        "指挥机构",
        Body,
        {"name": "名称", "head": "总指挥", "office": "办公室设在", "events": "事件"},
        ("events",),
    ),
    Part(
        "ladder",
        "响应级别",
        Step,
        {"name": "级别", "rank": "第几级", "starter": "由谁启动", "grade": "事件等级"},
        numbers=("rank",),
    ),
    Part(
        "reporting",
        "报告时限",
        ReportRule,
        {"limit_minutes": "时限（分钟）", "sender": "谁报告", "to": "报给谁"},
        numbers=("limit_minutes",),
    ),
    Part("leads", "牵头单位", Lead, {"event": "事件", "units": "牵头单位"}, ("units",)),
    Part("special_plans", "预案名录", SpecialPlan, {"title": "预案", "leads": "牵头单位"}, ("leads",)),
    Part("members", "成员单位", Member, {"name": "单位", "duty": "职责"}),
)


def rows(profile: Profile, part: Part) -> list[dict[str, object]]:
    """The entries of a part as rows of the table, numbered from 1."""
    return [
        {
            NUMBER: number,
            **{head: _shown(part, field, getattr(entry, field)) for field, head in part.columns.items()},
            WHERE: place(entry.evidence) if entry.evidence else "",
        }
        for number, entry in enumerate(getattr(profile, part.field), 1)
    ]


def corrected(profile: Profile, title: str, tables: Mapping[str, Sequence[Row]]) -> Profile:
    """The profile with the title and the tables (field of the profile → rows) a person gave; raises InputError."""
    title = title.strip()
    if not bare_title(title):
        raise InputError("E-PROFILE", "请填上级预案的名称。")
    given = {part.field: _entries(profile, part, tables[part.field]) for part in PARTS if part.field in tables}
    return profile.model_copy(update={"title": title, "name": bare_title(title), **given})


def _entries(profile: Profile, part: Part, table: Sequence[Row]) -> tuple[Entry, ...]:
    known: tuple[Entry, ...] = getattr(profile, part.field)
    first = next(iter(part.columns.values()))
    out = []
    for line, row in enumerate(table, 1):
        values = {field: _read(part, field, row.get(head)) for field, head in part.columns.items()}
        if not any(values.values()):
            continue
        if not values[next(iter(part.columns))]:
            raise InputError("E-PROFILE", f"“{part.label}”第 {line} 行没有填“{first}”；请填上，或者删去这一行。")
        number = _whole(row.get(NUMBER))  # a table with new rows gives 1.0 for 1
        old = known[number - 1] if number and number <= len(known) else None
        out.append(_entry(part, old, values, line))
    return tuple(out)


def _entry(part: Part, old: Entry | None, values: dict[str, object], line: int) -> Entry:
    if old is not None and all(getattr(old, field) == value for field, value in values.items()):
        return old
    if part.kind is Body:
        values["kind"] = body_kind(str(values["name"]))
    base = old.model_dump() if old is not None else {}
    try:
        return part.kind.model_validate(base | values)
    except ValidationError as error:
        heads = "、".join(part.columns.get(str(e["loc"][0]), "") for e in error.errors())
        raise InputError("E-PROFILE", f"“{part.label}”第 {line} 行的“{heads}”填得不对，应当是数字。") from error


def _shown(part: Part, field: str, value: object) -> object:
    if field in part.lists and isinstance(value, tuple):
        return "、".join(value)
    return value


def _read(part: Part, field: str, value: object) -> object:
    """What a cell means: an empty one is nothing, a list is parted at 、."""
    if field in part.numbers:
        return _whole(value)
    words = "" if value is None else str(value).strip()
    if field in part.lists:
        return tuple(w.strip() for w in words.replace(",", "、").replace("，", "、").split("、") if w.strip())
    return words


def _whole(value: object) -> int | None:
    """30.0 → 30, "30" → 30; NaN, what an empty cell of a number column may be, → None."""
    words = str(value).removesuffix(".0")
    return int(words) if words.isdecimal() else None
