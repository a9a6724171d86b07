"""Contradictions of ladders: direction, colours, missing rungs, repeated headings, who starts, ends and warns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.facts.context import Context, dense
from checker.facts.levels import LABELS, declared_ranks
from checker.language.numerals import ROMAN, rank
from checker.plan import Section
from checker.report import Contradiction, ResponseLevel

_ONE = re.compile(rf"(?:{ROMAN}|[一二三四五]|[1-5])级")
_DIRECTION = re.compile(
    rf"由(?P<way>高到低|低到高|重到轻|轻到重|强到弱|弱到强|大到小|小到大)[^。;\n]{{0,24}}?(?P<labels>{LABELS})"
)
_COLOURS = re.compile(
    rf"(?P<labels>{LABELS})[^。;\n]{{0,30}}?(?:依次|分别|对应)[^。;\n]{{0,6}}?(?:用|以|为|采用|标示为)[^红橙黄蓝。;\n]{{0,4}}"
    rf"(?P<colours>[红橙黄蓝]色?(?:[、和及,与][红橙黄蓝]色?){{2,3}})"
)
_HEADED = re.compile(rf"^(?P<before>.*?)(?P<label>(?:{ROMAN}|[一二三四五])级)(?P<after>.*响应.*)$")
_WARN_DUTY = re.compile(
    r"发布(?P<issue>(?:[红橙黄蓝]色[、和及]?)+)(?:等级|级别)?预警(?:信息)?,(?:并)?[^。;\n]{0,20}提出[^。;\n]{0,6}发布(?P<propose>(?:[红橙黄蓝]色[、和及]?)+)"
)
_WARN_RULE = re.compile(
    r"(?P<colours>(?:[红橙黄蓝]色[、和及]?)+)预警(?:信息)?由(?P<body>[^,。;\n]{2,30}?)(?P<does>提出(?:预警)?(?:信息)?建议|按程序发布|负责发布|发布|签发|批准后发布)"
)
_COLOUR = re.compile(r"[红橙黄蓝]")
_LEVEL_CELL = re.compile(rf"((?:{ROMAN}|[一二三四五])级?|[红橙黄蓝]色)(?:\([^()]{{1,8}}\))?(?:应急)?(?:响应|预警)?")
_CONDITION = re.compile(r"条件|标准|情形|情况|范围|程度|描述|后果")  # measures of two levels may well be the same
CONDITION_MIN = 15  # dense characters
NAMES = {1: "一级", 2: "二级", 3: "三级", 4: "四级", 5: "五级"}


def ladder_conflicts(context: Context, levels: tuple[ResponseLevel, ...]) -> list[Contradiction]:
    return [
        *_directions(context),
        *_colour_order(context),
        *_missing_rungs(context, levels),
        *_repeated_headings(context),
        *_repeated_numbers(context),
        *_starting_and_ending(levels),
        *_warning_powers(context),
        *_same_conditions(context),
    ]


def _ranks(labels: str) -> list[int]:
    return [r for one in _ONE.findall(labels) if (r := rank(one))]


def _directions(context: Context) -> Iterator[Contradiction]:
    """由高到低 must begin with level 1: the law counts level 1 as the highest."""
    for match in _DIRECTION.finditer(context.text):
        ranks = _ranks(match["labels"])
        falling = match["way"] in ("高到低", "重到轻", "强到弱", "大到小")
        if len(ranks) < 3 or ranks not in (sorted(ranks), sorted(ranks, reverse=True)):
            continue
        if (ranks[0] < ranks[-1]) != falling:
            what = f"级别方向写反：写“由{match['way']}”，次序却是{'、'.join(NAMES[r] for r in ranks)}，而一级为最高级"
            yield Contradiction(what=what, evidence=(context.quote(match.start(), match.end()),))


def _colour_order(context: Context) -> Iterator[Contradiction]:
    """Ⅰ红 Ⅱ橙 Ⅲ黄 Ⅳ蓝 (突发事件应对法): the two lists must run the same way."""
    for match in _COLOURS.finditer(context.text):
        ranks, colours = _ranks(match["labels"]), [rank(c) for c in _COLOUR.findall(match["colours"])]
        if len(ranks) >= 3 and len(ranks) == len(colours) and ranks != colours:
            what = f"预警颜色与级别不对应：{match['labels']} 分别用 {match['colours']}"
            yield Contradiction(what=what, evidence=(context.quote(match.start(), match.end()),))
    for paragraph in context.plan.paragraphs:
        start, end = context.index.line(paragraph.index)
        lead = re.match(rf"\|?((?:{ROMAN}|[一二三四])级)\|?([红橙黄蓝])色(?:\||$)", context.text[start:end])
        if lead and rank(lead[1]) != rank(lead[2]):
            what = f"预警颜色与级别不对应：{lead[1]}写为{lead[2]}色"
            yield Contradiction(what=what, evidence=(context.evidence(start, start + lead.end()),))


def _missing_rungs(context: Context, levels: tuple[ResponseLevel, ...]) -> Iterator[Contradiction]:
    """A hole in the ladder as declared, or in the warning actions that stand for one; not among passing mentions."""
    for unit in context.plan.units:
        own = [x for x in levels if x.unit == unit.id]
        ranks = declared_ranks(context, unit) or {x.rank for x in own if "预警" in x.name}
        found = ranks | {x.rank for x in own}
        missing = [r for r in range(min(ranks), max(ranks)) if r not in found] if len(ranks) >= 3 else []
        if missing:
            what = f"响应级别断档：有{'、'.join(x.name for x in own)}，缺{'、'.join(NAMES[r] for r in missing)}"
            yield Contradiction(what=what, evidence=tuple(x.evidence for x in own))


def _repeated_headings(context: Context) -> Iterator[Contradiction]:
    """Two numbered headings next to each other that differ in nothing but the number: one level was miswritten."""
    last: dict[tuple[str, str | None], Section] = {}
    for section in context.plan.sections:
        before = last.get((section.unit, section.parent))
        last[section.unit, section.parent] = section
        title = dense(section.title)
        if before is None or not _HEADED.match(title) or dense(before.title) != title:
            continue
        if re.fullmatch(r"\d+(?:\.\d+)+", section.number) and before.number != section.number:
            first, second = context.index.line(before.paragraph), context.index.line(section.paragraph)
            what = f"级别重复：{before.number}与{section.number}两节的标题都是“{section.title}”"
            yield Contradiction(what=what, evidence=(context.evidence(*first), context.evidence(*second)))


def _repeated_numbers(context: Context) -> Iterator[Contradiction]:
    """Two neighbouring sections written with one number and two titles."""
    last: dict[tuple[str, str | None], Section] = {}
    for section in context.plan.sections:
        before = last.get((section.unit, section.parent))
        last[section.unit, section.parent] = section
        if before is None or before.number != section.number or dense(before.title) == dense(section.title):
            continue
        first, second = (context.index.line(s.paragraph) for s in (before, section))
        written = all(context.text.startswith(section.number, a) for a, _ in (first, second))
        if written and re.fullmatch(r"\d+(?:\.\d+)+", section.number):
            what = f"编号重复：“{before.title}”与“{section.title}”都编为{section.number}"
            yield Contradiction(what=what, evidence=(context.evidence(*first), context.evidence(*second)))


def _starting_and_ending(levels: tuple[ResponseLevel, ...]) -> Iterator[Contradiction]:
    """A level that a higher authority starts and the plan's own office ends."""
    for level in levels:
        start, end = dense(level.starts_by), dense(level.ends_by)
        if not start or not end or not end.endswith("办公室") or "办公室" in start:
            continue
        if re.search(r"政府|国务院|党委|部$|委$", start):
            what = f"{level.name}响应由{level.starts_by}启动，却由{level.ends_by}终止"
            yield Contradiction(what=what, evidence=(level.starter_evidence or level.evidence, level.evidence))


def _warning_powers(context: Context) -> Iterator[Contradiction]:
    """The office may issue a colour by its duties and only propose it by the procedure, or the other way round."""
    duties = list(_WARN_DUTY.finditer(context.text))
    rules = list(_WARN_RULE.finditer(context.text))
    for duty in duties:
        issue, propose = set(_COLOUR.findall(duty["issue"])), set(_COLOUR.findall(duty["propose"]))
        for rule in rules:
            colours, proposes = set(_COLOUR.findall(rule["colours"])), rule["does"].startswith("提出")
            clash = colours & (issue if proposes else propose - issue)
            if not clash:
                continue
            what = f"预警发布权限前后不一：{'、'.join(sorted(clash))}色预警，职责中与程序中的发布机关不同"
            yield Contradiction(
                what=what,
                evidence=(context.quote(duty.start(), duty.end()), context.quote(rule.start(), rule.end())),
            )
            break


def _same_conditions(context: Context) -> Iterator[Contradiction]:
    """Two levels of one table with the very same conditions: one was copied and not changed."""
    for table in context.plan.tables:
        columns = [i for i, title in enumerate(table.header) if _CONDITION.search(dense(title))]
        seen: dict[str, tuple[str, int]] = {}
        for row, paragraph in zip(table.rows, table.paragraphs, strict=True):
            label = _LEVEL_CELL.fullmatch(dense(row[0])) if row else None
            if label is None:
                continue
            for text in {dense(row[i]) for i in columns if i < len(row)}:
                if len(text) < CONDITION_MIN:
                    continue
                first, at = seen.setdefault(text, (label[1], paragraph))
                if rank(first) != rank(label[1]):
                    evidence = (context.index.evidence_of(at), context.index.evidence_of(paragraph))
                    yield Contradiction(what=f"级别条件重复：{first}与{label[1]}的条件完全相同", evidence=evidence)
