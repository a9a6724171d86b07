"""The registry of plans: what is due, what is to be revised, what was registered; Excel in and out, and a calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from checker.desk.calendar_file import calendar_file
from checker.desk.due import SOON_DAYS, Due, due, unfinished
from checker.desk.records import PlanRecord, records
from checker.desk.registry_files import import_registry, registry_xlsx
from checker.desk.standing import STANDING_LABELS, STANDING_MARKS, PlanStanding, share, standings
from checker.desk.store import plans
from checker.desk.store.database import Desk, local_time
from checker.desk.store.registry import (
    CATEGORIES,
    CATEGORY_LABELS,
    EARLIEST,
    EVENT_LABELS,
    YEARS_AHEAD,
    Category,
    Event,
    EventKind,
    EventRow,
    add_event,
    add_plan,
    remove_event,
    remove_plan,
    say_plan,
)
from checker.errors import InputError
from checker.pages.person import author, keep_address, the_desk
from checker.pages.registry_due import show_due
from checker.pages.registry_standing import show_standing
from checker.reporting.view import clean
from kb.catalogue import load_catalogue
from kb.labels import KINDS, SUBJECTS
from kb.pages.plain import cells, plain

TOLD, REGISTERED = "registry-told", "registry-registered"
EVENT_KINDS = list(EVENT_LABELS)
ABOUT: dict[EventKind, str] = {
    "issue": "内容（第几次修订、签发人）",
    "filing": "备案机关",
    "drill": "演练科目、方式",
    "evaluation": "评估内容",
}
SHOWN_EVENTS = 50
SHOWN_PROBLEMS = 20


def page() -> None:
    keep_address()
    st.title("预案台账")
    st.caption("预案编好以后的事：备案、演练、评估、修订，什么时候到期。检查过的预案自动进台账。")
    desk = the_desk()
    if desk is None:
        return
    _imported()
    today = date.today()
    listed = records(desk)
    dues = due(listed, today)
    found = standings(listed, load_catalogue(), today)
    if not listed:
        st.info(
            "台账是空的。到“检查预案”检查过的预案会自动列在这里；"
            "已有的台账可以从 Excel 导入，也可以在下面先列上应编的预案。"
        )
        _import(desk)
        _new_plan(desk)
        return
    _summary(found, dues, today)
    calendar, revise, overview, add = st.tabs(["到期", "修订", "预案", "登记"])
    with calendar:
        _uncounted(listed)
        show_due(desk, dues, unfinished(listed, today), today)
    with revise:
        show_standing(desk, found)
    with overview:
        _plans(desk, found, today)
    with add:
        _register(desk, listed, today)
    _files(desk, found, dues, today)


def _summary(found: Sequence[PlanStanding], dues: Sequence[Due], today: date) -> None:
    counts = Counter(d.state(today) for d in dues)
    told = (
        ("✗ 逾期事项", str(counts["overdue"])),
        (f"△ {SOON_DAYS} 天内到期", str(counts["soon"])),
        ("预案", str(len(found))),
        ("编制修订率", f"{share(found):.0%}"),
    )
    row = st.container(horizontal=True)
    for label, value in told:
        row.metric(label, value, width="content", border=True)


def _uncounted(listed: Sequence[PlanRecord]) -> None:
    unknown = sum(r.known is None for r in listed)
    if unknown:
        st.info(
            f"有 {unknown} 份预案没有检查过，也没有写明单位类型，算不出到期。在“预案”里写上，"
            "或在 Excel 里加“单位类型”一栏（高危行业、人员密集场所、一般单位、政府及其部门）再导入。"
        )


def _files(desk: Desk, found: Sequence[PlanStanding], dues: Sequence[Due], today: date) -> None:
    st.divider()
    row = st.container(horizontal=True)
    row.download_button(
        "导出 Excel",
        lambda: registry_xlsx(found, dues, today),
        f"预案台账-{today}.xlsx",
        on_click="ignore",
        icon=":material/download:",
    )
    row.download_button(
        "到期日历（ICS）",
        lambda: calendar_file(dues),
        f"预案到期-{today}.ics",
        "text/calendar",
        on_click="ignore",
        icon=":material/calendar_month:",
        help="可导入手机日历、Outlook、WPS 日历；到期前两周提醒。",
    )
    with st.expander("导入 Excel", icon=":material/upload:"):  # a popover down here would open below the window
        _import(desk)


def _import(desk: Desk) -> None:
    given = st.file_uploader(
        "已有的台账（XLSX）：表头有 单位、预案、事项、日期 四栏即可", type=["xlsx"], key="registry-import"
    )
    if given is not None and st.button("导入", type="primary"):
        try:
            st.session_state[TOLD] = import_registry(desk, given.getvalue(), author())
        except InputError as error:
            st.error(plain(error.message))
        else:
            st.rerun()


def _imported() -> None:
    """What came of the import, on the page itself: the popover may be closed."""
    if TOLD in st.session_state:
        taken = st.session_state.pop(TOLD)
        said = f"，写明单位类型 {taken.said} 份" if taken.said else ""
        st.success(f"新登记 {taken.added} 条，更新 {taken.changed} 条，新列入预案 {taken.plans} 份{said}。")
        for problem in taken.problems[:SHOWN_PROBLEMS]:
            st.warning(plain(problem))
        if len(taken.problems) > SHOWN_PROBLEMS:
            st.warning(f"还有 {len(taken.problems) - SHOWN_PROBLEMS} 行没有导入；改好后再导入一次，已有的不会重复。")


# --- plans -------------------------------------------------------------------------------------------------------


def _plans(desk: Desk, found: Sequence[PlanStanding], today: date) -> None:
    st.dataframe(cells(_plan_row(s, today) for s in found), hide_index=True)
    names = {s.record.plan.id: _name(s.record) for s in found}
    chosen = st.selectbox("看一份预案的经过", list(names), format_func=names.__getitem__, key="registry-plan")
    each = next((s for s in found if s.record.plan.id == chosen), None)
    if each is not None:
        _history(desk, each.record)
        if each.record.run is None:
            _say_what(desk, each.record)
    _new_plan(desk)


def _plan_row(each: PlanStanding, today: date) -> dict[str, str | int]:
    line = each.record
    filing, drill, evaluation = (line.last(kind, today) for kind in ("filing", "drill", "evaluation"))
    issued = line.issue(today)
    return {
        "状态": f"{STANDING_MARKS[each.standing]} {STANDING_LABELS[each.standing]}",
        "单位": clean(line.plan.organisation),
        "预案": clean(line.plan.title),
        "版本": line.plan.versions,
        "公布": issued.words if issued else "",
        "备案": f"{filing.day} {filing.number}".strip() if filing else "",
        "最近演练": drill.day if drill else "",
        "最近评估": evaluation.day if evaluation else "",
    }


def _history(desk: Desk, each: PlanRecord) -> None:
    """Versions and entries on one line of time, the latest first."""
    told = ((v, f"第{v.number}版 {clean(v.file_name)}（检查）") for v in plans.versions(desk, each.plan.id))
    lines = [(local_time(v.created)[:10], words) for v, words in told]
    lines += [(e.day, f"{e.label} {_told(e)}") for e in each.events]
    if lines:
        st.markdown("\n".join(f"- {plain(day)} {plain(words)}" for day, words in sorted(lines, reverse=True)))
        return
    st.info("这份预案还没有文件，也没有登记过什么。编好后到“检查预案”放进文件，名称和单位相同的会自动归到这里。")
    if st.button("从台账去掉这一份", key=f"remove-plan-{each.plan.id}"):
        remove_plan(desk, each.plan.id, author())
        st.rerun()


def _new_plan(desk: Desk) -> None:
    with st.expander("列上一份应编而还没有文件的预案"), st.form("registry-new", clear_on_submit=True, border=False):
        organisation = st.text_input("单位", max_chars=80)
        title = st.text_input("预案名称", max_chars=120)
        kind, subject = _ask_what("new", "", "")
        if st.form_submit_button("列入台账"):
            try:
                plan = add_plan(desk, clean(organisation), clean(title), author())
            except InputError as error:
                st.error(plain(error.message))
            else:
                say_plan(desk, plan, kind, subject, author())
                st.rerun()


def _say_what(desk: Desk, each: PlanRecord) -> None:
    """What a plan is that has no checked file, so that its days can be counted."""
    plan = each.plan
    with st.form(f"registry-what-{plan.id}"):
        st.caption("这份预案没有检查过。写明单位类型和预案种类，就能按适用的要求算出什么时候到期。")
        kind, subject = _ask_what(str(plan.id), plan.kind, plan.subject)
        if st.form_submit_button("保存"):
            say_plan(desk, plan.id, kind, subject, author())
            st.rerun()


def _ask_what(key: str, kind: str, subject: str) -> tuple[str, str]:
    left, right = st.columns(2)
    subjects, kinds = ["", *SUBJECTS], ["", *KINDS]
    at = subjects.index(subject) if subject in subjects else 0
    said = left.selectbox("单位类型", subjects, at, lambda s: SUBJECTS.get(s, "不清楚"), key=f"what-subject-{key}")
    at = kinds.index(kind) if kind in kinds else 0
    return right.selectbox("预案种类", kinds, at, lambda k: KINDS.get(k, "不清楚"), key=f"what-kind-{key}"), said


def _name(each: PlanRecord) -> str:
    return clean(f"{each.plan.title}（{each.plan.organisation}）")


# --- entries -----------------------------------------------------------------------------------------------------


def _register(desk: Desk, listed: Sequence[PlanRecord], today: date) -> None:
    names = {r.plan.id: _name(r) for r in listed}
    if REGISTERED in st.session_state:
        st.success(plain(st.session_state.pop(REGISTERED)))
    plan = st.selectbox("预案", list(names), format_func=names.__getitem__, key="event-plan")
    kind = st.segmented_control(
        "事项", EVENT_KINDS, format_func=EVENT_LABELS.__getitem__, default="drill", key="event-kind"
    )
    if plan is None or kind is None:
        return
    with st.form("registry-add", clear_on_submit=True):
        event = _fields(plan, kind, today)
        if st.form_submit_button("登记", type="primary"):
            _add(desk, event, today)
    for each, row in _latest(listed):
        _event(desk, row, names[each.plan.id], today)


def _fields(plan: int, kind: EventKind, today: date) -> Event:
    """The fields this kind of entry needs, and no others."""
    left, right = st.columns(2)
    day = left.date_input(
        "日期（可以写以后的日期，作为安排）",
        today,
        min_value=EARLIEST,
        max_value=date(today.year + YEARS_AHEAD, 12, 31),
        format="YYYY-MM-DD",
        key=f"event-day-{kind}",
    )
    choices: list[Category] = ["", *CATEGORIES.get(kind, ())]
    category: Category = ""
    number, assessed, reported = "", False, False
    if len(choices) > 1:
        label = "演练的是" if kind == "drill" else "评估结论"
        unsaid = "都练了，或没有分" if kind == "drill" else "还没有结论"
        said = {c: CATEGORY_LABELS[c] or unsaid for c in choices}
        category = right.selectbox(label, choices, format_func=said.__getitem__, key=f"event-sort-{kind}")
    else:
        number = right.text_input("编号（备案编号、文号）", max_chars=80)
    about = st.text_input(f"内容：{ABOUT[kind]}", max_chars=200)
    if kind == "drill":
        left, right = st.columns(2)
        assessed = left.checkbox("演练已评估", help="写了演练评估报告")
        reported = right.checkbox("演练已报送", help="报送了监管部门（高危行业、人员密集场所）")
    note = st.text_input("备注", max_chars=300)
    words = day.isoformat() if isinstance(day, date) else ""
    return Event(plan, kind, words, clean(about), clean(number), clean(note), assessed, reported, category)


def _add(desk: Desk, event: Event, today: date) -> None:
    try:
        add_event(desk, event, author())
    except InputError as error:
        st.error(plain(error.message))
        return
    how = "已安排" if event.day > today.isoformat() else "已登记"
    st.session_state[REGISTERED] = f"{how}：{event.day} {EVENT_LABELS[event.kind]}"
    st.rerun()


def _latest(listed: Sequence[PlanRecord]) -> list[tuple[PlanRecord, EventRow]]:
    rows = [(r, e) for r in listed for e in r.events]
    rows.sort(key=lambda x: (x[1].day, x[1].id), reverse=True)
    if len(rows) > SHOWN_EVENTS:
        st.caption(f"下面是最近 {SHOWN_EVENTS} 条；全部 {len(rows)} 条见导出的 Excel。")
    return rows[:SHOWN_EVENTS]


def _event(desk: Desk, row: EventRow, name: str, today: date) -> None:
    left, right = st.columns([6, 1], vertical_alignment="center")
    planned = ":blue[已安排] " if row.date > today else ""
    left.markdown(f"{planned}**{row.day} {row.label}** {plain(name)} :gray[{plain(_told(row))}]")
    if right.button("删除", key=f"remove-{row.id}", help="从台账上去掉；删除也留在记录里。"):
        remove_event(desk, row, author())
        st.rerun()


def _told(row: EventRow) -> str:
    flags = "、".join(w for w, on in (("已评估", row.assessed), ("已报送", row.reported)) if on)
    parts = (CATEGORY_LABELS[row.category], row.about, row.number, flags, row.note, row.who)
    return clean("　".join(filter(None, parts)))
