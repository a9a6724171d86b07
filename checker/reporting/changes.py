"""Two checks of the same plan compared: findings cured, new, remaining; sections and facts that changed."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from checker.plan import Paragraph
from checker.report import Evidence, Finding, Report, Verdict
from checker.reporting.forms import unit_keys
from checker.reporting.tables import fact_tables
from checker.reporting.view import ReportView, badness, heading

State = Literal["cured", "better", "remaining", "worse", "new", "gone"]
STATE_LABELS: dict[State, str] = {
    "cured": "已改正",
    "better": "有改进",
    "remaining": "仍存在",
    "worse": "变差",
    "new": "新出现",
    "gone": "单元已不在",
}
ALIKE = 0.6  # of two headings that may be the same one renamed


@dataclass(frozen=True, slots=True)
class Changed:
    """One duty in two versions; `old` or `new` is None where the version has no such finding."""

    state: State
    old: Finding | None
    new: Finding | None

    @property
    def finding(self) -> Finding:
        found = self.new or self.old
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class ChangedMatter:
    """One duty that changed in the same way in one or several units: told once."""

    first: Changed
    others: tuple[Changed, ...] = ()

    @property
    def all(self) -> tuple[Changed, ...]:
        return (self.first, *self.others)

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(c.finding.unit for c in self.all)


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section added, removed or rewritten: its own text in both versions, without subsections."""

    what: Literal["added", "removed", "rewritten"]
    title: str
    old: str
    new: str
    old_page: int | None
    new_page: int | None


@dataclass(frozen=True, slots=True)
class FactChange:
    """「信息报告时限 当班人→应急局：立即 → 30分钟」; an empty side: not there."""

    table: str
    what: str
    old: str
    new: str
    place: str


def compare_findings(old: Report, new: Report) -> tuple[Changed, ...]:
    """What became of each gap, worst of the new version first."""
    before, after = _by_key(old), _by_key(new)
    units = {key[0] for key in after}
    out: list[Changed] = []
    for key, was in before.items():
        now = after.get(key)
        if badness(was) and now is None:
            out.append(Changed("gone" if key[0] not in units else "cured", was, None))
        elif now is not None and (badness(was) or badness(now)):
            out.append(Changed(_state(was, now), was, now))
    out += [Changed("new", None, now) for key, now in after.items() if key not in before and badness(now)]
    order: list[State] = ["new", "worse", "remaining", "better", "cured", "gone"]
    return tuple(sorted(out, key=lambda c: (order.index(c.state), -badness(c.finding))))


def changed_matters(
    changes: Sequence[Changed], apart: Callable[[Changed], str] = lambda _changed: ""
) -> tuple[ChangedMatter, ...]:
    """The same duty with the same state and verdict put together, in the order of the first of each.

    What `apart` tells differently of two stays apart.
    """
    together: dict[tuple[str, ...], list[Changed]] = {}
    for change in changes:
        key = (change.state, change.finding.requirement, change.finding.verdict.value, apart(change))
        together.setdefault(key, []).append(change)
    return tuple(ChangedMatter(found[0], tuple(found[1:])) for found in together.values())


def telling(changed: Changed) -> tuple[Evidence, ...]:
    """The words of the new version that made the difference first: those of points it meets and the old one did not."""
    if changed.new is None:
        return ()
    had = {p.id for p in changed.old.points if p.met} if changed.old else set()
    fresh = [e for p in changed.new.points if p.met and p.id not in had for e in p.evidence]
    return (*fresh, *(e for e in changed.new.evidence if e not in fresh))


def is_touched(changed: Changed) -> bool:
    """Whether the new version meets points that the old one did not, or the other way round."""
    if changed.old is None or changed.new is None:
        return True
    met = [{p.id: p.met for p in f.points} for f in (changed.old, changed.new)]
    return changed.state != "remaining" or met[0] != met[1]


def _by_key(report: Report) -> dict[tuple[str, str], Finding]:
    keys = unit_keys(report)
    return {(keys[f.unit], f.requirement): f for f in ReportView(report).shown}


def _state(was: Finding, now: Finding) -> State:
    if not badness(was):
        return "new" if was.verdict is Verdict.COMPLIANT else "worse"
    if not badness(now):
        return "cured"
    if badness(now) == badness(was):
        return "remaining"
    return "better" if badness(now) < badness(was) else "worse"


# --- text --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    key: str
    title: str
    text: str
    page: int | None


def compare_sections(
    old: Report, old_text: Sequence[Paragraph], new: Report, new_text: Sequence[Paragraph]
) -> tuple[SectionChange, ...]:
    """Sections in the order of the new version, the removed ones where they stood."""
    before, after = list(_parts(old, old_text)), list(_parts(new, new_text))
    pairs = _pair(before, after)
    out: list[SectionChange] = []
    taken = set(pairs.values())
    for number, part in enumerate(after):
        was = before[pairs[number]] if number in pairs else None
        if was is None:
            out.append(SectionChange("added", part.title, "", part.text, None, part.page))
        elif _differ(was.text, part.text):
            out.append(SectionChange("rewritten", part.title, was.text, part.text, was.page, part.page))
    out += [SectionChange("removed", p.title, p.text, "", p.page, None) for i, p in enumerate(before) if i not in taken]
    return tuple(out)


def _parts(report: Report, text: Sequence[Paragraph]) -> Iterator[_Part]:
    """Each section's own paragraphs, up to the next heading of any level."""
    keys = unit_keys(report)
    heads = [(s, u) for u in report.units for s in u.sections]
    heads.sort(key=lambda x: x[0].paragraph)
    for number, (section, unit) in enumerate(heads):
        end = heads[number + 1][0].paragraph - 1 if number + 1 < len(heads) else len(text)
        body = "\n".join(p.text for p in text[section.paragraph : end] if p.role != "contents")
        yield _Part(f"{keys[unit.id]}/{_dense(section.title)}", heading(section), body, section.page)


def _pair(before: Sequence[_Part], after: Sequence[_Part]) -> dict[int, int]:
    """new → old: the same unit and title in order, then neighbours whose titles are alike."""
    matcher = difflib.SequenceMatcher(None, [p.key for p in before], [p.key for p in after], autojunk=False)
    pairs: dict[int, int] = {}
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pairs.update(zip(range(c, d), range(a, b), strict=True))
        elif tag == "replace":
            left = list(range(a, b))
            for new in range(c, d):
                best = max(left, key=lambda i: _ratio(before[i].key, after[new].key), default=None)
                if best is not None and _ratio(before[best].key, after[new].key) >= ALIKE:
                    pairs[new] = best
                    left.remove(best)
    return pairs


def _ratio(a: str, b: str) -> float:
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


def _differ(old: str, new: str) -> bool:
    return _dense(old) != _dense(new)


def _dense(text: str) -> str:
    return "".join(text.split())


def word_changes(old: str, new: str) -> tuple[tuple[Literal["same", "gone", "added"], str], ...]:
    """The two texts as one, cut into what stayed, what went and what came; for showing side by side."""
    out: list[tuple[Literal["same", "gone", "added"], str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            out.append(("same", old[a:b]))
        else:
            out += [("gone", old[a:b])] if b > a else []
            out += [("added", new[c:d])] if d > c else []
    return tuple(out)


# --- facts -------------------------------------------------------------------------------------------------------

# How many of a table's first columns name the thing; the rest, up to the place, is what may change.
_NAMING = {
    "响应级别": 2,
    "事故信息报告时限": 3,
    "应急演练": 2,
    "预案评估": 1,
    "引用依据": 1,
    "应急机构及职责": 2,
    "值班电话": 1,
    "上级预案": 1,
    "已更名的机构": 1,
}


def compare_facts(old: Report, new: Report) -> tuple[FactChange, ...]:
    """Facts that changed, came or went, table by table."""
    before = {t.title: t for t in fact_tables(ReportView(old))}
    after = {t.title: t for t in fact_tables(ReportView(new))}
    out: list[FactChange] = []
    for title, names in _NAMING.items():
        was = _facts(before[title].rows, names) if title in before else {}
        now = _facts(after[title].rows, names) if title in after else {}
        for key in dict.fromkeys((*was, *now)):
            a, b = was.get(key, ("", "")), now.get(key, ("", ""))
            if a[0] != b[0]:
                out.append(FactChange(title, "　".join(x for x in key if x), a[0], b[0], b[1] or a[1]))
    return tuple(out)


def _facts(rows: Sequence[Sequence[str]], names: int) -> dict[tuple[str, ...], tuple[str, str]]:
    """Name → (what is said of it, place); several of one name are told together."""
    out: dict[tuple[str, ...], tuple[str, str]] = {}
    for row in rows:
        key, rest, place = tuple(row[:names]), "，".join(x for x in row[names:-1] if x) or "有", row[-1]
        had = out.get(key)
        if had is None:
            out[key] = (rest, place)
        elif rest not in had[0].split("；"):
            out[key] = (f"{had[0]}；{rest}", had[1])
    return out


def change_for(changed: Changed, sections: Sequence[SectionChange]) -> SectionChange | None:
    """The section whose new words made the difference, else one rewritten or removed that holds the finding's words."""
    was = (*changed.old.evidence, *changed.old.nearest) if changed.old else ()
    now = (*telling(changed), *(changed.new.nearest if changed.new else ()))
    fresh = (s for e in now for s in sections if _has(s.new, e) and not _has(s.old, e))
    any_of_them = (s for e in (*now, *was) for s in sections if _has(s.new, e) or _has(s.old, e))
    return next(fresh, None) or next(any_of_them, None)


def passages(change: SectionChange, around: int = 20) -> tuple[str, str]:
    """The old and the new words of a section, each from the first to the last letter that differs and a little around.

    Both are cut where the texts are long; an added or removed section is whole.
    """
    if change.what != "rewritten":
        return change.old, change.new
    old, new = " ".join(change.old.split()), " ".join(change.new.split())
    shared = min(len(old), len(new))
    start = next((i for i in range(shared) if old[i] != new[i]), shared)
    end = next((i for i in range(shared - start) if old[-1 - i] != new[-1 - i]), shared - start)
    return _cut(old, start - around, len(old) - end + around), _cut(new, start - around, len(new) - end + around)


def _cut(text: str, start: int, end: int) -> str:
    start = max(start, 0)
    return ("……" if start else "") + text[start:end] + ("……" if end < len(text) else "")


def _has(text: str, evidence: Evidence) -> bool:
    words = _dense(evidence.quote)
    return bool(words) and words in _dense(text)


def count_states(changes: Sequence[Changed]) -> dict[State, int]:
    """How many of each state; the same duty of several units counts once."""
    found = Counter(m.first.state for m in changed_matters(changes))
    return {state: found[state] for state in STATE_LABELS if found[state]}
