"""Bodies and groups of the plan: who they are, how many duties are written for them, who heads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from checker.facts.context import Context, dense
from checker.language.pipeline import ROLE, entities
from checker.report import Organisation

_SECTION = re.compile(r"组织|机构|职责|指挥体系|指挥机制|成员|工作组|指挥部|领导小组|体系")
_NAME = re.compile(
    r"^(?P<name>[一-龥A-Z、·()（）]{2,30}?(?:组|小组|专班|指挥部|领导小组|办公室|委员会|指挥中心|控制中心|中心|指挥机构|救援队|抢险队|队伍|指挥室|专家库|管委会|部门|单位))"
    r"(?:\([^()]{2,40}\))?(?:的?(?:组成|构成|设置)?(?:及|与|和)?(?:主要|工作|其|应急)?(?:职责|任务)|的?组成|人员)?(?:[:,]|$)"
)
_NUMBERING = re.compile(r"^[(\d).、a-zA-Z①-⑳-]{0,7}(?:[一二三四五六七八九十]+[、.)])?")
_LEAD = re.compile(
    r"^(?P<name>[一-龥A-Z]{2,16}?(?:组|专班|指挥部|办公室|委员会|中心|局|委|厅|办|总队|支队|大队|公司|集团|政府|部|处|科|院|所|司|站|会|车站|单位|队伍))(?:\([^()\n]{1,24}\))?[:](?=[一-龥]{2})"
)
_SHORT = re.compile(r"(?P<full>[^,。;、:()\n]{4,40})\((?:以下)?简?称(?:为)?[:]?\"?[一-龥A-Z]{2,12}\"?\)")
_ORGANISED = re.compile(r"(?:指挥部|领导小组|委员会|办公室|中心|指挥室|机构|专班|组|队)$")
_MEMBERS = re.compile(
    r"(?:成员单位|成员部门|成员|组成单位|组成部门)(?:主要)?(?:包括|有|为|由)?[:]?(?P<list>[一-龥A-Z、,()和及\"]{12,900})"
)
_PROSE = re.compile(r"下设|设立|设有|成立|组建|由[^。]{4,80}(?:组成|构成)|以下简称|简称|可设")
_PUBLIC = re.compile(
    r"(?:局|委|厅|办|部|总队|支队|大队|公司|集团|政府|处|院|所|会|社|中心|管委会|指挥部|银行|司令部|军区|区|网信办|机构|单位)(?:\([^()]*\))?$"
)
_HEAD = re.compile(
    r"(?:组长|总指挥|指挥长|主任|负责人|队长)[:](?P<head>[一-龥]{2,20})|由(?P<head2>[^,。;:\n]{2,30}?)(?:担任|任|兼任)(?:组长|总指挥|指挥长|主任|队长)|由(?P<head3>[^,。;:\n]{2,24}?)(?:牵头|负责)"
)
_ITEM = re.compile(r"^(?:\(\d+\)|\d+[.、)](?!\d)|[①-⑳]|[a-z]\)|[一二三四五六七八九十]+、|-|·|●|■)")
_NOT_NAME = re.compile(
    r"^(?:应急组织|组织|本|各|其他|有关|相关|其|主要|该|上述|下设|机构|应急|工作|小|职责|一般|专业|现场处置|相应|若干)"
    r"(?:组织|应急|救援)*(?:机构|小组|单位|部门|组|办公室|指挥机构)?$"
    r"|负责|职责|以及|下列|为了|预警|响应|预案|联系|电话|程序|^各|^(?:和|及|与|小时|个)|[一二三四五六七八九十两\d]个|^相应|^具体|兼任|人员由|担任|设在|和[一-龥]{0,3}个"
)
_MEMBER_NOISE = re.compile(r"^(?:等|其他|以及|和|及|各)|负责|主要|同志|人员$|领导|成员")


Keep = Callable[[str, int, int], None]


@dataclass
class _Found:
    name: str
    start: int
    end: int
    duties: int = 0
    head: str = ""


def organisations(context: Context) -> tuple[Organisation, ...]:
    found: dict[tuple[str, str], _Found] = {}

    def keep(name: str, start: int, end: int, duties: int = 0, head: str = "") -> None:
        name = name.strip('"、,:').removeprefix("的")
        if not 2 <= len(name) <= 30 or _NOT_NAME.search(name) or not name.strip("()"):
            return
        key = (context.unit_id(start), re.sub(r"\([^()]*\)", "", name))
        known = found.setdefault(key, _Found(name, start, end))
        known.duties = max(known.duties, duties)
        known.head = known.head or head

    for paragraph in context.plan.paragraphs:
        start, end = context.index.line(paragraph.index)
        if end - start < 3 or paragraph.role in ("contents", "caption"):
            continue
        titles = context.titles(start)
        if not any(_SECTION.search(t) for t in titles):
            continue
        line = context.text[start:end]
        number = _NUMBERING.match(line)
        skip = number.end() if number else 0
        body = line[skip:]
        named = _NAME.match(body) if paragraph.role == "heading" or len(body) <= 24 or ":" in body[:24] else None
        lead = named or _LEAD.match(body)
        if lead and paragraph.role != "row":
            at = start + skip + lead.start("name")
            keep(
                lead["name"],
                at,
                at + len(lead["name"]),
                _duties(context, paragraph.index, body[lead.end() :]),
                _head(context, paragraph.index),
            )
        _lists(context, start, end, keep)
    _drop_fragments(found)
    return tuple(
        Organisation(unit=unit, name=f.name, duties=f.duties, head=f.head, evidence=context.quote(f.start, f.end))
        for (unit, _), f in found.items()
    )


def _drop_fragments(found: dict[tuple[str, str], _Found]) -> None:
    """A name that is only the tail of a fuller one of the unit (顾问组 of 专家顾问组) was cut by the words."""
    for unit, name in list(found):
        fuller = [n for u, n in found if u == unit and n != name and n.endswith(name)]
        if fuller and not found[unit, name].duties and len(name) <= 6 and name not in ("领导小组", "专家组"):
            del found[unit, name]


def _lists(context: Context, start: int, end: int, keep: Keep) -> None:
    """Bodies named in running text: 下设…组, 成立…指挥部(以下简称…), 成员单位包括…."""
    line = context.text[start:end]
    for match in _SHORT.finditer(line):
        full = re.split(r"由|设立|成立|下设|组建|设(?!施|备|计|区)", match["full"])[-1]
        if _ORGANISED.search(full):
            keep(full, start + match.end("full") - len(full), start + match.end())
    if _PROSE.search(line):
        for entity in entities(line):
            if entity.label != ROLE and not line[entity.end :].startswith(("职责", "的职责")):
                keep(entity.text, start + entity.start, start + entity.end)
    for match in _MEMBERS.finditer(context.text, start, end):
        at = match.start("list")
        for piece in re.finditer(r"[^、,\"]+", match["list"]):
            name = re.sub(
                r"(?:等单位|等部门|等)(?:负责同志|主要负责人|组成)?$|主要负责(?:同志|人)$|负责同志$", "", piece[0]
            )
            if _PUBLIC.search(name) and not _MEMBER_NOISE.search(name) and len(name) <= 24:
                keep(name, at + piece.start(), at + piece.start() + len(name))


def _duties(context: Context, paragraph: int, rest: str) -> int:
    """Duty items below the name: numbered lines until the next section, or the clauses after the colon."""
    section = context.plan.section_of(paragraph)
    last = section.last if section else paragraph
    count = 0
    for later in context.plan.iterate(paragraph + 1, min(last, paragraph + 40)):
        if later.role == "heading":
            break
        line = dense(later.text)
        if _NAME.match(_NUMBERING.sub("", line)) and len(line) <= 24:
            break
        if _ITEM.match(line) or later.number:
            count += 1
        elif count == 0 and re.search(r"负责|组织|协调|落实|承担|开展|保障", line):
            count += max(1, len(re.findall(r"[;。]", line)))
    return count or len([p for p in re.split(r"[;。]", rest) if len(p) >= 6])


def _head(context: Context, paragraph: int) -> str:
    start, _ = context.index.line(paragraph)
    last = min(paragraph + 3, len(context.plan.paragraphs))
    match = _HEAD.search(context.text, start, context.index.line(last)[1])
    if not match:
        return ""
    return match["head"] or match["head2"] or match["head3"] or ""
