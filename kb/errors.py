"""What can be wrong with the catalogue, and how it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place of the corpora; `message` is Chinese, for the maintainer."""

    file: str  # relative to corpora/
    id: str
    field: str
    message: str
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = " · ".join(part for part in (self.file, self.id, self.field) if part)
        return f"{'错误' if self.level == 'error' else '提示'} {place}：{self.message}"


class CatalogueError(Exception):
    """The corpora can not be loaded; names file, id and field of every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class UnknownId(LookupError):
    """No duty, instrument or form row of this id; `matches` are near ones, (id, name), best first."""

    def __init__(self, key: str, matches: Sequence[tuple[str, str]]) -> None:
        self.key = key
        self.matches = tuple(matches)
        near = "；相近的有：" + "、".join(f"{i} {name}" for i, name in matches) if matches else ""
        super().__init__(f"知识库里没有“{key}”{near}")


class SourceError(Exception):
    """A file of an official text can not be read; the message is one Chinese line for the user."""
