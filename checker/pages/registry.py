"""The registry of plans: what is due, what was registered; in and out as Excel, and a calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import altair as alt
import streamlit as st

from checker.desk.due import SOON_DAYS, STATE_LABELS, STATE_MARKS, Due, PlanRecord, due, records, touched_by_law
from checker.desk.registry_files import calendar_file, import_registry, registry_xlsx
from checker.desk.store.database import Desk, local_time
from checker.desk.store.registry import EVENT_LABELS, Event, EventRow, add_event, events, remove_event
from checker.errors import InputError
from checker.pages.person import author, keep_address, the_desk
from checker.reporting.view import clean
from kb.catalogue import load_catalogue
from kb.pages.plain import plain

TOLD = "registry-told"


def page() -> None:
    keep_address()
    st.title("预案台账")
    st.caption("预案编好以后的事：备案、演练、评估、修订，什么时候到期。检查过的预案自动进台账。")
    desk = the_desk()
    if desk is None:
        return
    listed = records(desk)
    dues = due(listed)
    today = date.today()
    _files(desk, listed, dues, today)
    if not listed:
        st.info("台账是空的。到“检查预案”检查过的预案会自动列在这里；已有的台账可以从 Excel 导入。")
        return
    _summary(listed, dues, today)
    calendar, plans, add = st.tabs(["到期", "预案", "登记"])
    with calendar:
        _due(dues, today)
    with plans:
        _plans(listed)
    with add:
        _register(desk, listed)


def _files(desk: Desk, listed: Sequence[PlanRecord], dues: Sequence[Due], today: date) -> None:
    row = st.container(horizontal=True)
    row.download_button(
        "导出 Excel", lambda: registry_xlsx(listed, dues, today), f"预案台账-{today}.xlsx", on_click="ignore"
    )
    row.download_button(
        "到期日历（ICS）", lambda: calendar_file(dues), f"预案到期-{today}.ics", "text/calendar", on_click="ignore"
    )
    with row.popover("导入 Excel"):
        given = st.file_uploader("台账（XLSX），格式同导出的“登记”表", type=["xlsx"], key="registry-import")
        if given is not None and st.button("导入", type="primary"):
            try:
                st.session_state[TOLD] = import_registry(desk, given.getvalue(), author())
            except InputError as error:
                st.error(plain(str(error)))
            else:
                st.rerun()
    if TOLD in st.session_state:
        taken, problems = st.session_state.pop(TOLD)
        st.success(f"新登记 {taken} 条。")
        for problem in problems[:20]:
            st.warning(plain(problem))


def _summary(listed: Sequence[PlanRecord], dues: Sequence[Due], today: date) -> None:
    counts = Counter(d.state(today) for d in dues)
    revised = sum(r.plan.versions > 1 for r in listed)
    told = (
        ("预案", str(len(listed))),
        ("✗ 逾期", str(counts["overdue"])),
        (f"△ {SOON_DAYS} 天内到期", str(counts["soon"])),
        ("有修订版的预案", f"{revised} / {len(listed)}"),
    )
    row = st.container(horizontal=True)
    for label, value in told:
        row.metric(label, value, width="content", border=True)


def _due(dues: Sequence[Due], today: date) -> None:
    if not dues:
        st.info("没有可以计算的到期事项：检查过的预案才知道适用哪些演练、评估要求。")
        return
    rows = [
        {
            "状态": f"{STATE_MARKS[d.state(today)]} {STATE_LABELS[d.state(today)]}",
            "事项": d.what,
            "到期": d.day.isoformat() if d.day else "请先登记公布日期",
            "上次": d.last.isoformat() if d.last else "未登记",
            "预案": clean(d.title),
            "单位": clean(d.organisation),
            "依据": f"{d.why}（{'、'.join(d.requirements)}）",
        }
        for d in dues
    ]
    st.dataframe(rows, hide_index=True)
    dated = [{"月份": f"{d.day:%Y-%m}", "事项": d.what, "数量": 1} for d in dues if d.day]
    if len(dated) > 1:
        chart = alt.Chart(alt.InlineData(values=dated)).mark_bar(size=28)
        chart = chart.encode(
            x=alt.X("月份:O", title=None),
            y=alt.Y("sum(数量):Q", title="项数", axis=alt.Axis(tickMinStep=1, format="d")),
            color=alt.Color("事项:N", legend=alt.Legend(orient="top", title=None)),
        )
        st.altair_chart(chart.properties(height=220), width="stretch")
    st.caption("演练、评估从上次登记的日期算起；没有登记过的，从公布日期算起。“宜”“原则上”的要求不计入。")


def _plans(listed: Sequence[PlanRecord]) -> None:
    catalogue = load_catalogue()
    rows = []
    for each in listed:
        filing, drill, evaluation = (each.last(kind) for kind in ("filing", "drill", "evaluation"))
        touched = touched_by_law(each, catalogue)
        rows.append(
            {
                "预案": clean(each.plan.title),
                "单位": clean(each.plan.organisation),
                "版本": each.plan.versions,
                "最近版本": local_time(each.version.created) if each.version else "",
                "备案": f"{filing.day} {filing.number}".strip() if filing else "",
                "最近演练": drill.day if drill else "",
                "最近评估": evaluation.day if evaluation else "",
                "依据变动": "；".join(f"{name}→{newer}" for name, newer in touched),
            }
        )
    st.dataframe(rows, hide_index=True)
    st.caption("“依据变动”：预案引用的文件在检查之后被代替或废止。")


def _register(desk: Desk, listed: Sequence[PlanRecord]) -> None:
    names = {r.plan.id: f"{r.plan.title}（{r.plan.organisation}）" for r in listed}
    with st.form("registry-add", clear_on_submit=True):
        plan = st.selectbox("预案", list(names), format_func=lambda i: clean(names[i]))
        left, middle, right = st.columns(3)
        kind = left.selectbox("事项", list(EVENT_LABELS), format_func=EVENT_LABELS.__getitem__)
        day = middle.date_input("日期", date.today(), format="YYYY-MM-DD")
        number = right.text_input("编号（备案编号、文号）", max_chars=80)
        about = st.text_input("内容（演练科目、备案机关、评估结论）", max_chars=200)
        left, right = st.columns(2)
        assessed = left.checkbox("演练已评估")
        reported = right.checkbox("演练已报送")
        note = st.text_input("备注", max_chars=300)
        if st.form_submit_button("登记", type="primary") and plan and isinstance(day, date):
            event = Event(plan, kind, day.isoformat(), about, number, note, assessed, reported)
            add_event(desk, event, author())
            st.rerun()
    for row in events(desk)[:50]:
        _event(desk, row, names.get(row.plan, ""))


def _event(desk: Desk, row: EventRow, name: str) -> None:
    left, right = st.columns([6, 1], vertical_alignment="center")
    flags = "、".join(w for w, on in (("已评估", row.assessed), ("已报送", row.reported)) if on)
    told = "　".join(filter(None, (row.about, row.number, flags, row.note, row.who)))
    left.markdown(f"**{row.day} {row.label}** {plain(name)} :gray[{plain(told)}]")
    if right.button("删除", key=f"remove-{row.id}", help="从台账上去掉；删除也留在记录里。"):
        remove_event(desk, row, author())
        st.rerun()
