"""Candidates put into a tree by the numbering logic; what does not fit is no heading."""

from __future__ import annotations

from dataclasses import dataclass

from checker.reading.candidates import Candidate, Strength
from checker.reading.numbering import Label, LabelKind, fold
from checker.reading.wording import wording


@dataclass(slots=True)
class Node:
    """A heading in the tree: `level` counts from 1, `parent` is the index of its parent's draft."""

    index: int
    label: Label | None
    title: str
    level: int
    parent: int | None
    outline: int | None
    front: bool = False
    weight: float = 0.0


_RANK = {
    LabelKind.ATTACHMENT: 0,
    LabelKind.CHAPTER: 1,
    LabelKind.SECTION: 2,
    LabelKind.HAN: 3,
    LabelKind.HAN_PAREN: 4,
    LabelKind.FIGURE: 5,
    LabelKind.PAREN: 6,
    LabelKind.HALF_PAREN: 7,
    LabelKind.CIRCLED: 8,
}


def build(candidates: list[Candidate], starts: list[int]) -> list[Node]:
    """The headings among the candidates with level and parent; the tree begins anew at every index in `starts`."""
    levels = {c.outline for c in candidates if c.outline is not None}
    builder = _Builder(trust_outline=len(levels) > 1)
    bounds = sorted(starts)
    for position, candidate in enumerate(candidates):
        while bounds and candidate.index >= bounds[0]:
            builder.stack.clear()
            bounds.pop(0)
        builder.add(candidate, candidates[position + 1 : position + 4])
    return builder.nodes


def _owns_next(label: Label, ahead: list[Candidate]) -> bool:
    """Whether the next decimal heading is the label's own first child: 5.1 after 5."""
    for candidate in ahead:
        if candidate.label is not None and candidate.label.kind is LabelKind.DECIMAL:
            return candidate.label.values == (*label.values, 1)
    return False


class _Builder:
    def __init__(self, trust_outline: bool) -> None:
        self.trust_outline = trust_outline
        self.stack: list[Node] = []
        self.nodes: list[Node] = []

    def add(self, candidate: Candidate, ahead: list[Candidate]) -> None:
        keep = self._depth(candidate, ahead)
        if keep is None or self._repeats(candidate):
            return
        del self.stack[keep:]
        parent = self.stack[-1] if self.stack else None
        node = Node(
            candidate.index,
            candidate.label,
            candidate.title,
            len(self.stack) + 1,
            parent.index if parent else None,
            candidate.outline,
            fold("".join(candidate.title.split())) in wording().front_matter,
            candidate.weight,
        )
        self.stack.append(node)
        self.nodes.append(node)

    def _repeats(self, candidate: Candidate) -> bool:
        """A title printed again below `附件4 …` that already names it."""
        if candidate.label is not None or not self.stack:
            return False
        top = self.stack[-1]
        if not top.title and top.label is not None and top.label.kind is LabelKind.ATTACHMENT:
            top.title = candidate.title  # the title of the attachment, away from its label
            return True
        return "".join(candidate.title.split()) == "".join(top.title.split())

    def _depth(self, candidate: Candidate, ahead: list[Candidate]) -> int | None:
        """How many entries of the stack stay above the candidate; None when it fits nowhere."""
        label = candidate.label
        self._leave_front_matter()
        if label is not None and label.kind is LabelKind.DECIMAL and label.depth > 1:
            exact = self._prefix(label)
            if exact is not None:
                return exact
        if label is not None and label.kind is LabelKind.ATTACHMENT:
            return self._attachment(candidate)
        if candidate.outline is not None and self.trust_outline:
            return self._by_outline(candidate.outline, label)
        if label is None:
            return self._unnumbered(candidate)
        if label.kind is LabelKind.DECIMAL:
            return self._decimal(label, candidate) if label.depth > 1 else self._arabic(label, candidate, ahead)
        return self._ranked(label)

    def _leave_front_matter(self) -> None:
        """A preface or an approval page has no headings below it."""
        if len(self.stack) == 1 and self.stack[0].label is None and self.stack[0].front:
            self.stack.clear()

    def _by_outline(self, outline: int, label: Label | None) -> int:
        numbered = label is not None and label.kind not in (LabelKind.ATTACHMENT, LabelKind.CHAPTER)
        for i, node in enumerate(self.stack):
            attachment = node.label is not None and node.label.kind is LabelKind.ATTACHMENT
            if (
                node.outline is not None
                and node.outline >= outline
                and not (attachment and numbered and node.outline == outline)
            ):
                return i
        styled = [i for i, node in enumerate(self.stack) if node.outline is not None]
        keep = styled[-1] + 1 if styled else 0
        while numbered and keep < len(self.stack) and self.stack[keep].label is None:
            keep += 1  # an unnumbered title inside an attachment stands over the numbered headings below it
        return keep

    def _prefix(self, label: Label) -> int | None:
        """Just below the decimal heading the label continues, or below the chapter of its first number."""
        for i in range(len(self.stack) - 1, -1, -1):
            other = self.stack[i].label
            if other is not None and other.kind is LabelKind.DECIMAL and other.values == label.values[:-1]:
                return i + 1
        for i in range(len(self.stack) - 1, -1, -1):
            other = self.stack[i].label
            chapter = other is not None and other.kind in (LabelKind.CHAPTER, LabelKind.HAN, LabelKind.ATTACHMENT)
            if chapter and other is not None and label.depth == 2 and other.last == label.values[0]:
                return i + 1
        return None

    def _decimal(self, label: Label, candidate: Candidate) -> int | None:
        """A decimal number whose parent was not seen: beside its sibling, or below what shares most of it."""
        for i in range(len(self.stack) - 1, -1, -1):
            other = self.stack[i].label
            if other is None or other.kind is not LabelKind.DECIMAL:
                continue
            if other.depth == label.depth and other.values[:-1] == label.values[:-1]:
                return i
            if other.depth < label.depth and other.values == label.values[: other.depth]:
                return i + 1
        if candidate.strength is Strength.WEAK and label.last != 1:
            return None
        for i, node in enumerate(self.stack):
            other = node.label
            if other is not None and other.kind is LabelKind.DECIMAL and other.depth >= label.depth:
                return i
        tops = [i for i, n in enumerate(self.stack) if n.label is None or n.label.kind is not LabelKind.DECIMAL]
        return tops[-1] + 1 if tops else 0

    def _arabic(self, label: Label, candidate: Candidate, ahead: list[Candidate]) -> int | None:
        """A bare number: the next of a running series, of the outer one when its own 5.1 follows; or a new series."""
        running = [
            i for i, n in enumerate(self.stack) if n.label and n.label.kind is LabelKind.DECIMAL and n.label.depth == 1
        ]
        fits = [i for i in running if self.stack[i].label.last + 1 == label.last]  # type: ignore[union-attr]
        owned = _owns_next(label, ahead)
        if fits:
            return fits[0] if owned or len(fits) == 1 else self._same_style(fits, label)
        if label.last == 1:
            return len(self.stack) if not running or not owned else running[0]
        skipped = [i for i in running if 0 < label.last - self.stack[i].label.last <= 3]  # type: ignore[union-attr]
        if skipped and (owned or candidate.strength is not Strength.WEAK):
            return skipped[0]
        if candidate.strength is Strength.WEAK and not owned:
            return None
        return running[0] if running else (0 if not self.stack or owned else len(self.stack))

    def _same_style(self, fits: list[int], label: Label) -> int:
        def style(text: str) -> str:
            return text.lstrip("0123456789").strip()

        alike = [i for i in fits if self.stack[i].label and style(self.stack[i].label.text) == style(label.text)]  # type: ignore[union-attr]
        return alike[-1] if alike else fits[-1]

    def _attachment(self, candidate: Candidate) -> int:
        """At the top; below a heading `附件` of its own, and 附件1-1 below 附件1."""
        top = self.stack[0] if self.stack else None
        label = candidate.label
        if top is None or label is None:
            return 0
        if top.label is not None and top.label.kind is LabelKind.ATTACHMENT:
            return 1 if label.depth == 2 and top.label.values == label.values[:1] else 0
        bare = "".join(top.title.split()) in ("附件", "附录", "附则与附件", "预案附件", "应急预案附件")
        return (
            1 if bare and (candidate.outline is None or top.outline is None or candidate.outline > top.outline) else 0
        )

    def _ranked(self, label: Label) -> int:
        rank = _RANK[label.kind]
        for i, node in enumerate(self.stack):
            other = node.label
            if label.kind is LabelKind.CHAPTER and other is not None and other.kind is LabelKind.DECIMAL:
                return i  # 第四部分 after 4.2 ends its chapter
            if other is None or other.kind is LabelKind.DECIMAL:
                continue
            if other.kind is label.kind or _RANK[other.kind] > rank:
                return i
        return len(self.stack)

    def _unnumbered(self, candidate: Candidate) -> int:
        if candidate.strength is Strength.SURE:
            return 0
        for i, node in enumerate(self.stack):
            if node.label is None and node.outline is None and node.weight <= candidate.weight + 0.1:
                return i
        return len(self.stack)
