"""What does not fit the document itself: copied text, a plan that is not in the file, another owner, old contents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from checker.facts.context import Context, dense
from checker.plan import ContentsEntry, Kind, Unit
from checker.report import Citation, Contradiction

_ACCIDENTS = (
    "火灾|爆炸|泄漏|中毒|窒息|坍塌|触电|坠落|灼烫|烫伤|淹溺|物体打击|机械伤害|车辆伤害|起重伤害|踩踏|冒顶|透水|停电"
)
_PURPOSE = re.compile(
    rf"为(?:了|有序|及时|快速|高效|迅速|规范|做好|[、,])*处置(?P<named>[^。;,]{{0,12}}?(?:{_ACCIDENTS})[^。;,]{{0,8}}?)事故"
)
_WORD = re.compile(_ACCIDENTS)
_OWN_PLANS = (Kind.ENTERPRISE_SPECIAL, Kind.ENTERPRISE_ONSITE)
_INSIDE = re.compile(r"(专项应急预案|专项预案|现场处置方案)$")
_ELSEWHERE = re.compile(r"[省市县区镇]|国家|全国|集团|政府|园区|公司|中心|局|委员会")
SAME_TITLE = 70  # rapidfuzz ratio from which two titles are one
_COMPANY = r"[一-龥()]{4,28}?(?:有限责任公司|股份有限公司|有限公司)"
_OWNER = re.compile(rf"(?P<name>{_COMPANY})(?:生产安全事故|突发环境事件|综合)?应急(?:救援)?(?:预案|指挥部|领导小组)")
_LEAD = re.compile(r"^.*(?:为|由|对|的|在|成立|依据|根据|按照|结合|与|和|及)(?=[一-龥]{4})")
_FORM = re.compile(r"(有限责任公司|股份有限公司|有限公司)$")
RELATED = 50  # rapidfuzz partial ratio of two names without their legal form
CONTENTS_MIN = 8  # lines; a shorter list is no contents page one can rely on
CONTENTS_SHARE = 0.85  # so many lines must be found before the rest is called missing


def document_conflicts(context: Context, citations: tuple[Citation, ...]) -> list[Contradiction]:
    return [
        *_copied_purposes(context),
        *_plans_not_in_the_file(context, citations),
        *_other_owners(context),
        *_contents_without_heading(context),
    ]


def _accidents(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(dense(text)))


def _copied_purposes(context: Context) -> Iterator[Contradiction]:
    """A special or on-site plan that says it is there for another accident than its title names."""
    for unit in context.plan.units:
        titled = _accidents(unit.title)
        if unit.kind not in _OWN_PLANS or not titled:
            continue
        start, end = context.unit_range(unit)
        for match in _PURPOSE.finditer(context.text, start, end):
            if not titled & _accidents(match["named"]):
                what = f"“{unit.title}”里写的是处置{match['named']}事故，可能是从别的预案抄来没有改"
                yield Contradiction(
                    what=what,
                    evidence=(context.quote(match.start(), match.end()), context.index.evidence_of(_title(unit))),
                )


def _title(unit: Unit) -> int:
    return unit.sections[0].paragraph if unit.sections else unit.first


def _plans_not_in_the_file(context: Context, citations: tuple[Citation, ...]) -> Iterator[Contradiction]:
    """A special or on-site plan of one's own that a merged file speaks of and does not hold."""
    units = context.plan.units
    merged = any(u.kind is Kind.ENTERPRISE_COMPREHENSIVE for u in units) and any(u.kind in _OWN_PLANS for u in units)
    if not merged or context.plan.source.unreadable_pages:
        return
    held = [dense(u.title) for u in units]
    for citation in citations:
        name = dense(citation.name)
        if citation.kind != "plan" or not _INSIDE.search(name) or _ELSEWHERE.search(_INSIDE.sub("", name)):
            continue
        stem = _INSIDE.sub("", name)
        if len(stem) < 2 or any(stem in h or fuzz.ratio(name, h) >= SAME_TITLE for h in held):
            continue
        what = f"提到“{citation.name}”，文件里没有这个预案"
        yield Contradiction(what=what, evidence=(citation.evidence,))


def _other_owners(context: Context) -> Iterator[Contradiction]:
    """Another company's name where one's own belongs (某某公司生产安全事故应急预案, 某某公司应急指挥部)."""
    own = dense(context.plan.identity.organisation)
    if not own.endswith("公司") or any(not u.kind.is_enterprise for u in context.plan.units):
        return
    told: set[str] = set()
    for match in _OWNER.finditer(context.text):
        name = _LEAD.sub("", match["name"])
        quoted = context.text.rfind("《", 0, match.start() + 1) > context.text.rfind("》", 0, match.start() + 1)
        if len(name) < 6 or quoted or name in told or _related(name, own):
            continue
        told.add(name)
        what = f"单位名称前后不一：编制单位为“{own}”，这里写的是“{name}”"
        yield Contradiction(what=what, evidence=(context.quote(match.start(), match.end()),))


def _related(name: str, own: str) -> bool:
    """The body itself, its group or a sister: their names share words."""
    mine, other = _FORM.sub("", own), _FORM.sub("", name)
    return other in mine or mine in other or "集团" in name or fuzz.partial_ratio(mine, other) >= RELATED


def _contents_without_heading(context: Context) -> Iterator[Contradiction]:
    """A numbered line of the contents page that the text has no heading for, neither by number nor by title."""
    contents = [e for e in context.plan.contents if e.number and e.title]
    if len(contents) < CONTENTS_MIN or context.plan.source.unreadable_pages:
        return
    numbers = {s.number.rstrip(".、") for s in context.plan.sections}
    titles = [dense(s.title) for s in context.plan.sections]
    absent = [e for e in contents if not _answered(e, numbers, titles)]
    if not absent or len(absent) > (1 - CONTENTS_SHARE) * len(contents):
        return
    for entry in absent:
        line = context.plan.paragraph(entry.paragraph)
        what = f"目录里有“{entry.number} {entry.title}”，正文没有这个标题"
        yield Contradiction(what=what, evidence=(context.index.evidence_text(line.index, 0, len(line.text)),))


def _answered(entry: ContentsEntry, numbers: set[str], titles: list[str]) -> bool:
    title = dense(entry.title)
    return entry.number.rstrip(".、") in numbers or any(
        title in t or t in title or fuzz.ratio(title, t) >= SAME_TITLE for t in titles if t
    )
