"""The tables of a network, said once for HTML, Excel and the page."""

from __future__ import annotations

from dataclasses import dataclass

from checker.network import LEVEL_LABELS, REFERENCE_LABELS, Network
from checker.reporting.connections import place, word
from checker.reporting.view import kind_label

MATRIX = "预案 × 衔接事项"
STATES = {"clear": "✓ 清楚", "conflict": "✗ 冲突", "no-lead": "？ 没有读出", "hole": "✗ 空缺"}


@dataclass(frozen=True, slots=True)
class NetworkTable:
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def network_tables(network: Network) -> tuple[NetworkTable, ...]:
    return (
        matrix(network),
        _responsibilities(network),
        _duties(network),
        _due(network),
        _references(network),
        _unanswered(network),
        _alone(network),
        _unread(network),
    )


def titles(network: Network) -> dict[str, str]:
    return {p.id: p.title for p in network.plans}


def summary(network: Network) -> tuple[tuple[str, str], ...]:
    """The figures at the top of every output."""
    gaps = sum(c.verdict.is_gap for c in network.cells)
    broken = sum(r.status in ("missing", "outdated") for r in network.references)
    conflicts = sum(r.state == "conflict" for r in network.responsibilities)
    holes = sum(r.state == "hole" for r in network.responsibilities)
    covered = "上级预案没有列名录" if network.coverage is None else f"{network.coverage:.0%}（{_share(network)}）"
    return (
        ("上级预案", network.upper),
        ("预案", f"{len(network.plans) - 1} 个，{len(network.unread)} 个没有读出"),
        ("没有衔接好的事项", f"{gaps} 处"),
        ("引用", f"{len(network.references)} 处，其中 {broken} 处过期或没有查到"),
        ("孤立的预案", f"{len(network.orphans)} 个"),
        ("牵头单位冲突 / 空缺", f"{conflicts} / {holes}"),
        ("职责冲突", f"{len(network.duty_conflicts)} 处"),
        ("应有预案覆盖率", covered),
    )


def _share(network: Network) -> str:
    return f"{sum(bool(d.plan) for d in network.due)}/{len(network.due)}"


def matrix(network: Network) -> NetworkTable:
    """Plans × items, with the word of the verdict in each cell."""
    cells = {(c.plan, c.item): c for c in network.cells}
    rows = []
    for plan in network.plans:
        if plan.upper:
            continue
        marks = tuple(word(cells[plan.id, i].verdict) if (plan.id, i) in cells else "" for i in network.items)
        rows.append((plan.title, kind_label(plan.kind), LEVEL_LABELS[plan.level], *marks))
    columns = ("预案", "类型", "层级", *network.items.values())
    return NetworkTable(
        MATRIX, "每格是这个预案在这个事项上最差的一处；不归这个上级预案管的写“不适用”。", columns, tuple(rows)
    )


def _responsibilities(network: Network) -> NetworkTable:
    names = titles(network)
    rows = tuple(
        (
            r.event_name,
            LEVEL_LABELS[r.level],
            r.region,
            "、".join(r.leads),
            "、".join(r.wanted),
            "；".join(names[p] for p in r.plans),
            STATES[r.state],
            r.reason,
        )
        for r in network.responsibilities
    )
    columns = ("事件", "层级", "地区", "预案写的牵头单位", "上级预案定的", "预案", "状态", "说明")
    return NetworkTable("事件 × 层级：谁牵头", "同一地区、同一层级、同一种事件应当只有一个说法。", columns, rows)


def _duties(network: Network) -> NetworkTable:
    """One row for each plan's side of a conflict, so that the two wordings stand below one another."""
    names = titles(network)
    rows = tuple(
        (
            c.event_name,
            LEVEL_LABELS[c.level],
            c.region,
            c.duty or "牵头处置",
            names[claim.plan],
            "、".join(claim.leads),
            place(claim.evidence) if claim.evidence else "",
            c.reason,
        )
        for c in network.duty_conflicts
        for claim in c.claims
    )
    columns = ("事件", "层级", "地区", "任务", "预案", "交给谁牵头", "位置", "说明")
    return NetworkTable(
        "同一任务的不同说法", "同一地区、同一种事件里的同一件事，几个预案交给了不同单位。", columns, rows
    )


def _due(network: Network) -> NetworkTable:
    names = titles(network)
    rows = tuple(
        (d.title, "、".join(d.leads), names.get(d.plan, ""), "✓ 有" if d.plan else "✗ 没有") for d in network.due
    )
    return NetworkTable(
        "应有的预案", "上级预案名录里列出的预案。", ("名录里的预案", "牵头单位", "对应的预案", "覆盖"), rows
    )


def _references(network: Network) -> NetworkTable:
    names = titles(network)
    rows = tuple(
        (
            names[r.source],
            r.name,
            names.get(r.target, ""),
            REFERENCE_LABELS[r.status],
            "是" if r.answered else "",
            place(r.evidence) if r.evidence else "",
        )
        for r in network.references
    )
    return NetworkTable("引用", "谁点名了谁。", ("预案", "点名的预案", "对应", "状态", "对方也点名", "位置"), rows)


def _unanswered(network: Network) -> NetworkTable:
    names = titles(network)
    rows = tuple(
        (names[r.source], names[r.target], place(r.evidence) if r.evidence else "") for r in network.unanswered
    )
    return NetworkTable(
        "只有一方点名", "同级预案之间，一方写了衔接，另一方没有写。", ("预案", "没有回应的预案", "位置"), rows
    )


def _alone(network: Network) -> NetworkTable:
    names = titles(network)
    rows = [("孤立", names[p], "没有点名本批的预案，也没有被点名") for p in network.orphans]
    rows += [("循环", " → ".join(names[p] for p in group), "互为依据") for group in network.cycles]
    return NetworkTable("孤立和循环", "", ("情况", "预案", "说明"), tuple(rows))


def _unread(network: Network) -> NetworkTable:
    return NetworkTable("没有读出的文件", "", ("文件", "原因"), tuple((u.file, u.reason) for u in network.unread))
