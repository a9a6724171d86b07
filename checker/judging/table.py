"""`table`: a table with columns like these, with rows and filled cells."""

from __future__ import annotations

import re

from checker.judging import flat_table
from checker.judging.case import Case, inside
from checker.language.fold import fold
from checker.plan import Table
from checker.report import PointResult
from kb.points import TablePoint

# What a column of a point's table is called to the reader.
COLUMN_LABELS = {
    "name": "姓名（名称）",
    "who": "单位或人员",
    "phone": "电话",
    "mobile": "手机或第二个号码",
    "amount": "数量",
    "model": "规格型号",
    "spec": "规格、性能或用途",
    "post": "职务或部门",
    "place": "存放位置",
    "keeper": "责任人",
    "sign": "签名",
}
# A cell that says nothing: blank, a dash, 待填, ×××.
_EMPTY = re.compile(r"^[\s\-—/_×xX*＊.。…]*$|^\s*[（(]?(待|暂无|暂缺|未填|空)")


def evaluate(point: TablePoint, case: Case) -> PointResult:
    scope = case.scope(point.scope)
    need = point.at_least or len(point.columns)
    best: tuple[int, str, Table | None] = (0, "", None)
    for table in case.plan.tables:
        if not inside(scope, case.index.line(table.first)[0]):
            continue
        columns = _columns(point, case, table)
        if len(columns) < need or len(table.rows) < point.rows:
            if len(columns) > best[0]:
                missing = [name for name in point.columns if name not in columns]
                best = (len(columns), f"表中没有这些栏：{_labels(missing)}" if missing else "表中行数不足", table)
            continue
        empty = _too_empty(point, table, columns)
        if not empty:
            evidence = case.index.evidence_of(table.first)
            return PointResult(id=point.id, says=point.says, met=True, evidence=(evidence,))
        best = (len(columns) + 1, f"“{_labels(empty)}”栏多为空白", table)
    flat = _flat(point, case, need)
    if flat is not None:
        return flat
    evidence_of_best = (case.index.evidence_of(best[2].first),) if best[2] else ()
    return PointResult(id=point.id, says=point.says, met=False, reason=best[1], evidence=evidence_of_best)


def _labels(names: list[str]) -> str:
    return "、".join(COLUMN_LABELS[name] for name in names)


_PHONE = re.compile(r"\d{3,}")


def _flat(point: TablePoint, case: Case, need: int) -> PointResult | None:
    """The point met by a table that lost its grid; its cells are not told apart, so only telephones are counted."""
    if need < len(point.columns):
        return None
    columns = ["|".join(f"(?:{case.catalogue.expand(p)})" for p in group) for group in point.columns.values()]
    table = flat_table.find(case, case.scope(point.scope), columns)
    if table is None or len(table.rows) < point.rows:
        return None
    with_numbers = sum(bool(_PHONE.search(row)) for row in table.rows)
    if point.filled and with_numbers < point.rows:
        return None
    evidence = case.index.evidence_of(table.header)
    return PointResult(id=point.id, says=point.says, met=True, reason="表格线未能读出，按行判断", evidence=(evidence,))


def _columns(point: TablePoint, case: Case, table: Table) -> dict[str, int]:
    header = [re.sub(r"\s+", "", fold(cell)) for cell in table.header]
    out: dict[str, int] = {}
    for name, group in point.columns.items():
        pattern = "|".join(f"(?:{case.catalogue.expand(p)})" for p in group)
        column = next((i for i, cell in enumerate(header) if re.search(pattern, cell)), None)
        if column is not None:
            out[name] = column
    return out


def _too_empty(point: TablePoint, table: Table, columns: dict[str, int]) -> list[str]:
    out = []
    for name, share in point.filled.items():
        if name in columns and table.rows:
            filled = sum(1 for row in table.rows if columns[name] < len(row) and not _EMPTY.match(row[columns[name]]))
            if filled < share * len(table.rows):
                out.append(name)
    return out
