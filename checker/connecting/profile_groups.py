"""Working groups of a plan: who leads each, who belongs to it."""

from __future__ import annotations

import re

from checker.connecting.profile import Group
from checker.connecting.profile_units import rows_of, split_units
from checker.connecting.side import Side
from checker.facts.context import dense
from checker.plan import Table
from checker.report import Evidence

_NAME = r"(?P<name>[一-龥]{2,12}?组)(?:\([^()\n]{1,20}\))?"
_FORMS = (  # 综合协调组:由市城管局牵头,… and 综合协调组:牵头单位:市城管局。成员单位:…
    re.compile(_NAME + r"[:,。]?由(?P<leads>[一-龥、和]{2,40}?)(?:负责)?牵头(?P<rest>[^\n]{0,160})"),
    re.compile(
        _NAME
        + r"[:,。\n]{0,2}(?:牵头|组长)(?:单位|部门)?(?:[:为是]|由)+(?P<leads>[^。;,\n]{2,60})(?P<rest>[^\n]{0,160})"
    ),
)
_MEMBERS = (
    re.compile(r"(?:成员|配合|参加|参与|协助)(?:单位|部门)(?:[:为是有]|包括)*(?P<list>[^。;\n]{2,140})"),
    re.compile(r"^[,;]?(?P<list>[^。;\n]{2,140}?)(?:等)?(?:参加|配合|参与|协助|组成)"),
)
_SET_UP = re.compile(r"^.*(?:下设|设立|成立|组建|设置|设)")


def groups(side: Side) -> tuple[Group, ...]:
    """Working groups with a named lead unit, from tables and sentences; the first place that names one counts."""
    found: dict[str, Group] = {}

    def keep(name: str, leads: list[str], members: list[str], evidence: Evidence) -> None:
        name = _SET_UP.sub("", name)
        if len(name) > 2 and leads:
            rest = tuple(m for m in members if m not in leads)
            found.setdefault(group_key(name), Group(name=name, leads=tuple(leads), members=rest, evidence=evidence))

    for table in side.plan.tables:
        for name, leads, members, evidence in _of_table(side, table):
            keep(name, leads, members, evidence)
    for form in _FORMS:
        for match in form.finditer(side.text):
            if not side.is_definition(match.start()):
                evidence = side.evidence(match.start(), match.end("leads"))
                keep(match["name"], split_units(match["leads"]), split_units(_listed(match["rest"])), evidence)
    return tuple(found.values())


def _listed(rest: str) -> str:
    """The list of further units in the words after the lead; empty without one."""
    for pattern in _MEMBERS:
        match = pattern.search(rest)
        if match:
            return match["list"]
    return ""


def _of_table(side: Side, table: Table) -> list[tuple[str, list[str], list[str], Evidence]]:
    header = [dense(c) for c in table.header]
    group_at = _column(header, r"工作组|组别|组名|^小?组$|应急小?组|专项组")
    lead_at = _column(header, r"牵头|组长单位|责任单位|主责")
    member_at = _column(header, r"成员|配合|参加|参与|协助")
    if group_at < 0 or lead_at < 0 or group_at == lead_at:
        return []
    out = []
    for cells, evidence in rows_of(side, table):
        if max(group_at, lead_at) < len(cells) and cells[group_at].endswith("组"):
            members = cells[member_at] if 0 <= member_at < len(cells) else ""
            out.append((cells[group_at], split_units(cells[lead_at]), split_units(members), evidence))
    return out


def _column(header: list[str], pattern: str) -> int:
    return next((i for i, cell in enumerate(header) if re.search(pattern, cell)), -1)


def group_key(name: str) -> str:
    """A group's name without filling words: 现场综合协调工作组 and 综合协调组 are one."""
    return re.sub(r"^(?:应急|现场)|工作(?=组$)|小(?=组$)", "", name)
