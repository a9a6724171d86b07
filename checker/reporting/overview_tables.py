"""The tables of an overview, said once for HTML, Excel and the page."""

from __future__ import annotations

from collections.abc import Iterator

from checker.report import Verdict
from checker.reporting.overview import Defect, Matrix, Overview, PlanLine
from checker.reporting.view import VERDICT_MARKS, kind_label

NAMED = 6  # plans named in one cell; the rest is counted
DEFECT_COLUMNS = (
    "检查内容",
    "类别",
    "不符合",
    "基本符合",
    "适用",
    "依据",
    "怎么改",
    "哪些预案",
    "编号",
)
EXCERPT_NOTE = "△ 文字很少，可能只是节选"
NOT_COUNTED = "文字很少，可能只是节选，没有计入"


def defect_rows(overview: Overview, *, every_plan: bool = False) -> Iterator[tuple[str | int, ...]]:
    """The shared defects, what most plans lack first; `every_plan` names all plans instead of the first few."""
    for defect in overview.defects:
        yield (
            f"{'＊' if defect.key else ''}{defect.name}",
            defect.group,
            defect.failed,
            len(defect.plans) - defect.failed,
            defect.judged,
            "；".join(defect.clauses),
            defect.advice,
            named(overview, defect, len(defect.plans) if every_plan else NAMED),
            defect.requirement,
        )


def named(overview: Overview, defect: Defect, most: int) -> str:
    """「✗ 甲预案；△ 乙预案；等 9 份」."""
    parts = [f"{VERDICT_MARKS[v]} {overview.plans[p].title}" for p, v in defect.plans[:most]]
    if len(defect.plans) > most:
        parts.append(f"等 {len(defect.plans)} 份")
    return "；".join(parts)


def matrix_columns(matrix: Matrix) -> tuple[str, ...]:
    return ("预案", *matrix.elements)


def matrix_rows(overview: Overview, matrix: Matrix) -> Iterator[tuple[str, ...]]:
    for number, cells in matrix.rows:
        yield (overview.plans[number].title, *(cell.told if cell else "" for cell in cells))


def totals(matrix: Matrix) -> tuple[str, ...]:
    """How many plans of the matrix fall short in each element, as 「7/9」."""
    out = []
    for place in range(len(matrix.elements)):
        cells = [cell for _p, row in matrix.rows if (cell := row[place]) and cell.verdict is not Verdict.NOT_APPLICABLE]
        out.append(f"{sum(c.verdict.is_gap for c in cells)}/{len(cells)}")
    return tuple(out)


PLAN_COLUMNS = ("预案", "单位", "类型", "结论", "字数", "说明", "文件")


def plan_rows(overview: Overview) -> Iterator[tuple[str | int, ...]]:
    for line in overview.plans:
        kinds = "、".join(map(kind_label, line.kinds))
        yield line.title, line.organisation, kinds, line.bar.told, line.characters, _note(line), line.file


def _note(line: PlanLine) -> str:
    unread = f"？ 有 {line.unread} 页没有读出" if line.unread else ""
    return "；".join(filter(None, (EXCERPT_NOTE if line.excerpt else "", unread)))


def headline(overview: Overview) -> str:
    """What to say first at the meeting: how many plans, and the three defects most of them share."""
    if not overview.defects:
        return f"{len(overview.plans)} 份预案没有查出共同的问题。"
    first = "、".join(f"“{d.name}”（{d.told}）" for d in overview.defects[:3])
    return f"{len(overview.plans)} 份预案里，问题最普遍的是：{first}。"
