"""Splitting the lines of an official text into its clauses, with gaps, duplicates and slips told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from kb.texts import numbering
from kb.texts.models import Clause, ClauseKind, Part, SourceLine, SourceText, TextProblem
from kb.texts.slips import slips_of

Style = Literal["articles", "sections", "outline"]
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff，。、；：（）])(?<!条)[ 　]+(?=[\u4e00-\u9fff，。、；：（）])")
_SPACED_NUMBER = re.compile(r"(?<=\d)[ ]?\.[ ]?(?=\d)")
_MOST_SKIPPED = 5  # a number further on than this is not the next one, but something in a sentence


@dataclass(frozen=True, slots=True)
class Split:
    style: Style
    clauses: tuple[Clause, ...]
    problems: tuple[TextProblem, ...]
    stated: int
    front: tuple[str, ...]  # lines before the first clause


@dataclass(slots=True)
class _Draft:
    number: str
    label: str
    kind: ClauseKind
    title: str
    under: str
    page: int | None
    parts: list[Part] = field(default_factory=list)

    def clause(self) -> Clause:
        return Clause(
            number=self.number,
            label=self.label,
            kind=self.kind,
            title=self.title,
            under=self.under,
            page=self.page,
            parts=tuple(self.parts),
        )


def split(source: SourceText) -> Split:
    """The clauses of a text, by the numbering it uses most."""
    lines = [line.model_copy(update={"text": clean(line.text)}) for line in source.lines]
    lines = [line for line in lines if line.text or line.cells]
    style = _style(lines)
    walker = {"articles": _Articles, "sections": _Sections, "outline": _Outline}[style]()
    for line in lines:
        walker.take(line)
    clauses = tuple(d.clause() for d in walker.drafts)
    problems = [*walker.problems, *(p for c in clauses for p in slips_of(c))]
    if not clauses:
        problems.append(TextProblem(kind="unread", clause="", message="没有找到条款编号，整篇没有拆开"))
    return Split(style, clauses, tuple(problems), walker.stated(), tuple(walker.front))


def clean(text: str) -> str:
    """Full-width digits to half width, no blanks inside Chinese or a clause number."""
    text = "".join(
        unicodedata.normalize("NFKC", c) if ("！" <= c <= "～" and c.isalnum()) or c == "．" else c for c in text
    )
    return _SPACED.sub("", _SPACED_NUMBER.sub(".", text.replace("\u3000", " "))).strip()


def _style(lines: Iterable[SourceLine]) -> Style:
    lines = list(lines)
    articles = sum(numbering.article(line.text) is not None for line in lines)
    sections = sum(1 for line in lines if (m := numbering.section(line.text)) and ("." in m.number))
    if articles >= 3 and articles >= sections:
        return "articles"
    return "sections" if sections >= 5 else "outline"


class _Walker:
    """Takes the lines in order; a line that begins no clause belongs to the open one."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self.problems: list[TextProblem] = []
        self.front: list[str] = []
        self.under = ""
        self.last = ""

    def take(self, line: SourceLine) -> None:
        raise NotImplementedError

    def stated(self) -> int:
        raise NotImplementedError

    def open(
        self, mark: numbering.Mark, kind: ClauseKind, line: SourceLine, *, title: str = "", text: str = ""
    ) -> None:
        self.drafts.append(_Draft(mark.number, mark.label, kind, title, self.under, line.page))
        if text:
            self.add(text)

    def add(self, text: str) -> None:
        if not self.drafts:
            self.front.append(text)
            return
        self.drafts[-1].parts.append(Part(number=numbering.item(text), text=text))

    def tell(self, kind: Literal["gap", "duplicate", "order"], clause: str, message: str) -> None:
        self.problems.append(TextProblem(kind=kind, clause=clause, message=message))


class _Articles(_Walker):
    def take(self, line: SourceLine) -> None:
        mark = numbering.article(line.text)
        if mark and self._accepts(mark, line):
            self._report(mark)
            self.last = mark.number
            self.open(mark, "article", line, text=mark.rest)
            return
        chapter = numbering.chapter(line.text)
        if chapter:
            self.under = chapter.label
        elif not line.text.startswith(("<!--", "---")):
            self.add(line.text or " ".join(line.cells))

    def _accepts(self, mark: numbering.Mark, line: SourceLine) -> bool:
        step = self._step(mark)
        return line.heading or -1 < step <= _MOST_SKIPPED or not self.last

    def _step(self, mark: numbering.Mark) -> int:
        return int(mark.number.split("-")[0]) - int((self.last or "0").split("-")[0])

    def _report(self, mark: numbering.Mark) -> None:
        step = self._step(mark)
        if step == 0 and mark.number == self.last:
            self.tell("duplicate", mark.number, f"{mark.label}出现了两次")
        elif step < 0:
            self.tell("order", mark.number, f"{mark.label}排在第{self.last}条之后")
        elif step > 1:
            missing = "、".join(
                str(n) for n in range(int(mark.number.split("-")[0]) - step + 1, int(mark.number.split("-")[0]))
            )
            self.tell("gap", mark.number, f"缺第 {missing} 条")

    def stated(self) -> int:
        """The number of the last article, articles added in between (之一) counted too."""
        numbers = [d.number for d in self.drafts]
        return max((int(n.split("-")[0]) for n in numbers), default=0) + sum("-" in n for n in set(numbers))


class _Sections(_Walker):
    def __init__(self) -> None:
        super().__init__()
        self.missing = 0

    def take(self, line: SourceLine) -> None:
        mark = numbering.section(line.text)
        if mark and mark.number == self.last and self.drafts and not self.drafts[-1].parts:
            self._name(mark.rest)  # 「## 6.3.5」 and below it 「6.3.5 应急支援」
        elif mark and self._accepts(mark, line):
            self._report(mark)
            self.last = mark.number
            self.open(mark, "annex" if mark.sort == "annex" else "section", line)
            self._name(mark.rest)
        elif not line.text.startswith(("<!--", "---")):
            self.add(line.text or " | ".join(line.cells))

    def _name(self, rest: str) -> None:
        """A short rest without a full stop is the title, a longer one the text."""
        if rest and (len(rest) > 40 or rest.endswith(("。", "；", "："))):
            self.add(rest)
        elif rest:
            self.drafts[-1].title = rest

    def _accepts(self, mark: numbering.Mark, line: SourceLine) -> bool:
        if mark.sort == "annex" or line.heading:
            return True
        if numbering.follows(self.last, mark.number):
            return "." in mark.number or len(mark.rest) <= 30
        left_out = numbering.between(self.last, mark.number)
        return 0 < len(left_out) <= _MOST_SKIPPED and "." in mark.number and len(mark.rest) <= 30

    def _report(self, mark: numbering.Mark) -> None:
        if any(d.number == mark.number for d in self.drafts):
            self.tell("duplicate", mark.number, f"{mark.label} 出现了两次")
        elif self.last and mark.sort == "section" and not mark.number.startswith("附录"):
            left_out = numbering.between(self.last, mark.number)
            if left_out:
                self.missing += len(left_out)
                self.tell("gap", mark.number, f"缺 {'、'.join(left_out)}")

    def stated(self) -> int:
        return len({d.number for d in self.drafts if d.kind == "section"}) + self.missing


class _Outline(_Walker):
    """「一、（二）3.」: the number of a part is the path to it; rows of the tables of an annex are clauses."""

    def __init__(self) -> None:
        super().__init__()
        self.path = ["", "", ""]
        self.counts = [0, 0, 0]
        self.annex: numbering.Mark | None = None
        self.missing = 0

    def take(self, line: SourceLine) -> None:
        if line.cells and self.annex:
            self._row(line)
            return
        mark = numbering.outline(line.text)
        if mark and mark.sort == "attachment" and len(line.text) <= 30 and (self.drafts or line.heading):
            self._attachment(mark, line)
        elif mark and mark.sort == "box":
            self.open(mark, "part", line, title=mark.rest)
        elif mark and not self.annex and self._accepts(mark):
            self._part(mark, line)
        else:
            self.add(line.text or " | ".join(line.cells))

    def _attachment(self, mark: numbering.Mark, line: SourceLine) -> None:
        mark = numbering.Mark(mark.sort, f"附件{mark.number}", f"附件{mark.number}", mark.rest)
        self.annex = mark
        self.open(mark, "annex", line, title=mark.rest)

    def _row(self, line: SourceLine) -> None:
        assert self.annex
        cells = [c.strip() for c in dict.fromkeys(line.cells) if c.strip()]
        if len(cells) > 1:
            title = "·".join(re.sub(r"\s", "", c) for c in cells[:-1] if len(c) <= 20)
            self.open(
                numbering.Mark("row", f"{self.annex.number}·{title}", f"{self.annex.label} {title}", ""),
                "row",
                line,
                title=title,
            )
            for cell in cells:
                if len(cell) > 20 or cell == cells[-1]:
                    self.add(cell)

    def _level(self, mark: numbering.Mark) -> int:
        return {"top": 0, "second": 1, "third": 2}[mark.sort]

    def _value(self, mark: numbering.Mark) -> int:
        return numbering.number(mark.number)

    def _accepts(self, mark: numbering.Mark) -> bool:
        level, value = self._level(mark), self._value(mark)
        return (level == 0 or bool(self.path[0])) and 1 <= value - self.counts[level] <= 2

    def _part(self, mark: numbering.Mark, line: SourceLine) -> None:
        level, value = self._level(mark), self._value(mark)
        name = f"({mark.number})" if level == 1 else mark.number
        self.path[level:] = [name] + [""] * (2 - level)
        if value - self.counts[level] == 2:
            self.missing += 1
            self.tell("gap", "".join(self.path), f"{''.join(self.path)} 之前缺一项")
        self.counts[level:] = [value] + [0] * (2 - level)
        path = "".join(self.path)
        title, _, rest = mark.rest.partition("。")
        long = len(title) > 40
        label = path.replace("(", "（").replace(")", "）")
        self.open(
            numbering.Mark("part", path, label, ""),
            "part",
            line,
            title="" if long else title,
            text=mark.rest if long else rest,
        )

    def stated(self) -> int:
        return len({d.number for d in self.drafts if d.kind == "part"}) + self.missing
