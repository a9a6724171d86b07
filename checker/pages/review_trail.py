"""Everything that was decided and done on a plan, latest first; to be read, not to be changed."""

from __future__ import annotations

import streamlit as st

from checker.desk.reviewing import Review
from checker.desk.store import audit, decisions, plans
from checker.desk.store.database import Desk, local_time
from checker.report import VERDICT_LABELS, Verdict
from checker.reporting.view import clean
from kb.pages.plain import cells


def show_trail(desk: Desk, review: Review) -> None:
    st.caption("结论和操作只增不改：撤回、改判都另记一行，数据库拒绝修改和删除。")
    numbers = {v.id: v.number for v in plans.versions(desk, review.plan.id)}
    made = [
        {
            "时间": local_time(d.at),
            "评审人": clean(d.who),
            "版": numbers.get(d.version, 0),
            "单元": clean(d.unit_key.rpartition("|")[2]),
            "项目": d.item,
            "结论": VERDICT_LABELS[Verdict(d.verdict)] if d.verdict else "撤回",
            "初审": VERDICT_LABELS[Verdict(d.proposal)] if d.proposal else "",
            "说明": clean(d.note),
        }
        for d in reversed(decisions.history(desk, review.plan.id))
    ]
    st.markdown(f"**结论**（{len(made)}）")
    if made:
        st.dataframe(cells(made), hide_index=True)
    else:
        st.info("还没有人作过结论。")
    done = [
        {"时间": local_time(a.at), "谁": clean(a.who), "做了什么": a.label, "内容": clean(a.detail)}
        for a in audit.trail(desk, f"plan {review.plan.id}")
    ]
    st.markdown(f"**操作**（{len(done)}）")
    st.dataframe(cells(done), hide_index=True)
