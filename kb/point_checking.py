"""Checking one point: its patterns, the heading concepts and facts it names, and what could never be met."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from kb.catalogue import Catalogue
from kb.points import (
    AbsentPoint,
    AttachmentPoint,
    ChecklistPoint,
    CitationPoint,
    FactPoint,
    MeaningPoint,
    PassagePoint,
    Point,
    SectionPoint,
    TablePoint,
)

Compile = Callable[[Catalogue, str], str]
Found = Iterator[tuple[str, str]]  # (".field", what is wrong)


def check_point(catalogue: Catalogue, point: Point, fact_tests: Collection[str] | None, compile_: Compile) -> Found:
    """What is wrong with a point, each as (field, message)."""
    for name in _concepts(point):
        if name not in catalogue.headings:
            yield "", f"标题词表里没有 {name}"
    for field, pattern in _patterns(point):
        why = compile_(catalogue, pattern)
        if "|@" in pattern or (pattern.startswith("@") and "|" in pattern):
            why = "标题概念 @… 要单独写成一项，不能放在正则里"
        if why:
            yield field, f"{why}（{pattern}）"
    for passages in (point.good, point.bad):
        if not all(p.strip() for p in passages):
            yield "", "示例不能是空的"
    if set(point.good) & set(point.bad):
        yield "", "同一段话既算有又算没有"
    yield from _own(catalogue, point, fact_tests)


def _own(catalogue: Catalogue, point: Point, fact_tests: Collection[str] | None) -> Found:
    """What only this kind of point can have wrong."""
    if isinstance(point, ChecklistPoint) and not 1 <= point.at_least <= len(point.items):
        yield ".at_least", f"共 {len(point.items)} 项，at_least {point.at_least} 不可能或没有意义"
    if isinstance(point, TablePoint):
        if point.at_least is not None and not 1 <= point.at_least <= len(point.columns):
            yield ".at_least", f"共 {len(point.columns)} 列，at_least {point.at_least} 不可能或没有意义"
        for name in point.filled:
            if name not in point.columns:
                yield ".filled", f"没有“{name}”这一列"
    if isinstance(point, CitationPoint):
        if not point.instruments and not point.names:
            yield "", "没有写要引用哪个文件"
        for key in point.instruments:
            if key not in catalogue.instruments:
                yield ".instruments", f"知识库里没有这个文件：{key}"
    if isinstance(point, FactPoint) and fact_tests is not None and point.test not in fact_tests:
        yield ".test", f"没有名为 {point.test} 的事实判断"
    if isinstance(point, MeaningPoint) and point.role == "breach":
        yield ".role", "语义要点只能提示，不能判违反"


def _concepts(point: Point) -> Iterator[str]:
    """Heading concepts a point names, as sections or as `@concept` alternatives."""
    if isinstance(point, SectionPoint):
        yield from point.headings
    if isinstance(point, PassagePoint | ChecklistPoint | AbsentPoint):
        yield from point.sections
    for group in _groups(point):
        yield from (p[1:] for p in group if p.startswith("@"))


def _groups(point: Point) -> Iterator[tuple[str, ...]]:
    if isinstance(point, PassagePoint):
        yield from point.all
    if isinstance(point, ChecklistPoint):
        yield from point.items.values()


def _patterns(point: Point) -> Iterator[tuple[str, str]]:
    for group in _groups(point):
        yield from ((".all" if isinstance(point, PassagePoint) else ".items", p) for p in group if p[:1] != "@")
    if isinstance(point, PassagePoint):
        yield from ((".none", p) for p in point.none)
    if isinstance(point, TablePoint):
        yield from ((".columns", p) for group in point.columns.values() for p in group)
    if isinstance(point, CitationPoint):
        yield from ((".names", p) for p in point.names)
    if isinstance(point, AbsentPoint):
        yield from ((".patterns", p) for p in point.patterns)
    if isinstance(point, AttachmentPoint):
        yield from ((".titles", p) for p in point.titles)
