"""Response levels of each unit: the ladder, what triggers a level, who starts and ends it.

Grades of events (特别重大…一般) and warning levels are not response levels. Only where a plan has no response
levels but acts by the colour of the warning (蓝色预警行动) are the warning actions its ladder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.facts.context import Context, dense
from checker.facts.starters import OWN_LABEL, OWN_ORDER, Authority, endings, starters
from checker.language.numerals import ROMAN, rank
from checker.plan import Unit
from checker.report import ResponseLevel

ROMAN_OR_HAN = rf"(?:{ROMAN}|[一二三四五]|[1-5])"
LABEL = rf"(?<![A-Za-z\d十上下]){ROMAN_OR_HAN}级(?!以|及以|指挥|市|县|区|公路|医|资|保护|标准|航道|工程|水库|堤)"
COLOUR = r"[红橙黄蓝]色"
_BRACKET = r"(?:\([^()\n]{1,16}\))?"
_JOIN = r"(?:、|和|及|与|或|,|以及|;)"
LABELS = rf"{LABEL}{_BRACKET}(?:{_JOIN}{LABEL}{_BRACKET})*"
_NAMED_LABEL = rf"{LABEL}{_BRACKET}(?:(?:应急)?响应)?"
_SEVERAL = rf"{_NAMED_LABEL}(?:{_JOIN}{_NAMED_LABEL})+"
RESPONSE = r"(?:(?:应急)?响应)"  # one group: a `?` after it makes all of it optional

# Ⅲ级、Ⅳ级应急响应 · 二级防汛应急响应 · Ⅰ级(特别重大)响应
_NAMED = re.compile(
    rf"(?P<labels>{LABELS})(?P<between>(?!预警|事件|事故|突发|灾害|重大|较大|险情)[^\s,。;:、()《》]{{0,8}}?){RESPONSE}"
)
_NAMED_AFTER = re.compile(rf"{RESPONSE}(?:等级|级别|行动)?[:(\"]?(?P<labels>{LABELS})")
# 响应分为Ⅰ级、Ⅱ级、Ⅲ级三个等级
_DECLARED = re.compile(
    r"响应[^。\n]{0,80}?(?:分为|划分为|划为|分成|设为|设定为|分别为|分别是|级别为|等级为|设|包括|共)[^。\n]{0,24}?"
    rf"(?P<labels>{_SEVERAL})"
)
_LEAD = re.compile(
    rf"^(?:[(\d).、a-z①-⑩-]{{0,5}})(?P<label>{ROMAN_OR_HAN}级|{COLOUR}|{OWN_LABEL}){_BRACKET}{RESPONSE}?(?:行动)?[:,;(-]?"
)
_OWN = re.compile(rf"(?P<label>{OWN_LABEL})(?:应急)?响应")
_CLAUSE_LABEL = re.compile(rf"(?:^|[:;。])(?P<label>{ROMAN_OR_HAN}级){_BRACKET}(?=由|:|指|适用)", re.M)
LEAD_MAX = 16  # characters of a line in which a run-in heading stands
_OWN_LEAD = re.compile(
    rf"^(?:[(\d).、a-z①-⑩一二三四五-]{{0,5}})(?P<label>{OWN_LABEL}){_BRACKET}{RESPONSE}?(?:行动)?[:,]", re.M
)
_COLOUR_RESPONSE = re.compile(rf"(?P<label>{COLOUR})(?:等级|级)?(?:应急)?响应")
_WARNING_ACTION = re.compile(rf"(?P<label>{COLOUR})预警(?:响应)?行动|(?P<label2>{COLOUR})预警响应")
_SECTION = re.compile(r"响应(分级|级别|等级|启动|程序)|分级响应|响应的?分级|级别.*响应|响应.*级别")
_COLOUR_PAIR = re.compile(rf"({ROMAN_OR_HAN}级)(?:\([^()\n]{{1,8}}\))?[^。\n]{{0,40}}?")
_LEVEL_COLUMN = re.compile(r"^(?:应急)?(?:响应)?(?:级别|等级|分级)(?:名称)?$|响应(?:级别|等级|分级)")
_ONE = re.compile(rf"{ROMAN_OR_HAN}级")
_TRIGGER_SECTION = re.compile(r"(启动|响应)(条件|标准)|适用(条件|情形)|触发条件")
TRIGGER_MAX = 160
DECLARED, DEFINED = 3, 4  # weights of a mention: the ladder as declared, a level as defined


@dataclass(frozen=True)
class Mention:
    """One place that names a response level; `weight` says how much like a definition it is."""

    rank: int
    label: str
    start: int
    end: int
    weight: int


def response_levels(context: Context) -> tuple[ResponseLevel, ...]:
    found: list[ResponseLevel] = []
    for unit in context.plan.units:
        start, end = context.unit_range(unit)
        mentions = _mentions(context, start, end)
        if len({m.rank for m in mentions}) < 2:
            mentions = _named_own(context, start, end) or _coloured(context, start, end) or mentions
        warning = False
        if not mentions:
            mentions = _warning_actions(context, start, end)
            warning = bool(mentions)
        if mentions:
            found += _levels_of(context, unit, mentions, warning)
    return tuple(found)


def _mentions(context: Context, start: int, end: int) -> list[Mention]:
    text = context.text
    out: list[Mention] = []
    for pattern, weight in ((_NAMED, 2), (_NAMED_AFTER, 1), (_DECLARED, DECLARED)):
        for match in pattern.finditer(text, start, end):
            if context.in_form(match.start()) or text[match.start("labels") - 2 : match.start("labels")] == "预警":
                continue
            for one in _ONE.finditer(match["labels"]):
                value = rank(one[0])
                at = match.start("labels") + one.start()
                if value and value <= 5:
                    title = context.index.paragraph_at(at).role == "heading"
                    out.append(Mention(value, one[0], at, match.end(), weight + DEFINED * title))
    out += _leads(context, start, end)
    out += _rows(context, start, end)
    # A ladder the plan declares is the ladder: 在二级响应的基础上 does not make a level 2 that was left out.
    declared = {m.rank for m in out if m.weight == DECLARED}
    if len(declared) >= 2:
        out = [m for m in out if m.rank in declared or m.weight >= DEFINED]
    return out


def _leads(context: Context, start: int, end: int) -> list[Mention]:
    """Lines that begin with a level inside a section on response levels: `Ⅲ级:部门能够自行处置的事故`."""
    out: list[Mention] = []
    for paragraph in context.plan.paragraphs:
        line_start, line_end = context.index.line(paragraph.index)
        if not start <= line_start < end or paragraph.role in ("contents", "caption"):
            continue
        run_in = context.text[line_start : min(line_end, line_start + LEAD_MAX)]
        if _SECTION.search(run_in) or _on_levels(context.titles(line_start)):
            out += _clauses(context, line_start, line_end)
        match = _LEAD.match(context.text[line_start : min(line_end, line_start + 30)])
        if not match or not match["label"].endswith("级") or match["label"] in OWN_ORDER:
            continue
        if not _on_levels(context.titles(line_start)):
            continue
        value = rank(match["label"])
        if value:
            out.append(
                Mention(value, match["label"], line_start + match.start("label"), line_start + match.end(), DEFINED)
            )
    return out


def _clauses(context: Context, start: int, end: int) -> list[Mention]:
    """Levels told in the clauses of one line: `响应级别：一级（特别重大）由州政府启动；二级由组长启动；…`."""
    found = [m for m in _CLAUSE_LABEL.finditer(context.text, start, end) if rank(m["label"])]
    if len({m["label"] for m in found}) < 2:
        return []
    return [Mention(rank(m["label"]) or 0, m["label"], m.start("label"), m.end(), DEFINED) for m in found]


def _on_levels(titles: tuple[str, ...]) -> bool:
    """Whether a section is about response levels: 响应分级, or 分级 in the chapter 响应."""
    if any("预警" in t for t in titles[-1:]):
        return False
    graded = bool(titles) and bool(re.fullmatch(r"分级|级别|等级|分级标准|级别划分|分级条件", titles[-1]))
    return any(_SECTION.search(t) for t in titles) or (graded and any("响应" in t for t in titles))


def _rows(context: Context, start: int, end: int) -> list[Mention]:
    """Rows of a table whose column is the response level."""
    out: list[Mention] = []
    for table in context.plan.tables:
        header = [dense(h) for h in table.header]
        column = next((i for i, h in enumerate(header) if _LEVEL_COLUMN.search(h)), None)
        about = " ".join([*header, dense(table.title), *context.titles(context.index.line(table.first)[0])])
        if column is None or "响应" not in about or any("预警" in h for h in header):
            continue
        for cells, paragraph in zip(table.rows, table.paragraphs, strict=True):
            a, b = context.index.line(paragraph)
            match = _ONE.match(dense(cells[column])) if column < len(cells) and start <= a < end else None
            value = rank(match[0]) if match else None
            at = context.text.find(match[0], a, b) if match else -1
            if match and value and at >= 0:
                out.append(Mention(value, match[0], at, at + len(match[0]), DEFINED))
    return out


def declared_ranks(context: Context, unit: Unit) -> set[int]:
    """The ranks of the longest ladder the unit declares (分为Ⅰ级、Ⅱ级、Ⅲ级); empty when it declares none."""
    lists = _DECLARED.finditer(context.text, *context.unit_range(unit))
    ladders = [{r for one in _ONE.findall(m["labels"]) if (r := rank(one))} for m in lists]
    return max(ladders, key=len, default=set())


def _named_own(context: Context, start: int, end: int) -> list[Mention]:
    """A ladder of own names (公司级响应、车间级响应), ranked from the widest to the narrowest."""
    places: dict[str, list[re.Match[str]]] = {}
    for match in _OWN.finditer(context.text, start, end):
        places.setdefault(match["label"], []).append(match)
    for match in _OWN_LEAD.finditer(context.text, start, end):
        if _on_levels(context.titles(match.start())):
            places.setdefault(match["label"], []).append(match)
    if len(places) < 2:
        return []
    ordered = sorted(places, key=OWN_ORDER.index) if all(p in OWN_ORDER for p in places) else list(places)
    return [
        Mention(i, label, m.start("label"), m.end("label"), 2 + 2 * ("响应" not in m[0]))
        for i, label in enumerate(ordered, start=1)
        for m in places[label]
    ]


def _coloured(context: Context, start: int, end: int) -> list[Mention]:
    matches = list(_COLOUR_RESPONSE.finditer(context.text, start, end))
    if len({m["label"] for m in matches}) < 2:
        return []
    return [Mention(rank(m["label"]) or 0, m["label"], m.start(), m.end(), 2) for m in matches]


def _warning_actions(context: Context, start: int, end: int) -> list[Mention]:
    matches = list(_WARNING_ACTION.finditer(context.text, start, end))
    names = {rank(m["label"] or m["label2"]) for m in matches}
    if len(names) < 3:
        return []
    numbered = _numbered_colours(context, start, end)
    out = []
    for match in matches:
        colour = match["label"] or match["label2"]
        value = rank(colour) or 0
        label = f"{numbered[value]}({match[0]})" if value in numbered else match[0]
        lead = context.text[match.end() : match.end() + 24]
        # 在蓝色预警行动基础上，黄色预警行动应…: the second is defined here, the first only mentioned
        out.append(Mention(value, label, match.start(), match.end(), 1 if lead.startswith("基础上") else 3))
    return out


def _numbered_colours(context: Context, start: int, end: int) -> dict[int, str]:
    """Numbers the plan gives its colours: 分为Ⅳ级…Ⅰ级，依次用蓝色…红色表示."""
    match = re.search(rf"(?P<labels>{LABELS})[^。\n]{{0,20}}?(?:依次|分别)用{COLOUR}", context.text[start:end])
    if not match:
        return {}
    return {value: one for one in _ONE.findall(match["labels"]) if (value := rank(one))}


def _levels_of(context: Context, unit: Unit, mentions: list[Mention], warning: bool) -> list[ResponseLevel]:
    start, end = context.unit_range(unit)
    ranks = sorted({m.rank for m in mentions})
    names = {m.label: m.rank for m in mentions if m.label in OWN_ORDER}
    started = starters(context, start, end, names, warning=warning)
    ended = endings(context, start, end, names)
    conditions = _conditions(context, start, end)
    out = []
    for value in ranks:
        own = [m for m in mentions if m.rank == value]
        best = max(own, key=lambda m: (m.weight, -m.start))
        starter: Authority | None = started.get(value)
        ender = ended.get(value)
        trigger = conditions.get(value) or _trigger(context, own, start, end, value)
        out.append(
            ResponseLevel(
                unit=unit.id,
                name=best.label.replace("(", "（").replace(")", "）"),
                rank=value,
                trigger=trigger,
                starts_by=starter.body if starter else "",
                ends_by=ender.body if ender else "",
                evidence=context.quote(best.start, best.end),
                starter_evidence=context.quote(starter.start, starter.end) if starter else None,
            )
        )
    return out


def _conditions(context: Context, start: int, end: int) -> dict[int, str]:
    """Triggers from tables with a column of levels and one of conditions."""
    found: dict[int, str] = {}
    for table in context.plan.tables:
        header = [dense(h) for h in table.header]
        level = next((i for i, h in enumerate(header) if re.search(r"响应(?:级别|等级|分级)|^(?:级别|等级)$", h)), None)
        when = next((i for i, h in enumerate(header) if re.search(r"条件|情形|标准|事故描述|事件描述", h)), None)
        if level is None or when is None or level == when or any("预警" in h for h in header):
            continue
        for cells, paragraph in zip(table.rows, table.paragraphs, strict=True):
            value = rank(dense(cells[level])) if max(level, when) < len(cells) else None
            if value and start <= context.index.line(paragraph)[0] < end:
                found.setdefault(value, cells[when].strip()[:TRIGGER_MAX])
    return found


def _trigger(context: Context, mentions: list[Mention], start: int, end: int, value: int) -> str:
    """When the level is called: the text after a leading label, or what stands under 启动条件 of its section."""
    for section in context.plan.sections:
        a, b = context.index.lines(section.paragraph, section.last)
        if a < start or b > end + 1 or context.level_of_place(a) != value:
            continue
        title = context.titles(a)[-1]
        if _TRIGGER_SECTION.search(title) and section.last > section.paragraph:
            return _clip(context, *context.index.lines(section.paragraph + 1, section.last))
    for mention in sorted(mentions, key=lambda m: (-m.weight, m.start)):
        line = context.index.line(context.index.paragraph_at(mention.start).index)
        rest = re.sub(
            r"^(?:应急)?(?:响应|行动)?(?:\([^()]{1,16}\)|[^()]{1,8}\))?[:,;-]*", "", context.text[mention.end : line[1]]
        )
        if (
            len(rest) >= 12
            and mention.weight >= DEFINED
            and context.index.paragraph_at(mention.start).role != "heading"
        ):
            return _clip(context, line[1] - len(rest), line[1])
    for sentence in context.sentences_within(start, end):
        if context.level_of_place(sentence.start) == value or any(
            sentence.start <= m.start < sentence.end for m in mentions
        ):
            match = re.search(
                r"(?:发生|出现|达到|超出|造成|初判|预计|当|符合|满足|启动条件|情形|情况)[^。\n]{6,}", sentence.text
            )
            if match and context.index.paragraph_at(sentence.start).role != "heading":
                return _clip(context, sentence.start + match.start(), sentence.end)
    return ""


def _clip(context: Context, start: int, end: int) -> str:
    return context.evidence(start, min(end, start + TRIGGER_MAX)).quote.strip()
