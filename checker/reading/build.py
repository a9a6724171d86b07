"""From the blocks of a file to the plan: furniture, contents, paragraphs, headings, units, tables, identity."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from pathlib import PurePath

from checker.plan import ContentsEntry, Paragraph, Plan, Role, Section, Source, Table, Unit
from checker.reading import (
    attachments,
    candidates,
    contents,
    furniture,
    headings,
    identity,
    lines,
    names,
    split,
    tables,
    tree,
    units,
)
from checker.reading.drafts import Draft, dense, from_raw
from checker.reading.numbering import LabelKind, fold
from checker.reading.options import ReadOptions
from checker.reading.raw import RawDocument
from checker.reading.wording import wording

_SCOPE = ("适用范围", "企业概况", "单位概况", "公司概况", "基本情况", "项目概况", "工程概况")


@dataclass(slots=True)
class _Layout:
    """Paragraphs of the plan and where each draft ended up: draft index → paragraph index."""

    paragraphs: list[Paragraph]
    tables: list[Table]
    place: dict[int, int]


def build(raw: RawDocument, name: str, digest: str, options: ReadOptions) -> Plan:
    """The plan in a file whose blocks are `raw`; `digest` is the file's SHA-256."""
    drafts, _ = furniture.drop(from_raw(raw))
    contents.mark(drafts)
    drafts = split.split(lines.join(drafts))
    contents.mark(drafts)
    drafts = attachments.join_titles(drafts)
    listed = [
        (i, e) for i, d in enumerate(drafts) if d.role == "contents" and (e := contents.entry(d.text)) is not None
    ]
    first_heading = _first_heading(drafts)
    front = identity.front_of(drafts, first_heading)
    hints = [h for h in (raw.title, PurePath(name).stem) if re.search("[\u4e00-\u9fff]", h)]
    enterprise = identity.is_enterprise(drafts, front, hints, options)
    starts = units.find(drafts, enterprise)
    nodes = _tree(drafts, starts, [e for _, e in listed], first_heading)
    scope = _scope(drafts, nodes)
    clues = identity.Clues(drafts, front, hints, [s.title for s in starts], scope)
    who = identity.identify(clues, enterprise, options)
    layout = _lay_out(drafts, {n.index for n in nodes} | {s.index for s in starts})
    found, shared = _units(drafts, nodes, starts, layout, who.title, who.organisation, enterprise, options)
    source = Source(
        file=name,
        sha256=digest,
        format=raw.format,
        pages=raw.pages,
        characters=sum(len(dense(p.text)) for p in layout.paragraphs),
        unreadable_pages=raw.unreadable,
        ocr_pages=raw.ocr_pages,
    )
    entries = tuple(ContentsEntry(e.number, e.title, e.page, layout.place[i]) for i, e in listed)
    return Plan(source, who, tuple(layout.paragraphs), tuple(layout.tables), found, shared, entries, raw.warnings)


def _first_heading(drafts: list[Draft]) -> int:
    """Where the plan proper begins: its first numbered or styled opening heading after the contents."""
    for index, draft in enumerate(drafts):
        if draft.is_text:
            label, words = candidates.label_of(draft)
            plain = fold(dense(words))
            numbered = (
                label is not None
                and label.last == 1
                and label.kind in (LabelKind.DECIMAL, LabelKind.CHAPTER, LabelKind.HAN)
            )
            if (numbered and headings.is_title_like(words, 20)) or (
                plain in ("总则", "适用范围") and len(draft.text) < 20
            ):
                return index
    return len(drafts)


def _tree(
    drafts: list[Draft], starts: list[units.Start], listed: list[contents.Entry], first_heading: int
) -> list[tree.Node]:
    seen = headings.look(drafts, listed)
    taken = {s.index for s in starts}
    found = [c for c in headings.candidates(drafts, seen) if c.index not in taken and not _is_cover(c, first_heading)]
    known = {c.index for c in found}
    over = {i for s in starts for i in range(s.first, s.index) if units.is_divider(drafts[i])} - known
    found += [candidates.Candidate(i, *candidates.label_of(drafts[i]), candidates.Strength.SURE) for i in over]
    found.sort(key=lambda c: c.index)
    return tree.build(found, [i for s in starts for i in (s.first, s.index)])


def _is_cover(candidate: candidates.Candidate, first_heading: int) -> bool:
    """A title, a company's name or a notice on the cover, set large or styled as a heading: none of the plan's text."""
    if candidate.label is not None:
        return candidate.label.kind is LabelKind.ATTACHMENT and candidate.index < first_heading
    plain = fold(dense(candidate.title))
    if candidate.index >= first_heading or plain in wording().front_matter:
        return False
    return candidate.outline is None or plain.endswith(("预案", "方案", "通知")) or names.is_cover_line(plain)


def _scope(drafts: list[Draft], nodes: list[tree.Node]) -> str:
    """The text of the sections that say who the plan is for, at most 1500 characters."""
    ends = {n.index: nodes[i + 1].index if i + 1 < len(nodes) else len(drafts) for i, n in enumerate(nodes)}
    parts = [d.text for n in nodes if dense(n.title).endswith(_SCOPE) for d in drafts[n.index + 1 : ends[n.index]]]
    return "".join(parts)[:1500]


def _lay_out(drafts: list[Draft], heads: set[int]) -> _Layout:
    layout = _Layout([], [], {})
    position = {id(d): i for i, d in enumerate(drafts)}
    joined = tables.join(drafts)
    for order, item in enumerate(joined):
        if isinstance(item, tables.Joined):
            _add_table(layout, item, joined[order - 1] if order else None)
            continue
        index = position[id(item)]
        following = joined[order + 1] if order + 1 < len(joined) else None
        role: Role = item.role
        if index in heads:
            role = "heading"
        elif role == "body" and tables.is_caption(item, isinstance(following, tables.Joined)):
            role = "caption"
        label, _ = candidates.label_of(item) if item.role == "body" else (None, "")
        number = item.number or (label.text if label is not None and label.kind is not LabelKind.BULLET else "")
        layout.paragraphs.append(
            Paragraph(len(layout.paragraphs) + 1, item.text, role, item.page, tuple(item.breaks), number)
        )
        layout.place[index] = len(layout.paragraphs)
    _place_tables(drafts, layout)
    return layout


def _add_table(layout: _Layout, table: tables.Joined, above: Draft | tables.Joined | None) -> None:
    number = len(layout.tables)
    first = len(layout.paragraphs) + 1
    body: list[int] = []
    rows: list[tuple[str, ...]] = []
    for position, (row, page) in enumerate(zip(table.rows, table.pages, strict=True)):
        layout.paragraphs.append(Paragraph(len(layout.paragraphs) + 1, tables.render(row), "row", page, table=number))
        if (position == 0 and table.header) or position in table.repeats:
            continue
        rows.append(row)
        body.append(len(layout.paragraphs))
    title = above.text if isinstance(above, Draft) and tables.is_caption(above, True) else ""
    layout.tables.append(Table(number, table.header, tuple(rows), tuple(body), first, len(layout.paragraphs), title))


def _place_tables(drafts: list[Draft], layout: _Layout) -> None:
    """Drafts that became table rows stand where the next paragraph before them ended."""
    last = 0
    for index in range(len(drafts)):
        last = layout.place.setdefault(index, last + 1 if drafts[index].table is not None else last)


def _units(
    drafts: list[Draft], nodes: list[tree.Node], starts: list[units.Start], layout: _Layout,
    title: str, organisation: str, enterprise: bool, options: ReadOptions,
) -> tuple[tuple[Unit, ...], tuple[tuple[int, int], ...]]:  # fmt: skip
    total = len(layout.paragraphs)
    starts = _with_leading(starts, nodes, title)
    bounds = [1, *(layout.place[s.first] for s in starts[1:]), total + 1]
    found: list[Unit] = []
    local = units.is_township(drafts)
    for number, (first, after) in enumerate(itertools.pairwise(bounds), start=1):
        start = starts[number - 1] if starts else None
        own = [n for n in nodes if first <= layout.place[n.index] < after]
        name = (
            start.title
            if start is not None and (len(starts) > 1 or not title)
            else (title or (start.title if start else ""))
        )
        kind, reason = units.kind_of(name, [fold(dense(n.title)) for n in own], enterprise, organisation, local)
        if options.kind is not None:
            kind, reason = options.kind, "用户指定"
        page = layout.paragraphs[(layout.place.get(start.index, first) if start else first) - 1].page if total else None
        sections = _sections(f"u{number}", own, layout, after - 1)
        found.append(Unit(f"u{number}", kind, name, page, first, after - 1, sections, reason))
    return tuple(found), _shared(found, starts, nodes, layout, total)


def _with_leading(starts: list[units.Start], nodes: list[tree.Node], title: str) -> list[units.Start]:
    """A plan without a title of its own that stands before the first titled one: 总则 … before the special plans."""
    if not starts:
        return []
    before = [n for n in nodes if n.index < starts[0].first and n.label is not None]
    if len(before) >= 6 and title:
        return [units.Start(-1, 0, title), *starts]
    return starts


def _shared(
    found: list[Unit], starts: list[units.Start], nodes: list[tree.Node], layout: _Layout, total: int
) -> tuple[tuple[int, int], ...]:
    if len(found) < 2 or not found[0].kind.is_enterprise:
        return ()  # plans of a government bound together share nothing
    shared: list[tuple[int, int]] = []
    head = layout.place[starts[0].first] - 1 if starts[0].index >= 0 else 0
    if head > 0:
        shared.append((1, head))
    tail = next((n.index for n in nodes if n.level == 1 and n.index > starts[-1].index + 1 and _is_attachment(n)), None)
    if tail is not None:
        shared.append((layout.place[tail], total))
    return tuple(shared)


def _is_attachment(node: tree.Node) -> bool:
    return (node.label is not None and node.label.kind is LabelKind.ATTACHMENT) or dense(node.title) in ("附件", "附录")


def _sections(unit: str, nodes: list[tree.Node], layout: _Layout, end: int) -> tuple[Section, ...]:
    ids = {n.index: f"{unit}.{i}" for i, n in enumerate(nodes, start=1)}
    out: list[Section] = []
    for position, node in enumerate(nodes):
        after = next((layout.place[n.index] - 1 for n in nodes[position + 1 :] if n.level <= node.level), end)
        label = node.label.text if node.label else ""
        title = " ".join(node.title.split()) or label
        paragraph = layout.place[node.index]
        page = layout.paragraphs[paragraph - 1].page
        parent = ids.get(node.parent) if node.parent is not None else None
        out.append(Section(ids[node.index], unit, label, title, node.level, page, paragraph, after, parent))
    return tuple(out)
