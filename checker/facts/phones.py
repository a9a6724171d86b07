"""Telephones manned in an emergency: 24-hour, duty and emergency lines, hotlines; not 119, 120 or a fax alone."""

from __future__ import annotations

import re

from checker.facts.context import Context
from checker.report import DutyPhone

NUMBER = (
    r"(?<![\d.-])(?:(?:\(0\d{2,3}\)|0\d{2,3})-?\d{7,8}(?:-\d{1,6})?|1[3-9]\d{9}|[48]00-?\d{3}-?\d{4}"
    r"|[2-9]\d{6,7}|12\d{3}|9[56]\d{3,4}|1\d{4})(?![\d.])"
)
_LABEL = (
    r"(?:24小时|二十四小时|值班|值守|应急|报警|接警|救援|调度|服务|报修|求助|咨询)[^,。;:|()\n\d]{0,8}?"
    r"(?:电话|热线|专线|座机|号码|手机)"
)
_LABELLED = re.compile(
    rf"(?P<label>{_LABEL})(?:号码|为|是|及传真|和传真|\(传真\)|/传真|\(24小时\)|\(含传真\))*[:|]{{0,3}}(?P<numbers>{NUMBER}(?:[、,/;或和]{NUMBER})*)"
)
_HOTLINE = re.compile(rf"(?:热线|电话)[^,。;\n\d]{{0,4}}(?P<numbers>{NUMBER})")
_PUBLIC = re.compile(r"^(?:110|119|120|122|999)$")
_ROW = re.compile(
    r"值班|24小时|应急(?:电话|办公室|指挥中心|值守)|调度(?:室|中心)|监控(?:室|中心)|消防控制室|总值班|报警"
)
_ONE = re.compile(NUMBER)


def duty_phones(context: Context) -> tuple[DutyPhone, ...]:
    found: dict[tuple[str, str], DutyPhone] = {}

    def keep(number: str, start: int, end: int) -> None:
        unit = context.unit_id(start)
        if not _PUBLIC.match(number):
            found.setdefault((unit, number), DutyPhone(unit=unit, number=number, evidence=context.quote(start, end)))

    for pattern in (_LABELLED, _HOTLINE):
        for match in pattern.finditer(context.text):
            line = context.text[max(0, match.start() - 6) : match.start()]
            if "传真" in match[0].split(":")[0] and "电话" not in match[0]:
                continue
            if pattern is _HOTLINE and not re.search(
                r"热线|值班|应急|24小时", context.text[max(0, match.start() - 12) : match.end()]
            ):
                continue
            if "监督" in line:
                continue
            for one in _ONE.finditer(match["numbers"]):
                at = match.start("numbers") + one.start()
                keep(one[0], at, match.start("numbers") + one.end())
    for table in context.plan.tables:
        for cells, paragraph in zip(table.rows, table.paragraphs, strict=True):
            if not any(_ROW.search("".join(c.split())) for c in cells[:4]):
                continue
            start, end = context.index.line(paragraph)
            for one in _ONE.finditer(context.text, start, end):
                keep(one[0], one.start(), one.end())
    return tuple(found.values())
