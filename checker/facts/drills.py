"""Drills the plan demands, with the interval where it gives one (每年、每半年、每两年、每年不少于两次)."""

from __future__ import annotations

import re

from checker.facts.context import Context, Sentence
from checker.language.numerals import frequencies
from checker.report import Drill

AROUND = 600  # characters before and after a drill in which its report and assessment are looked for
_DRILL = re.compile(r"演练|演习|推演")
_OTHER = re.compile(r"培训|教育|检查|宣传|会议|评估|修订|修编|评审|维护|保养|检测|体检|预算|清查|更新|普查|巡查")
_REPORTED = re.compile(
    r"演练[^。\n]{0,60}(?:报送|上报|报备|备案|报告)(?:给|至|到|送)?[^。\n]{0,30}(?:政府|部门|局|委|厅|机构|指挥部)"
    r"|演练[^。\n]{0,30}(?:情况|结果|总结|报告)[^。\n]{0,12}(?:报送|上报|报至|报县|报市|报区|报所在|报属地|报当地)"
)
_ASSESSED = re.compile(
    r"演练[^。\n]{0,40}(?:评估|总结|讲评|点评)|(?:评估|总结|讲评)[^。\n]{0,20}演练(?:效果|情况|过程)?"
)
_DEMAND = re.compile(
    r"(?:组织|开展|举行|进行|实施|举办|做好|参加|定期|适时|不定期|加强|制定)[^。;\n]{0,50}?(?:演练|演习)"
    r"|(?:演练|演习)[^。;\n]{0,16}(?:定期|适时|不定期)"
)
_CLAUSE = re.compile(r"(?:定期|适时|不定期|结合实际)(?:组织|开展|举行|进行)?[^,;]{0,12}(?:演练|演习)$")
_ASIDE = re.compile(
    r"^(?:通过|根据|经过|在)[^,。]{0,16}演练|演练(?:结束|后|中|过程|方案|脚本|记录|评估|结果|情况|计划应|目的|目标|内容|形式|方式|类型|分为|包括|的目的)"
)
_SECTION = re.compile(r"演练|演习|宣传|宣教|培训|预案管理|预案的管理")
_WHAT = re.compile(
    r"[^,。;:、|\n\d]{0,16}?(?:综合|专项|现场|桌面|实战|实操|专业|单项|联合|消防|疏散|救生|跨[^,。]{1,6}|[^,。;:|\n]{0,8})"
    r"[^,。;:|\n\d]{0,14}(?:演练|演习|推演)"
)


def drills(context: Context) -> tuple[Drill, ...]:
    found: list[Drill] = []
    covered: set[str] = set()  # sections that already have a drill
    pending: list[tuple[str, Sentence]] = []
    for sentence in context.sentences:
        if not _DRILL.search(sentence.text):
            continue
        if context.index.paragraph_at(sentence.start).role in ("heading", "contents", "caption"):
            continue
        titles = context.titles(sentence.start)
        section = context.section_at(sentence.start)
        here = section.id if section else ""
        timed = [x for x in frequencies(sentence.text) if _is_about_drill(sentence.text, x[0], x[1], titles)]
        for start, end, months in timed:
            covered.add(here)
            found.append(_drill(context, sentence, months, start, end))
        if timed and any(_CLAUSE.search(c) and not frequencies(c) for c in re.split(r"[,;。]", sentence.text)):
            found.append(_drill(context, sentence, None, 0, len(sentence.text)))
        if not timed and titles and _SECTION.search(titles[-1]) and _demands(sentence.text):
            pending.append((here, sentence))
    for here, sentence in pending:
        if here in covered and not re.search(r"定期|适时|不定期|结合实际", sentence.text):
            continue
        if any(d.interval_months is None and d.evidence.section == here for d in found):
            continue
        found.append(_drill(context, sentence, None, 0, len(sentence.text)))
    return tuple(sorted(found, key=lambda d: (d.evidence.paragraph, d.evidence.start)))


def _demands(text: str) -> bool:
    return bool(_DEMAND.search(text)) and not _ASIDE.search(text)


def _is_about_drill(text: str, start: int, end: int, titles: tuple[str, ...]) -> bool:
    """Whether the frequency at `start` belongs to a drill and not to the training or inspection beside it."""
    if re.match(
        r"[一二三四五六七八九十\d]*月份?[^,。;]{0,4}(?:编制|制[定订]|拟[定订])|[^,。;]{0,8}(?:编制|制[定订]|拟[定订])[^,。;]{0,8}演练计划",
        text[end:],
    ):
        return False
    if _DRILL.search(text[start:end]):  # 每年演练一次
        return True
    stop = re.search(r"[;。]", text[end:])
    after = text[end : end + stop.start()] if stop else text[end:]
    drill, other = _DRILL.search(after), _OTHER.search(after)
    if drill and drill.start() <= 60:
        between = after[: drill.start()]
        if frequencies(between):
            return False
        return not (other and other.start() < drill.start() and re.search(r"[,、]", between[other.end() :]))
    clause = re.split(r"[,;:。]", text[:start])[-1]
    before = text[max(0, start - 40) : start]
    if _DRILL.search(clause):
        return not _OTHER.search(clause[clause.rfind("演") :]) or "演" in clause
    if other and other.start() < 20:
        return False
    near = bool(_DRILL.search(before)) and not _OTHER.search(before[before.rfind("演") :])
    return near or (bool(titles) and bool(re.search(r"演练|演习", titles[-1])) and not other)


def _drill(context: Context, sentence: Sentence, months: int | None, start: int, end: int) -> Drill:
    at, stop = sentence.start + start, sentence.start + max(end, start + 1)
    what = _what(sentence.text, start, end) if months else ""
    if not what:
        match = _WHAT.search(sentence.text, end if months else 0) or _WHAT.search(sentence.text)
        what = match[0].strip("的一次场、,.0123456789-·|") if match else "应急演练"
    around = _surroundings(context, sentence)
    return Drill(
        unit=context.unit_id(sentence.start),
        what=what,
        interval_months=months,
        reported=bool(_REPORTED.search(around)),
        assessed=bool(_ASSESSED.search(around)),
        evidence=context.quote(at, stop),
    )


def _what(text: str, start: int, end: int) -> str:
    """The plan the clause with the frequency names as drilled (现场处置方案每季度一次); empty when none."""
    before = re.split(r"[,;:。]", text[:start])[-1]
    named = re.search(r"[^,。;:|\n\d]{0,20}(?:预案|方案|演练|演习)(?=[^,。;:]{0,8}$)", before)
    after = re.split(r"[,;。]", text[end:])[0]
    if not named or re.search(r"(?:预案|方案)[^,;。]{0,8}(?:演练|演习)", after):
        return ""
    return named[0] if re.search(r"演练|演习", named[0]) else f"{named[0]}演练"


def _surroundings(context: Context, sentence: Sentence) -> str:
    """The section around the sentence, for what is said there of the result of the drill."""
    section = context.section_at(sentence.start)
    if section is None:
        start, end = context.index.line(context.index.paragraph_at(sentence.start).index)
    else:
        start, end = context.index.lines(section.paragraph, section.last)
    return context.text[max(start, sentence.start - AROUND) : min(end, sentence.end + AROUND)]
