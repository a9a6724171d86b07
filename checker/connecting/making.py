"""Making results of matters that are compared in code."""

from __future__ import annotations

from checker.connecting.results import Result
from checker.report import Evidence, Verdict

Words = Evidence | None


def result(
    matter: str,
    item: str,
    aspect: str,
    says: str,
    verdict: Verdict,
    reason: str,
    plan: Words | tuple[Evidence, ...] = None,
    upper: Words | tuple[Evidence, ...] = None,
    advice: str = "",
) -> Result:
    return Result(matter, item, aspect, says, verdict, f"{says}：{reason}", _many(plan), _many(upper), advice)


def _many(words: Words | tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    if words is None:
        return ()
    return words if isinstance(words, tuple) else (words,)
