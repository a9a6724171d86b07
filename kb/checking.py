"""Checking the catalogue against itself: references, dates, patterns, points; `plancheck kb check` prints it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

from kb.catalogue import Catalogue, load_catalogue
from kb.errors import CatalogueError, Problem
from kb.labels import KINDS
from kb.models import Applies, Condition, Instrument, Requirement
from kb.point_checking import check_point

_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_STRIPPED = re.compile(r"[\s,.:;·、。，：；．“”‘’\"'《》<>]")  # never in a cleaned heading, so never matched


def check_corpora(root: Path | None = None, *, fact_tests: Collection[str] | None = None) -> list[Problem]:
    """All problems of the corpora folder: those that keep it from loading, or else those found in what was loaded."""
    try:
        catalogue = load_catalogue(root)
    except CatalogueError as error:
        return list(error.problems)
    return check_catalogue(catalogue, fact_tests=fact_tests)


def check_catalogue(catalogue: Catalogue, *, fact_tests: Collection[str] | None = None) -> list[Problem]:
    """Problems of a loaded catalogue. `fact_tests` are the names fact points may use; None: not looked at."""
    return [
        *_instruments(catalogue),
        *_requirements(catalogue, fact_tests),
        *_forms(catalogue),
        *_lexicons(catalogue),
        *_floors(catalogue),
        *_regions(catalogue),
        *_connections(catalogue),
        *_asked(catalogue),
    ]


def compile_problem(catalogue: Catalogue, pattern: str) -> str:
    """Why a pattern can not be used; empty when it compiles and every `<name>` in it is known."""
    try:
        compiled = catalogue.compiled(pattern)
    except CatalogueError as error:
        return error.problems[0].message
    except re.error as error:
        return f"正则表达式写错：{error}"
    if compiled.search(""):
        return "规则能匹配空文字，等于没有规则"
    return ""


# --- instruments -------------------------------------------------------------------------------------------------


def _instruments(catalogue: Catalogue) -> Iterator[Problem]:
    for i in catalogue.instruments.values():
        file = catalogue.places.get(i.id, "")
        for field, value in (("effective_from", i.effective_from), ("outdated_from", i.outdated_from)):
            if value and not _is_date(value):
                yield Problem(file, i.id, field, f"日期“{value}”应写成 2021-04-01 或 2021-04")
        for field, others in (("replaces", i.replaces), ("replaced_by", i.replaced_by)):
            yield from _unknown(file, i.id, field, others, catalogue.instruments, "文件")
        if i.status.startswith(("被代替", "废止")) and not (i.replaced_by or i.outdated_from):
            yield Problem(file, i.id, "replaced_by", "已被代替或废止，却没有写由谁代替、从何时起", "warning")
        if i.status.startswith("现行") and i.outdated_from:
            yield Problem(file, i.id, "outdated_from", "现行文件不应有失效日期")
        yield from _replacement_pairs(catalogue, i, file)
        yield from _patterns(catalogue, file, i.id, "cite_patterns", i.cite_patterns)


def _replacement_pairs(catalogue: Catalogue, instrument: Instrument, file: str) -> Iterator[Problem]:
    """What replaced this one must also be in force later than this one."""
    for other in instrument.replaced_by:
        successor = catalogue.instruments.get(other)
        later, earlier = successor and successor.effective_from, instrument.effective_from
        if later and earlier and later < earlier:
            yield Problem(file, instrument.id, "replaced_by", f"{other} 的施行日期早于被它代替的本文件")


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value if len(value) == 10 else f"{value}-01")
    except ValueError:
        return False
    return True


# --- requirements ------------------------------------------------------------------------------------------------


def _requirements(catalogue: Catalogue, fact_tests: Collection[str] | None) -> Iterator[Problem]:
    rows = catalogue.form_rows()
    for r in catalogue.requirements.values():
        file = catalogue.places.get(r.id, "")
        if not r.clause.strip():
            yield Problem(file, r.id, "clause", "没有条款号；没有条款就不能有发现")
        yield from _unknown(file, r.id, "instrument", (r.instrument,), catalogue.instruments, "文件")
        yield from _unknown(file, r.id, "canonical", (r.canonical,), catalogue.requirements, "要求")
        yield from _unknown(file, r.id, "also", r.also, catalogue.requirements, "要求")
        yield from _unknown(file, r.id, "forms", r.forms, rows, "评审表行")
        yield from _tier(catalogue, r, file)
        yield from _applies(catalogue, r, file)
        yield from _points(catalogue, r, file, fact_tests)


def _tier(catalogue: Catalogue, r: Requirement, file: str) -> Iterator[Problem]:
    own = r.canonical == r.id
    if r.tier == "equivalent" and own:
        yield Problem(file, r.id, "canonical", "tier 为 equivalent，应写明与哪一条相同")
    if r.tier != "equivalent" and not own:
        yield Problem(file, r.id, "tier", f"canonical 指向 {r.canonical}，tier 应为 equivalent")
    original = catalogue.requirements.get(r.canonical)
    if original and original.canonical != original.id:
        yield Problem(file, r.id, "canonical", f"{r.canonical} 自己也不是原条款，应直接指向 {original.canonical}")


def _applies(catalogue: Catalogue, r: Requirement, file: str) -> Iterator[Problem]:
    for number, condition in enumerate((r.applies, *r.applies.any_of)):
        field = "applies" if number == 0 else f"applies.any_of.{number - 1}"
        for name in ("words", "not_words", "title", "not_title"):
            yield from _patterns(catalogue, file, r.id, f"{field}.{name}", getattr(condition, name))
        for kind in condition.kinds:
            if kind not in r.kinds:
                yield Problem(file, r.id, field, f"条件里的预案种类 {kind} 不在本条的 kinds 里")
    for number, example in enumerate(r.examples):
        yield from _patterns(catalogue, file, r.id, f"examples.{number}.words", example.words)
    if _restricts(r.applies) and not r.applies.text:
        yield Problem(file, r.id, "applies.text", "有适用条件却没有用文字写明")


def _restricts(applies: Applies) -> bool:
    empty = Condition()
    return bool(applies.any_of) or any(getattr(applies, f) != getattr(empty, f) for f in Condition.model_fields)


def _points(catalogue: Catalogue, r: Requirement, file: str, fact_tests: Collection[str] | None) -> Iterator[Problem]:
    ids = [p.id for p in r.points]
    for twice in sorted({i for i in ids if ids.count(i) > 1}):
        yield Problem(file, r.id, f"points.{twice}", "要点编号重复")
    if not r.points and r.tier == "core" and r.target == "plan-text":
        yield Problem(file, r.id, "points", "默认审查的要求还没有审查要点", "warning")
    required = sum(p.role == "required" for p in r.points)
    if r.points and r.rule.may_miss >= max(required, 1):
        yield Problem(file, r.id, "rule.may_miss", "允许缺的要点不少于全部必备要点，什么都没写也会算符合")
    if r.points and not any(p.role in ("required", "presence") for p in r.points):
        yield Problem(file, r.id, "points", "只有禁止性要点，没有要写的内容", "warning")
    for point in r.points:
        if point.kinds and not any(kind in r.kinds or _wanted(catalogue, r, kind) for kind in point.kinds):
            yield Problem(file, r.id, f"points.{point.id}.kinds", "本条不适用于这些预案，要点永远用不上")
        for field, message in check_point(catalogue, point, fact_tests, compile_problem):
            yield Problem(file, r.id, f"points.{point.id}{field}", message)


def _wanted(catalogue: Catalogue, r: Requirement, kind: str) -> bool:
    """Whether a duty that equals this one is meant for the kind: it is judged by these points."""
    return any(kind in other.kinds for other in catalogue.equals(r))


# --- forms, lexicons, floors, regions ----------------------------------------------------------------------------


def _forms(catalogue: Catalogue) -> Iterator[Problem]:
    for form, row in catalogue.form_rows().values():
        file = catalogue.places.get(form.id, "")
        yield from _unknown(file, row.id, "requirements", row.requirements, catalogue.requirements, "要求")
        yield from _patterns(catalogue, file, row.id, "conflicts", row.conflicts)
        for key in row.requirements:
            duty = catalogue.requirements.get(key)
            if duty and row.id not in duty.forms:
                yield Problem(file, row.id, "requirements", f"{key} 的 forms 里没有写本行")
    for duty in catalogue.requirements.values():
        for key in duty.forms:
            found = catalogue.form_rows().get(key)
            if found and duty.id not in found[1].requirements:
                yield Problem(catalogue.places.get(duty.id, ""), duty.id, "forms", f"评审表 {key} 没有列出本条")


def _lexicons(catalogue: Catalogue) -> Iterator[Problem]:
    for name, concept in catalogue.headings.items():
        for field in ("titles", "contains", "excludes"):
            for title in getattr(concept, field):
                if _STRIPPED.search(title) or not title:
                    yield Problem("lexicons/headings.yaml", name, field, f"“{title}”含空白或标点，永远匹配不上")
        if not concept.titles and not concept.contains:
            yield Problem("lexicons/headings.yaml", name, "", "没有任何标题写法")
    for name, terms in catalogue.terms.items():
        yield from _patterns(catalogue, "lexicons/terms.yaml", name, "", (*terms, f"<{name}>"))
    for body in catalogue.bodies:
        patterns = (body.pattern, body.unless) if body.unless else (body.pattern,)
        yield from _patterns(catalogue, "lexicons/bodies.yaml", body.old, "pattern", patterns)


def _floors(catalogue: Catalogue) -> Iterator[Problem]:
    for table, floors in catalogue.floors.items():
        for floor in floors:
            who = f"{table} {floor.subject or floor.who}"
            yield from _unknown("lexicons/floors.yaml", who, "rows", floor.rows, catalogue.requirements, "要求")


def _regions(catalogue: Catalogue) -> Iterator[Problem]:
    for region in catalogue.regions.values():
        file = f"regions：{region.name}"
        for item in region.items:
            yield from _unknown(file, item.id, "requirements", item.requirements, catalogue.requirements, "要求")
        for plan in region.upper_plans:
            named = (plan.instrument,) if plan.instrument else ()
            yield from _unknown(file, plan.title, "instrument", named, catalogue.instruments, "文件")


# --- connection with upper plans ---------------------------------------------------------------------------------


def _connections(catalogue: Catalogue) -> Iterator[Problem]:
    items = catalogue.connection_items
    for item in items.values():
        yield from _unknown(
            "connections/items.yaml", item.id, "requirements", item.requirements, catalogue.requirements, "要求"
        )
    for family in catalogue.event_families:
        yield from _patterns(catalogue, "connections/events.yaml", family.id, "words", family.words)
    for matter in catalogue.connection_matters:
        file = catalogue.places.get(f"connection:{matter.id}", "")
        yield from _unknown(file, matter.id, "item", (matter.item,), items, "衔接事项")
        known = items.get(matter.item)
        if known and matter.aspect not in known.aspects:
            yield Problem(file, matter.id, "aspect", f"{matter.item} 的 aspects 里没有 {matter.aspect}")
        groups = (*matter.upper, *matter.plan, matter.upper_none, matter.plan_none, matter.topic, matter.conflict)
        for group in groups:
            yield from _patterns(catalogue, file, matter.id, "", group)
        if matter.limit:
            if "{duration}" not in matter.limit:
                yield Problem(file, matter.id, "limit", "时限写法里没有 {duration}，比不出长短")
            filled = matter.limit.replace("{duration}", "一小时")
            yield from _patterns(catalogue, file, matter.id, "limit", (filled,))
        verdicts = {e.verdict for e in matter.examples}
        if "compliant" not in verdicts or len(verdicts) < 2:
            yield Problem(file, matter.id, "examples", "示例里要有一个衔接的和一个不衔接的")


def _asked(catalogue: Catalogue) -> Iterator[Problem]:
    for key in catalogue.asked:
        yield from _unknown("lexicons/asked.yaml", key, "", (key,), catalogue.requirements, "要求")
    for term in catalogue.glossary:
        yield from _unknown(
            "lexicons/glossary.yaml", term.term, "requirements", term.requirements, catalogue.requirements, "要求"
        )
    for hint in catalogue.search_words.hints:
        yield from _unknown("lexicons/search.yaml", hint.say[0], "kinds", hint.kinds, KINDS, "预案类型")


# --- helpers -----------------------------------------------------------------------------------------------------


def _unknown(
    file: str, key: str, field: str, names: Iterable[str], known: Collection[str], what: str
) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield Problem(file, key, field, f"知识库里没有这个{what}：{name}")


def _patterns(catalogue: Catalogue, file: str, key: str, field: str, patterns: Iterable[str]) -> Iterator[Problem]:
    for pattern in patterns:
        why = compile_problem(catalogue, pattern)
        if why:
            yield Problem(file, key, field, f"{why}（{pattern}）")
