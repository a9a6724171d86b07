"""Contradictions of values: one rule written twice with two numbers, one telephone with two numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from checker.facts.context import Context, dense
from checker.facts.phones import NUMBER
from checker.report import Contradiction

BEFORE, AFTER = 12, 6  # characters around a number that must be the same for the rule to be the same
_VALUE = re.compile(r"(?<![\d.])(\d{1,4}(?:\.\d+)?)(级|个?小时|分钟|日|天|个?工作日|米|公里|km/h|mm|毫米|人|万元|次|%)")
_PHONE = re.compile(
    rf"(?:^|[,。;:\n|(])(?P<label>(?:本?(?:公司|单位|酒店|企业|集团|站|矿|厂|中心))?24小时(?:应急|值班|应急值班|值守|报警|应急救援)?(?:值班)?(?:电话|热线))(?:号码)?(?:为|是)?[:]?(?P<number>{NUMBER})"
)
_THRESHOLD = re.compile(
    r"(?P<level>[一二三四ⅠⅡⅢⅣ])级及?以上(?:预警|响应|应急响应)时?,?(?:应?(?:成立|启动|启用|报告)[^。;,A-Z]{0,30})?\n?(?P<body>[A-Z]{3,6})"
)
_LEVEL_WORD = re.compile(r"[ⅠⅡⅢⅣ一二三四]级|特别重大|重大|较大|一般|[红橙黄蓝]色")


def value_conflicts(context: Context) -> list[Contradiction]:
    return [*_repeated_rules(context), *_thresholds(context), *_phones(context)]


def _repeated_rules(context: Context) -> Iterator[Contradiction]:
    """The same words around two numbers, in two sections that are not two levels."""
    places: dict[tuple[str, str, str], list[re.Match[str]]] = defaultdict(list)
    for match in _VALUE.finditer(context.text):
        before = context.text[max(0, match.start() - BEFORE) : match.start()]
        after = context.text[match.end() : match.end() + AFTER]
        if len(before) < BEFORE or len(after) < AFTER or len(re.findall(r"[一-龥]", before)) < BEFORE // 3:
            continue
        if "\n" in before or "\n" in after or "|" in before + after:
            continue
        places[before, match[2], after].append(match)
    for matches in places.values():
        values = {m[1] for m in matches}
        if len(values) != 2 or len(matches) > 6:
            continue
        first = matches[0]
        other = next(m for m in matches if m[1] != first[1])
        if _same_rule(context, first.start(), other.start()):
            yield Contradiction(
                what=f"同一规定前后数值不一：{first[1]}{first[2]}与{other[1]}{other[2]}",
                evidence=(context.quote(first.start(), first.end()), context.quote(other.start(), other.end())),
            )


def _same_rule(context: Context, a: int, b: int) -> bool:
    """Whether two places are one rule repeated: different sections, the same levels spoken of."""
    first, second = context.titles(a), context.titles(b)
    if context.section_at(a) == context.section_at(b):
        return False
    if context.level_of_place(a) != context.level_of_place(b):
        return False
    words_a = sorted(_LEVEL_WORD.findall("".join(first) + context.sentence(a).text[: a - context.sentence(a).start]))
    words_b = sorted(_LEVEL_WORD.findall("".join(second) + context.sentence(b).text[: b - context.sentence(b).start]))
    return words_a == words_b


def _thresholds(context: Context) -> Iterator[Contradiction]:
    """A body (named by its capitals) called in from one level in the text and from another in the flow chart."""
    places: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in _THRESHOLD.finditer(context.text):
        places[match["body"]].append(match)
    for body, matches in places.items():
        first = matches[0]
        other = next((m for m in matches if m["level"] != first["level"]), None)
        if other is not None:
            yield Contradiction(
                what=f"{body}的启用级别前后不一：{first['level']}级及以上与{other['level']}级及以上",
                evidence=(
                    context.quote(first.start(), first.start() + 4),
                    context.quote(other.start(), other.start() + 4),
                ),
            )


def _phones(context: Context) -> Iterator[Contradiction]:
    """The plan's own 24-hour telephone with one number here and another there."""
    places: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in _PHONE.finditer(context.text):
        places[re.sub(r"\D", "", match["number"])].append(match)
    if len(places) < 2:
        return
    ranked = Counter({n: len(m) for n, m in places.items()}).most_common()
    # Two numbers named equally often may be two lines; one that stands alone against a repeated one is a slip.
    if ranked[0][1] >= 2 and ranked[-1][1] == 1 and len(ranked) == 2:
        usual, odd = places[ranked[0][0]][0], places[ranked[-1][0]][0]
        if context.section_at(usual.start()) != context.section_at(odd.start()):
            yield Contradiction(
                what=f"24小时电话前后不一：{dense(usual['number'])}与{dense(odd['number'])}",
                evidence=(
                    context.evidence(usual.start("label"), usual.end()),
                    context.evidence(odd.start("label"), odd.end()),
                ),
            )
