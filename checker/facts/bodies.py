"""Old names of renamed or dissolved bodies where the plan lets them act: duties, contacts, reports."""

from __future__ import annotations

import re
from bisect import bisect_right

from checker.facts.context import Context
from checker.language.fold import fold_pattern
from checker.report import OutdatedBody

_TITLES = re.compile(r"《[^《》\n]{2,80}》(?:\([^()\n]{1,60}\))?")
_NUMBERS = re.compile(
    r"(?:国家|原)?[一-龥]{2,16}令(?:\(\d{4}\))?第?[\d一二三四五六七八九十]+号|[一-龥]{2,14}\(\d{4}\)\d+号|[一-龥]{2,12}(?:令|公告)\d{4}年第\d+号"
)
_HISTORY_BEFORE = re.compile(r"(?:原|前身为?|原为|原名|由原|撤销|整合|原来的|曾|旧称)[一-龥]{0,4}$")
_HISTORY_AFTER = re.compile(
    r"^[一-龥、]{0,12}(?:已?(?:更名|改名|改称|改组|划转|撤销|并入|整合|转隶|合并)|改为|现为|的职责划)"
)
_FOLLOWED = re.compile(r"^(?:令|文件|公告|大楼|旧址|编|编印|印发的|发布的)")


_TERM = re.compile(r"(?:事件|事故|灾难)$")  # the lexicon also holds old words that are no bodies


def _now(name: str, now: str) -> str:
    """Today's name at the level of the old one: the lexicon writes 局 where a ministry or department has 部 or 厅."""
    if now.endswith("局") and name[-1] in "部厅" and not now.startswith("国家"):
        return re.sub(r"[(（][^()（）]*[)）]", "", now)[:-1] + name[-1]
    return now


def outdated_bodies(context: Context) -> tuple[OutdatedBody, ...]:
    spared = _spared(context)
    starts = [a for a, _ in spared]
    found: dict[tuple[str, str], OutdatedBody] = {}
    for body in context.catalogue.bodies:
        if _TERM.search(body.old):
            continue
        unless = re.compile(fold_pattern(context.catalogue.expand(body.unless))) if body.unless else None
        for hit in context.index.find(context.catalogue.expand(body.pattern)):
            i = bisect_right(starts, hit.start) - 1
            if i >= 0 and hit.start < spared[i][1]:
                continue
            before, after = context.text[max(0, hit.start - 24) : hit.start], context.text[hit.end : hit.end + 24]
            if _HISTORY_BEFORE.search(before) or _HISTORY_AFTER.match(after) or _FOLLOWED.match(after):
                continue
            if unless and unless.search(context.text[max(0, hit.start - 24) : hit.end + 24]):
                continue
            name = context.text[hit.start : hit.end]
            found.setdefault(
                (name, body.now),
                OutdatedBody(
                    name=name, now=_now(name, body.now), since=body.since, evidence=context.quote(hit.start, hit.end)
                ),
            )
    return tuple(sorted(found.values(), key=lambda b: (b.evidence.paragraph, b.evidence.start)))


def _spared(context: Context) -> list[tuple[int, int]]:
    """Titles of documents and document numbers: they keep the names of their time. Merged, in order."""
    out: list[tuple[int, int]] = []
    for a, b in sorted((m.start(), m.end()) for p in (_TITLES, _NUMBERS) for m in p.finditer(context.text)):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out
