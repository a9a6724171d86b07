"""Member units with their duties, lead units by kind of event, and the list of special plans."""

from __future__ import annotations

import re

from checker.connecting.profile import Lead, Member, SpecialPlan
from checker.connecting.side import Side, bare_title
from checker.facts.context import dense
from checker.plan import Table
from checker.report import Evidence

UNIT_END = (
    r"(?:局|委|办|厅|部|院|会|总队|支队|大队|公司|集团|中心|政府|管委会|海事|台|社|法院|检察院|军区|军分区|委员会|办公室"
    r"|银行|站)"
)
_UNIT_LINE = re.compile(
    rf"^(?:[(\d).、①-⑳]{{0,6}})?(?P<name>[一-龥]{{1,4}}?[一-龥]{{2,20}}?{UNIT_END}(?:\([^()\n]{{1,20}}\))?(?:[、和][一-龥]{{2,20}}?{UNIT_END}){{0,3}})[:,]?(?:的?(?:主要)?职责[:是]?)?(?P<duty>(?:负责|承担|牵头|组织|参与|协助|指导|会同|按照|依法|做好|综合|履行|拟订|统筹|提供|加强|保障|监测|执行)[^\n]{{4,}})"
)
_MEMBERS = re.compile(r"(?:成员单位|组成单位|成员部门|组成部门)(?:主要)?(?:包括|有|为|由|:)+(?P<list>[^。\n]{12,600})")
_LEAD = re.compile(
    r"(?P<event>[一-龥、]{2,40}?)(?:事件|事故|灾害)?(?:,)?(?:等)?由(?P<units>[一-龥、和]{2,40}?)(?:负责)?牵头"
)
_NOT_EVENT = re.compile(
    r"组$|工作|应急|编制|制定|指挥|负责|会同|办公室|预案|必要|根据|现场|分别|下设|队|演练|培训|评估"
)
_PLAN = re.compile(
    r"^《?(?P<title>[一-龥A-Za-z()·0-9]{4,40}?(?:应急预案|处置预案|专项预案|保障预案|行动方案|处置方案)(?:\([^()]{1,20}\))?)》?$"
)


def members(side: Side) -> tuple[Member, ...]:
    found: dict[str, Member] = {}

    def keep(name: str, duty: str, evidence: Evidence) -> None:
        name = re.sub(r"\([^()]*\)", "", name).removeprefix("由")
        known = found.get(name)
        if 2 < len(name) <= 24 and (known is None or not known.duty):
            found[name] = Member(name=name, duty=duty[:200] or (known.duty if known else ""), evidence=evidence)

    for table in side.plan.tables:
        header = [dense(c) for c in table.header]
        unit_at = next((i for i, c in enumerate(header) if re.search(r"成员单位|部门|单位$|^单位", c)), -1)
        duty_at = next((i for i, c in enumerate(header) if re.search(r"职责|任务|分工", c)), -1)
        if unit_at < 0 or duty_at < 0 or unit_at == duty_at or any("工作组" in c for c in header):
            continue
        for cells, evidence in rows_of(side, table):
            if max(unit_at, duty_at) < len(cells):
                for name in split_units(cells[unit_at]):
                    keep(name, cells[duty_at], evidence)
    for paragraph in side.plan.paragraphs:
        if paragraph.role in ("contents", "row", "caption"):
            continue
        start, end = side.index.line(paragraph.index)
        line = side.text[start:end]
        match = _UNIT_LINE.match(line)
        if match and not re.search(r"指挥部|工作组|领导小组", match["name"]) and _in_duties(side, paragraph.index):
            for name in split_units(match["name"]):
                keep(name, match["duty"], side.evidence(start + match.start("name"), start + match.end("name")))
        listed = _MEMBERS.search(line)
        if listed:
            for name in split_units(listed["list"]):
                at = start + line.find(name)
                keep(name, "", side.evidence(at, at + len(name)))
    return tuple(found.values())


def _in_duties(side: Side, paragraph: int) -> bool:
    section = side.plan.section_of(paragraph)
    path = side.plan.path(section) if section else ()
    return any(re.search(r"组织|机构|职责|指挥体系|成员|分工|附件|附录", s.title) for s in path) and not any(
        re.search(r"附则|说明|解释", s.title) for s in path
    )


def split_units(text: str) -> list[str]:
    """Unit names of a list: 市水利局、市应急管理局和市公安局等."""
    out = []
    for piece in re.split(r"[、,;]|(?<=[局委办厅部队])(?:和|及|以及)(?=[一-龥]{2})", text):
        name = re.sub(
            r"^(?:[:：]|由|和|及|以及)|等(?:单位|部门|组成)?.*$|(?:主要|分管)?负责(?:同志|人).*$|组成$", "", piece
        )
        name = re.sub(r"\([^()]*\)", "", name)
        if re.search(rf"{UNIT_END}$", name) and 2 < len(name) <= 24:
            out.append(name)
    return out


def leads(side: Side) -> tuple[Lead, ...]:
    """Lead units from tables (事件/预案 × 牵头) and sentences (燃气由市城市管理局牵头)."""
    found: dict[str, Lead] = {}
    for table in side.plan.tables:
        header = [dense(c) for c in table.header]
        lead_at = next((i for i, c in enumerate(header) if re.search(r"牵头|主责|责任(?:单位|部门)", c)), -1)
        event_at = next((i for i, c in enumerate(header) if re.search(r"预案|事件|事故|灾种|类别|分类", c)), -1)
        if lead_at < 0 or event_at < 0 or lead_at == event_at or any("工作组" in c for c in header):
            continue
        for cells, evidence in rows_of(side, table):
            if max(lead_at, event_at) < len(cells) and cells[lead_at]:
                event = event_name(cells[event_at])
                found.setdefault(event, Lead(event=event, units=_names(cells[lead_at]), evidence=evidence))
    for sentence in re.finditer(r"[^。;\n]+", side.text):
        for match in _LEAD.finditer(sentence[0]):
            units = _names(match["units"])
            for event in re.split(r"[、和]", re.sub(r"^.*(?:中的|其中)", "", match["event"])):
                event = event_name(event)
                if 2 <= len(event) <= 12 and units and not _NOT_EVENT.search(event):
                    at = sentence.start() + match.start()
                    evidence = side.evidence(at, at + len(match[0]))
                    found.setdefault(event, Lead(event=event, units=units, evidence=evidence))
    return tuple(found.values())


def _names(text: str) -> tuple[str, ...]:
    return tuple(split_units(text))


def event_name(text: str) -> str:
    """The event in a plan's title or a cell: 云泽市燃气突发事件应急预案 → 燃气."""
    name = bare_title(text)
    name = re.sub(r"(?:专项|部门)?(?:应急|处置|行动|保障)+(?:预案|方案).*$|预案$", "", name)
    name = re.sub(
        r"^(?:[一-龥]{2,8}?(?:省|自治区)|[一-龥]{2,6}?市|[一-龥]{2,6}?[县区]|国家|全[国省市区县])(?=[一-龥]{2})",
        "",
        name,
    )
    name = re.sub(r"^(?:重特大|特别重大|重大|较大|大规模|大面积|处置|突发)(?=[一-龥]{2})", "", name)
    shorter = re.sub(
        r"(?:突发公共事件|突发事件|安全事故|生产安全事故|事故灾难|灾害事件|事件|事故|灾害|突发)$", "", name
    )
    return shorter if len(shorter) >= 2 else name


def special_plans(side: Side) -> tuple[SpecialPlan, ...]:
    """Plans in the list of special plans: tables with a title column, list items, lead column where there is one."""
    found: dict[str, SpecialPlan] = {}
    for table in side.plan.tables:
        header = [dense(c) for c in table.header]
        plan_at = next((i for i, c in enumerate(header) if "预案" in c and not re.search(r"责任|牵头|单位", c)), -1)
        lead_at = next((i for i, c in enumerate(header) if re.search(r"牵头|责任|单位|部门", c)), -1)
        if plan_at < 0:
            continue
        for cells, evidence in rows_of(side, table):
            match = _PLAN.match(cells[plan_at]) if plan_at < len(cells) else None
            if match:
                units = _names(cells[lead_at]) if 0 <= lead_at < len(cells) else ()
                master = "总体" in match["title"]
                plan = SpecialPlan(title=match["title"], leads=units, special=not master, evidence=evidence)
                found.setdefault(bare_title(match["title"]), plan)
    for paragraph in side.plan.paragraphs:
        if paragraph.role in ("contents", "row", "heading") or len(paragraph.text) > 60:
            continue
        section = side.plan.section_of(paragraph.index)
        if section is None or not re.search(r"目录|名录|体系|构成|清单|附件", section.title):
            continue
        line = re.sub(r"^[(\d).、①-⑳]+", "", dense(paragraph.text)).rstrip("。;,")
        match = _PLAN.match(line)
        if match and "本预案" not in line:
            plan = SpecialPlan(title=match["title"], evidence=side.index.evidence_of(paragraph.index))
            found.setdefault(bare_title(match["title"]), plan)
    return tuple(found.values())


def rows_of(side: Side, table: Table) -> list[tuple[list[str], Evidence]]:
    """The rows of a table as dense cells, each with its beginning as evidence."""
    out = []
    for row, paragraph in zip(table.rows, table.paragraphs, strict=True):
        text = side.plan.paragraph(paragraph).text
        out.append(([dense(c) for c in row], side.index.evidence_text(paragraph, 0, min(160, len(text)))))
    return out
