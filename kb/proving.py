"""Proving the points: every good passage must meet its point, no bad one may.

How a passage is judged comes from outside (`checker.judging.proof`), for the knowledge base knows no checker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kb.catalogue import Catalogue
from kb.models import Requirement
from kb.points import Point

Judge = Callable[[Requirement, Point, str, dict[str, str]], bool | None]
# (requirement, point, passage, assume) → met, not met, can not tell


@dataclass(frozen=True, slots=True)
class Failure:
    """A passage that was judged the other way. `expected` is what its author says."""

    file: str
    requirement: str
    point: str
    passage: str
    expected: bool
    got: bool | None

    def __str__(self) -> str:
        want = "应当满足" if self.expected else "不应满足"
        got = {True: "判为满足", False: "判为不满足", None: "判不出"}[self.got]
        head = " / ".join(line.strip() for line in self.passage.splitlines() if line.strip())
        return f"{self.file} · {self.requirement} · {self.point}：示例{want}，{got}：{head[:80]}"


def prove(catalogue: Catalogue, judge: Judge, *, only: Iterable[str] | None = None) -> list[Failure]:
    """Failures over all points, or over those of the duties in `only`."""
    wanted = set(only) if only is not None else None
    duties = (r for r in catalogue.requirements.values() if wanted is None or r.id in wanted)
    return [failure for duty in duties for point in duty.points for failure in _prove(catalogue, duty, point, judge)]


def _prove(catalogue: Catalogue, requirement: Requirement, point: Point, judge: Judge) -> Iterator[Failure]:
    for passages, expected in ((point.good, True), (point.bad, False)):
        for passage in passages:
            got = judge(requirement, point, passage, dict(point.assume))
            if (got is True) is not expected:
                place = catalogue.places.get(requirement.id, "")
                yield Failure(place, requirement.id, point.id, passage, expected, got)
