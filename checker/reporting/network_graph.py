"""The references of a network as one SVG: plans in rows by level, lines by state; readable with a hundred plans.

Drawn here, without a library or a network; `data-` attributes let the page's script light up one plan's lines.
"""

from __future__ import annotations

import math
from xml.sax.saxutils import escape, quoteattr

from checker.network import LEVEL_LABELS, Network, NetworkPlan
from checker.reporting.view import clean

BOX_W, BOX_H, GAP_X, GAP_Y, LEFT = 168, 40, 14, 56, 70
PER_ROW = 7  # boxes in a row; more of one level wrap
READABLE = 900  # pixels; a narrower screen scrolls instead of shrinking the titles
MANY = 80  # references; more of them are drawn fainter, one plan's light up when it is chosen
LINE = 11  # characters of a title in one line of a box
COLOURS = {"linked": "#5b7083", "outdated": "#b54708"}


def graph_svg(network: Network, only: frozenset[str] = frozenset()) -> str:
    """The graph as SVG text; `only`: just these plans and what they are tied to."""
    plans = [p for p in network.plans if not only or p.id in only or _tied(network, p.id, only)]
    at, height = _places(plans)
    width = LEFT + PER_ROW * (BOX_W + GAP_X)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="预案之间的引用" class="graph" style="min-width:{READABLE}px;max-width:100%;height:auto">',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="context-stroke"/></marker></defs>',
        *_level_labels(plans, at),
        *_lines(network, at),
        *(_box(p, *at[p.id], p.id in network.orphans) for p in plans),
        "</svg>",
    ]
    return "".join(parts)


def _tied(network: Network, plan: str, only: frozenset[str]) -> bool:
    return any(
        (r.source == plan and r.target in only) or (r.target == plan and r.source in only) for r in network.references
    )


def _places(plans: list[NetworkPlan]) -> tuple[dict[str, tuple[int, int]], int]:
    at: dict[str, tuple[int, int]] = {}
    y = GAP_Y // 2  # room for the arcs between plans of the first row
    for level in LEVEL_LABELS:
        row = sorted((p for p in plans if p.level == level), key=lambda p: (not p.upper, p.region, p.event))
        for i, plan in enumerate(row):
            at[plan.id] = (LEFT + (i % PER_ROW) * (BOX_W + GAP_X), y + (i // PER_ROW) * (BOX_H + GAP_Y))
        y += math.ceil(len(row) / PER_ROW) * (BOX_H + GAP_Y)
    return at, max(y, BOX_H)


def _level_labels(plans: list[NetworkPlan], at: dict[str, tuple[int, int]]) -> list[str]:
    out = []
    for level, label in LEVEL_LABELS.items():
        rows = [at[p.id][1] for p in plans if p.level == level]
        if rows:
            out.append(f'<text x="4" y="{min(rows) + BOX_H // 2 + 4}" class="level" font-size="13">{label}</text>')
    return out


def _lines(network: Network, at: dict[str, tuple[int, int]]) -> list[str]:
    out = []
    usual = 0.3 if len(network.references) > MANY else 0.6
    faint = {p.id for p in network.plans if p.kind == "gov-master"}  # nearly every plan rests on one
    for r in network.references:
        if r.source not in at or r.target not in at:
            continue
        (x1, y1), (x2, y2) = at[r.source], at[r.target]
        up = y1 > y2
        start = (x1 + BOX_W // 2, y1 if up else y1 + BOX_H)
        end = (x2 + BOX_W // 2, y2 + BOX_H if up else y2)
        if y1 == y2:
            start, end = (x1 + BOX_W // 2, y1), (x2 + BOX_W // 2, y2)
        bend = (start[1] + end[1]) // 2 if y1 != y2 else y1 - GAP_Y // 2
        colour = COLOURS.get(r.status, COLOURS["linked"])
        dash = ' stroke-dasharray="5 4"' if r.status == "outdated" else ""
        opacity = 0.15 if r.target in faint or r.source in faint else usual
        out.append(
            f'<path class="line" data-a="{r.source}" data-b="{r.target}" d="M{start[0]} {start[1]}'
            f'C{start[0]} {bend} {end[0]} {bend} {end[0]} {end[1]}" fill="none" stroke="{colour}" '
            f'stroke-width="1.3" opacity="{opacity}" marker-end="url(#tip)"{dash}/>'
        )
    return out


def _box(plan: NetworkPlan, x: int, y: int, orphan: bool) -> str:
    title = clean(plan.title)
    lines = [title[i : i + LINE] for i in range(0, min(len(title), 2 * LINE), LINE)]
    if len(title) > 2 * LINE:
        lines[-1] = lines[-1][:-1] + "…"
    edge = "#1f4e79" if plan.upper else "#b42318" if orphan else "#8a99a8"
    dash = ' stroke-dasharray="4 3"' if orphan else ""
    words = "".join(
        f'<text x="{x + BOX_W // 2}" y="{y + 17 + 15 * i}" text-anchor="middle" font-size="12">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )
    return (
        f'<g class="box" data-id="{plan.id}" tabindex="0" role="button" aria-label={quoteattr(title)}>'
        f"<title>{escape(title)}</title>"
        f'<rect x="{x}" y="{y}" width="{BOX_W}" height="{BOX_H}" rx="6" stroke="{edge}" '
        f'stroke-width="{2 if plan.upper else 1}"{dash}/>{words}</g>'
    )
