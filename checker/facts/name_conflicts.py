"""Contradictions of names: a body or group called two ways, a post with two holders, a plan that is not in the file."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from checker.facts.context import Context, dense
from checker.report import Contradiction, Organisation

_PERSON = r"(?P<person>[一-龥]{2,3})"
_CHIEF = (
    re.compile(
        rf"(?<!副)(?<!现场)(?<!执行)总指挥(?:由|为)[^,。;:\n]{{0,14}}?(?:总经理|董事长|厂长|经理|主任|矿长|店长|站长|院长|校长|负责人|法人代表|法定代表人)(?:\([^()]*\))?{_PERSON}(?:同志)?担任"
    ),
    re.compile(rf"(?:^|\n|\|)(?:应急救援|应急)?总指挥[:|]{_PERSON}(?:\(|\||,|。|;|$|\n)"),
)
_POST = re.compile(r"[一-龥]{0,8}(?:经理|主任|主管|部长|厂长|店长|科长|站长|矿长|主席|院长|校长|董事长|主管)")
_NOT_PERSON = re.compile(r"同志|兼任|担任|负责|总经理|经理|主任|厂长|公司|职务|姓名|电话|联系|手机|待定|由")


def name_conflicts(context: Context, bodies: tuple[Organisation, ...]) -> list[Contradiction]:
    return [*_groups(context, bodies), *_commands(context), *_chiefs(context), *_posts(context)]


def _groups(context: Context, bodies: tuple[Organisation, ...]) -> Iterator[Contradiction]:
    """A group that was set up and the same group under a name that was not (医疗救护组, 医疗救援组)."""
    declared = {dense(b.name): b for b in bodies if dense(b.name).endswith("组")}
    names = [n for n in declared if len(n) >= 5]
    if len(names) < 3:
        return
    stems = {n[:2] for n in names}
    strangers: Counter[str] = Counter()
    places: dict[str, int] = {}
    for stem in stems:
        for match in re.finditer(rf"{stem}[一-龥]{{2}}组(?![织长成件合建装])", context.text):
            if match[0] not in declared:
                strangers[match[0]] += 1
                places.setdefault(match[0], match.start())
    for name, count in strangers.items():
        near = [n for n in names if len(n) == len(name) and Levenshtein.distance(n, name) == 1 and n[:2] == name[:2]]
        usual = context.text.count(near[0]) if near else 0
        if len(near) == 1 and usual > 2 * count and not any(name in n for n in declared):
            at = places[name]
            yield Contradiction(
                what=f"小组名称前后不一：“{near[0]}”与“{name}”",
                evidence=(declared[near[0]].evidence, context.quote(at, at + len(name))),
            )


def _commands(context: Context) -> Iterator[Contradiction]:
    """A headquarters whose long name sometimes loses a word (…设施事故应急指挥部, …设施应急指挥部)."""
    counts: Counter[str] = Counter()
    places: dict[str, int] = {}
    for match in re.finditer(r"(?:国家|全国|[省市区县州]|集团|公司)[一-龥]{5,20}?(?:应急)?指挥部", context.text):
        counts[match[0]] += 1
        places.setdefault(match[0], match.start())
    names = list(counts)
    for usual in names:
        for other in names:
            if len(usual) - len(other) != 2 or counts[usual] < 5 or counts[other] * 3 > counts[usual]:
                continue
            if any(usual[:i] + usual[i + 2 :] == other for i in range(4, len(usual) - 3)) and other[0] == usual[0]:
                a, b = places[usual], places[other]
                yield Contradiction(
                    what=f"指挥机构名称前后不一：“{usual}”与“{other}”",
                    evidence=(context.quote(a, a + len(usual)), context.quote(b, b + len(other))),
                )


def _chiefs(context: Context) -> Iterator[Contradiction]:
    """The commander named as two persons within one unit."""
    holders: dict[str, dict[str, int]] = defaultdict(dict)
    for pattern in _CHIEF:
        for match in pattern.finditer(context.text):
            person = match["person"]
            if not _NOT_PERSON.search(person):
                holders[context.unit_id(match.start())].setdefault(person, match.start("person"))
    for people in holders.values():
        if len(people) == 2:
            (one, a), (other, b) = people.items()
            yield Contradiction(
                what=f"总指挥前后不一：“{one}”与“{other}”",
                evidence=(context.quote(a, a + len(one)), context.quote(b, b + len(other))),
            )


def _posts(context: Context) -> Iterator[Contradiction]:
    """A person of the tables whose post in the text is another one."""
    posts = _posts_of_tables(context)
    for person, (post, paragraph) in posts.items():
        match = re.search(
            rf"由(?P<post>[一-龥]{{0,10}}?(?:经理|主任|主管|部长|厂长|队长|店长|科长|站长|主席)){person}(?:同志)?(?:担任|任|兼任)",
            context.text,
        )
        if not match:
            continue
        written = match["post"]
        if post.endswith(written[-2:]) or written.endswith(post[-2:]) or post in written or written in post:
            continue
        start, end = context.index.line(paragraph)
        yield Contradiction(
            what=f"{person}的职务前后不一：“{written}”与“{post}”",
            evidence=(context.quote(match.start(), match.end()), context.evidence(start, end)),
        )


def _posts_of_tables(context: Context) -> dict[str, tuple[str, int]]:
    posts: dict[str, tuple[str, int]] = {}
    for table in context.plan.tables:
        header = [dense(h) for h in table.header]
        name = next((i for i, h in enumerate(header) if h in ("姓名", "人员", "人员姓名")), None)
        post = next((i for i, h in enumerate(header) if h in ("职务", "行政职务", "现任职务", "岗位")), None)
        if name is None or post is None:
            continue
        for cells, paragraph in zip(table.rows, table.paragraphs, strict=True):
            if max(name, post) < len(cells):
                person, held = dense(cells[name]), dense(cells[post])
                if re.fullmatch(r"[一-龥]{2,4}", person) and _POST.fullmatch(held):
                    posts.setdefault(person, (held, paragraph))
    return posts
