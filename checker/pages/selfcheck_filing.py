"""The filing materials as a checklist: what has to be handed in, what the file already shows, what is left to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from checker.desk.days import issue
from checker.desk.filing import Material, Shown, materials, when_to_file
from checker.desk.reviewing import Review
from checker.desk.store import runs
from checker.desk.store.database import Desk
from checker.desk.store.registry import events
from checker.report import Verdict
from checker.reporting.forms import WHOLE_FILE, Line
from checker.reporting.view import VERDICT_MARKS, ReportView
from kb.catalogue import Catalogue, load_catalogue
from kb.models import Requirement
from kb.pages.plain import cells, plain, quoted

MATERIAL_ITEM = "material:"
FORM = "F1"  # 形式评审表
QUOTE = 80  # characters of a passage

Ticker = Callable[[str, str, str], None]


def show_filing(desk: Desk, review: Review, done: set[tuple[str, str]], ticker: Ticker) -> None:
    """Only for enterprises."""
    if not any(u.kind.startswith("enterprise") for u in review.report.units):
        st.info("政府及部门预案的备案要求见“查阅要求”；这里列的是企业备案材料。")
        return
    catalogue = load_catalogue()
    _deadline(desk, review, catalogue)
    st.markdown("**要交的四样材料**（备齐一样，勾一样）")
    for material in materials(review.report, runs.text(desk, review.run.id)):
        _material(review, material, catalogue, done, ticker)
    _form(review)
    rest = _rest(review, catalogue)
    with st.expander(f"过程和材料的其他要求（{len(rest)} 项，预案文本看不出）"):
        st.dataframe([{"要求": r.name, "怎样算齐": r.satisfied_when, "编号": r.id} for r in rest], hide_index=True)


def _deadline(desk: Desk, review: Review, catalogue: Catalogue) -> None:
    today = date.today()
    filed = next((e for e in events(desk, review.plan.id) if e.kind == "filing" and e.date <= today), None)
    registered = next((e for e in events(desk, review.plan.id) if e.kind == "issue" and e.date <= today), None)
    issued = issue(registered.day if registered else review.report.plan.issued)
    if filed and (issued is None or filed.date >= issued.first):
        told = f"台账已登记备案：{filed.day} {filed.about} {filed.number}".strip()
        st.success(f"{plain(told)}。预案修订后要按程序重新备案。")
        return
    st.info(when_to_file(review.report, catalogue, issued, today))


def _material(
    review: Review, material: Material, catalogue: Catalogue, done: set[tuple[str, str]], ticker: Ticker
) -> None:
    item = MATERIAL_ITEM + material.id
    field = f"self-material-{review.plan.id}-{material.id}"
    with st.container(border=True):
        ready = (WHOLE_FILE, item) in done
        st.checkbox(f"**{material.name}**", ready, key=field, on_change=ticker, args=(WHOLE_FILE, item, field))
        if material.need:
            st.caption(material.need)
        title = "填表可以照抄" if material.id == "form" else "预案文件已经能看出的"
        st.markdown(f"{title}：\n" + "\n".join(_line(s) for s in material.shown))
        duties = [catalogue.requirements[d] for d in material.duties if d in catalogue.requirements]
        with st.expander("怎样算齐"):
            st.markdown("\n".join(f"- {plain(r.name)}：{plain(r.satisfied_when)} :gray[{plain(r.id)}]" for r in duties))


def _line(shown: Shown) -> str:
    place = f" :gray[{plain(shown.place)}]" if shown.place else ""
    words = shown.words if len(shown.words) <= QUOTE else f"{shown.words[:QUOTE]}……"
    quote = f"\n{quoted(words)}".replace("\n", "\n  ") if words else ""
    return f"- {shown.mark} {plain(shown.says)}{place}{quote}"


def _form(review: Review) -> None:
    """The rows of the form review with what the file shows of each."""
    form = next((f for f in review.forms if f.id == FORM), None)
    if form is None:
        return
    view = ReportView(review.report)
    st.markdown("**形式评审要看的**（规范性；评审组按这张表看）")
    st.dataframe(cells(_form_row(line, view) for line in form.lines), hide_index=True)


def _form_row(line: Line, view: ReportView) -> dict[str, str]:
    gaps = list(dict.fromkeys(f.name for f in line.findings if f.verdict in (Verdict.NON_COMPLIANT, Verdict.PARTIAL)))
    places = list(dict.fromkeys(view.where(e) for e in line.evidence))[:3]
    told = f"不足：{'、'.join(gaps)}" if gaps else "见预案" if line.evidence else "要看备案材料或由人判断"
    return {
        "项目": line.item,
        "程序看到的": f"{VERDICT_MARKS[line.result]} {line.result.label}",
        "说明": told,
        "位置": "、".join(places),
        "要看什么": "、".join(line.checks),
    }


def _rest(review: Review, catalogue: Catalogue) -> list[Requirement]:
    named = {d for m in materials(review.report, ()) for d in m.duties}
    ids = dict.fromkeys(n.requirement for n in review.report.not_run if n.requirement not in named)
    found = [catalogue.requirements[i] for i in ids if i in catalogue.requirements]
    return [r for r in found if r.target == "filing-package"]
