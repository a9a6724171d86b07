"""How the duties fare in the plans that were checked; the application tells it, the knowledge base shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """A plan with the latest finished check of it."""

    run: int
    title: str


@dataclass(frozen=True, slots=True)
class DutyUsage:
    """Of one duty: the plans it was judged in, and how many met it in part or not at all."""

    plans: tuple[CheckedPlan, ...] = ()
    partly: int = 0
    failed: int = 0

    @property
    def text(self) -> str:
        return f"查过的 {len(self.plans)} 份预案里，不符合 {self.failed} 份，基本符合 {self.partly} 份"


@dataclass(frozen=True, slots=True)
class Usage:
    """`again` puts runs back into the queue and returns how many; without it nothing is offered."""

    duties: Mapping[str, DutyUsage] = field(default_factory=dict)
    again: Callable[[Sequence[int]], int] | None = None

    def plans_with(self, duties: Sequence[str]) -> list[CheckedPlan]:
        """The plans in which one of these duties was judged."""
        found = {p.run: p for key in duties if key in self.duties for p in self.duties[key].plans}
        return list(found.values())


NO_USAGE = Usage()
