"""The audit trail: who did what and when. It is only added to; the database refuses changes (see migrations)."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from checker.desk.store.database import Desk, now
from checker.desk.store.tables import AUDIT

ACTIONS = {
    "upload": "上传",
    "run": "检查完成",
    "cancel": "取消检查",
    "decide": "作出结论",
    "accept": "批量接受",
    "withdraw": "撤回结论",
    "event": "登记",
    "plan": "列入台账",
    "remove": "删除登记",
    "assign": "归入预案",
    "import": "导入台账",
    "export": "导出",
}


@dataclass(frozen=True, slots=True)
class AuditRow:
    id: int
    at: str
    who: str
    action: str
    subject: str
    detail: str

    @property
    def label(self) -> str:
        return ACTIONS.get(self.action, self.action)


def record(connection: Connection, who: str, action: str, subject: str, **detail: str | int | None) -> None:
    """Add one line, in the transaction of the change it tells of."""
    words = json.dumps({k: v for k, v in detail.items() if v not in ("", None)}, ensure_ascii=False) if detail else ""
    connection.execute(insert(AUDIT).values(at=now(), who=who, action=action, subject=subject, detail=words))


def tell(desk: Desk, who: str, action: str, subject: str, **detail: str | int | None) -> None:
    with desk.write() as connection:
        record(connection, who, action, subject, **detail)


def trail(desk: Desk, subject: str = "", most: int = 500) -> list[AuditRow]:
    """The latest lines first; of one subject (「plan 3」, 「run 7」) or of all."""
    query = select(AUDIT).order_by(AUDIT.c.id.desc()).limit(most)
    if subject:
        query = query.where(AUDIT.c.subject == subject)
    with desk.read() as connection:
        return [AuditRow(**row) for row in connection.execute(query).mappings()]
