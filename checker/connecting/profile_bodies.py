"""Command bodies of a plan: names, heads, offices, and which events they are for."""

from __future__ import annotations

import re

from checker.connecting.profile import Body
from checker.connecting.side import Side
from checker.facts.context import dense
from checker.report import Evidence

_END = r"(?:应急救援总指挥部|总指挥部|指挥部|应急委员会|应急委|指挥机构)"
_NAME = re.compile(rf"[一-龥]{{1,30}}?{_END}$")
_LISTED = re.compile(r"(?P<list>(?:[一-龥]{2,30}?指挥部[、,和及]){2,}[一-龥]{2,30}?指挥部)")
_SPLIT = re.compile(r"(?<=指挥部)[、,和及]")
_LEADING = re.compile(r"^(?:[一-龥]{0,20}(?:包括|分别为|分别是|设立|成立|下设|设有)|设)(?=[一-龥]{4})")
_OFFICE = re.compile(
    rf"(?P<body>[一-龥]{{0,30}}?(?:{_END}|领导小组))?(?:下设)?办公室(?:\([^()\n]{{2,30}}\))?(?:,)?设在(?P<office>[一-龥]{{2,20}}?)(?=[,。;、(]|并|由|承担|办公室|$)"
)
_HEAD = re.compile(
    r"(?P<role>(?<!副)(?<!常务)(?<!现场)总指挥|(?<!副)指挥长|(?<!副)组长)(?:由|:)(?P<head>(?![^,。;\n]{0,60}指定)[^,。;\n]{2,60}?)(?:担任|兼任)?(?=[,。;\n]|$)"
)
_NAMED = re.compile(rf"(?P<name>[市省县区][一-龥]{{2,26}}?{_END}|[一-龥]{{2,8}}[省市县区][一-龥]{{2,26}}?{_END})")
_GENERIC = re.compile(
    r"^(?:各|相关|有关|专项|现场|前方|上级|下级|本|其他|临时|市各?(?:相关)?专项|市级现场|区级现场|(?:[省市县区]级?|各级)?(?:应急)?指挥|[市省]应急委设|(?:包括|以及|除))"
)


def command_bodies(side: Side) -> tuple[Body, ...]:
    found: dict[str, Body] = {}

    def keep(body: Body) -> None:
        known = found.get(body.name)
        if known is None:
            found[body.name] = body
        else:
            merged = {k: getattr(known, k) or getattr(body, k) for k in ("head", "office", "events")}
            found[body.name] = known.model_copy(update=merged)

    for body in (*_tables(side), *_lists(side), *_prose(side)):
        keep(body)
    return tuple(found.values())


def body_kind(name: str) -> str:
    if re.search(r"总指挥部|应急委|应急委员会", name):
        return "general"
    if "现场" in name:
        return "scene"
    return "special" if name.endswith("指挥部") else "other"


def _body(name: str, evidence: Evidence, **given: object) -> Body:
    return Body.model_validate({"name": name, "kind": body_kind(name), "evidence": evidence, **given})


def _tables(side: Side) -> list[Body]:
    """Tables whose rows begin with a command body; columns for head, office and events by their header."""
    out: list[Body] = []
    for table in side.plan.tables:
        header = [dense(c) for c in table.header]
        if not any("指挥" in c for c in header):
            continue
        name_at = next(i for i, c in enumerate(header) if "指挥" in c)
        head_at = _column(header, r"指挥长|总指挥|负责人", name_at)
        office_at = _column(header, r"办公室", name_at)
        event_at = _column(header, r"事件|事故|灾种|适用|范围", name_at)
        for row, paragraph in zip(table.rows, table.paragraphs, strict=True):
            cells = [dense(c) for c in row]
            if name_at >= len(cells) or not _NAME.match(cells[name_at]):
                continue
            out.append(
                _body(
                    cells[name_at],
                    side.index.evidence_text(paragraph, 0, min(160, len(side.plan.paragraph(paragraph).text))),
                    head=_cell(cells, head_at),
                    office=_cell(cells, office_at),
                    events=tuple(e for e in re.split(r"[、,;]", _cell(cells, event_at)) if e),
                )
            )
    return out


def _lists(side: Side) -> list[Body]:
    """专项指挥部 enumerated in one sentence; a general rule on who heads them goes to each."""
    out: list[Body] = []
    for match in _LISTED.finditer(side.text):
        for name in _SPLIT.split(match["list"]):
            name = _LEADING.sub("", name)
            at = side.text.find(name, match.start())
            out.append(_body(name, side.evidence(at, at + len(name))))
    return out


def _prose(side: Side) -> list[Body]:
    out: list[Body] = []
    last = ""
    for paragraph in side.plan.paragraphs:
        if paragraph.role in ("contents", "row", "caption"):
            continue
        start, end = side.index.line(paragraph.index)
        line = side.text[start:end]
        names = (_LEADING.sub("", m["name"]) for m in _NAMED.finditer(line))
        named = [n for n in names if not _GENERIC.match(n)]
        if paragraph.role == "heading":
            last = next((n for n in named), "")
            continue
        if named and re.match(rf"(?:\d[\d.]*)?(?:设立|成立|在[^。,]{{2,30}}领导下,?设立)?{re.escape(named[0])}", line):
            last = named[0]
        for match in _OFFICE.finditer(line):
            name = match["body"] or last
            if name and not _GENERIC.match(name):
                name = _LEADING.sub("", name)
                evidence = side.evidence(start + match.start(), start + match.end())
                out.append(_body(name, evidence, office=match["office"]))
        for match in _HEAD.finditer(line):
            name = next((n for n in reversed(named) if line.find(n) < match.start()), last)
            if name:
                evidence = side.evidence(start + match.start(), start + match.end())
                out.append(_body(name, evidence, head=match["head"]))
    return out


def special_head_rule(side: Side) -> tuple[str, Evidence] | None:
    """Who heads the special command bodies in general: 市专项指挥部总指挥由分管市领导担任."""
    match = re.search(
        r"专项(?:应急)?指挥部(?:的)?(?:总指挥|指挥长)由(?P<head>[^,。;\n]{2,40}?)(?:担任|兼任)", side.text
    )
    return (match["head"], side.evidence(match.start(), match.end())) if match else None


def _column(header: list[str], pattern: str, other: int) -> int:
    return next((i for i, c in enumerate(header) if i != other and re.search(pattern, c)), -1)


def _cell(cells: list[str], at: int) -> str:
    return cells[at] if 0 <= at < len(cells) else ""
