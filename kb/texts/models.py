"""An official text: the lines a file holds, the clauses they make, and what looked wrong."""

from __future__ import annotations

from typing import Literal

from kb.schema import Model


class SourceLine(Model):
    """One paragraph of the file, or one row of a table (`cells`); `heading` where the file marks it as one."""

    text: str
    page: int | None = None
    heading: bool = False
    cells: tuple[str, ...] = ()


class SourceText(Model):
    """What a reader hands over: name and hash of the file, and its lines in order."""

    name: str
    sha256: str
    lines: tuple[SourceLine, ...]
    warnings: tuple[str, ...] = ()


ClauseKind = Literal["article", "section", "annex", "part", "row"]


class Part(Model):
    """A paragraph (款) or an item (项) of a clause; `number` is empty for a paragraph."""

    number: str
    text: str


class Clause(Model):
    """One article, numbered section, annex or table row, in the words of the file.

    `number` is the normal form that duties are matched by: 33, 6.3.1.2, 附录c, 附录c.1, 三(二)3, 附件2.
    """

    number: str
    label: str
    kind: ClauseKind
    title: str = ""
    under: str = ""  # chapter or section heading above
    page: int | None = None
    parts: tuple[Part, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in self.parts)

    def paragraphs(self) -> tuple[Part, ...]:
        return tuple(p for p in self.parts if not p.number)

    def items(self) -> tuple[Part, ...]:
        return tuple(p for p in self.parts if p.number)


ProblemKind = Literal["gap", "duplicate", "order", "slip", "cut", "unread", "edition"]


class TextProblem(Model):
    """One thing that looks wrong in the file, for the person who imports it."""

    kind: ProblemKind
    clause: str
    message: str


class OfficialText(Model):
    """A text as imported. `instrument` is empty where no instrument of the catalogue was recognised."""

    instrument: str
    title: str
    number: str = ""
    effective_from: str = ""
    style: Literal["articles", "sections", "outline"]
    file: str
    sha256: str
    imported: str  # ISO date
    clauses: tuple[Clause, ...]
    problems: tuple[TextProblem, ...] = ()
    stated: int = 0  # how many clauses the text itself says it has: its last article, or every number in its series

    @property
    def key(self) -> str:
        """The name it is kept under: one text an edition."""
        return self.instrument or f"x-{self.sha256[:12]}"

    @property
    def found(self) -> int:
        """Clauses that count against `stated`."""
        kinds = ("article",) if self.style == "articles" else ("section", "part")
        return len({c.number for c in self.clauses if c.kind in kinds})
