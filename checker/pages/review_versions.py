"""A version beside an earlier one: what was cured, what is new, what remains; sections and facts that changed."""

from __future__ import annotations

import streamlit as st

from checker.desk.comparing import Comparison, compare_runs, earlier_runs
from checker.desk.reviewing import Review
from checker.desk.store import plans
from checker.desk.store.database import Desk
from checker.pages.person import author
from checker.reporting.changes import (
    STATE_LABELS,
    ChangedMatter,
    SectionChange,
    State,
    changed_matters,
    count_states,
    word_changes,
)
from checker.reporting.view import ReportView, clean
from kb.pages.plain import cells, plain

STATE_MARKS: dict[State, str] = {
    "new": ":red[✗ 新出现]",
    "worse": ":red[↓ 变差]",
    "remaining": ":orange[△ 仍存在]",
    "better": ":blue[↑ 有改进]",
    "cured": ":green[✓ 已改正]",
    "gone": ":gray[－ 单元已不在]",
}
SIGNS: dict[State, str] = {"new": "✗", "worse": "↓", "remaining": "△", "better": "↑", "cured": "✓", "gone": "－"}
WHAT = {"added": ":green[＋ 新增]", "removed": ":red[－ 删去]", "rewritten": ":blue[改写]"}
LONGEST = 4000  # characters of a section that are compared letter by letter
SHOWN = 60


def show_versions(desk: Desk, review: Review) -> None:
    earlier = earlier_runs(desk, review.run, review.plan.id)
    if earlier:
        numbers = {run.id: version for version, run in earlier}
        chosen = st.selectbox(
            "与哪一版对照",
            list(numbers),
            format_func=lambda i: f"第{numbers[i].number}版 · {clean(numbers[i].file_name)}",
            key=f"compare-{review.run.id}",
        )
        compared = _compared(desk, chosen, review.run.id)
        if compared:
            _show(review, compared)
    else:
        st.info(
            "这份预案只有一版。把修改后的文件放进“检查预案”，名称和单位相同的会自动认作新的一版；名称改了的，在下面归入原来的预案。"
        )
    _assign(desk, review)


@st.cache_data(max_entries=8, show_spinner="对照两版…", hash_funcs={Desk: lambda d: str(d.home)})
def _compared(desk: Desk, old: int, new: int) -> Comparison | None:
    return compare_runs(desk, old, new)


def _show(review: Review, compared: Comparison) -> None:
    counts = count_states(compared.findings)
    badges = " ".join(f"{STATE_MARKS[s]} **{n}**" for s, n in counts.items())
    st.markdown(badges or "两版的问题没有变化。")
    findings, sections, facts = st.tabs(
        [f"问题（{sum(counts.values())}）", f"章节（{len(compared.sections)}）", f"事实（{len(compared.facts)}）"]
    )
    with findings:
        _findings(compared)
    with sections:
        for change in compared.sections[:SHOWN]:
            _section(change)
        if len(compared.sections) > SHOWN:
            st.caption(f"还有 {len(compared.sections) - SHOWN} 节未列出，见“修改情况说明”。")
        if not compared.sections:
            st.info("章节文字没有变化。")
    with facts:
        rows = [
            {"类别": f.table, "内容": f.what, "原来": f.old or "（无）", "现在": f.new or "（无）", "位置": f.place}
            for f in compared.facts
        ]
        if rows:
            st.dataframe(cells(rows), hide_index=True)
        else:
            st.info("响应级别、时限、演练、电话、引用依据等事实没有变化。")


def _findings(compared: Comparison) -> None:
    have = list(dict.fromkeys(c.state for c in compared.findings))
    wanted = st.pills("结果", have, selection_mode="multi", format_func=STATE_LABELS.__getitem__, key="compare-states")
    listed = [m for m in changed_matters(compared.findings) if not wanted or m.first.state in wanted]
    rows = [_row(compared, m) for m in listed]
    if rows:
        st.dataframe(cells(rows), hide_index=True)


def _row(compared: Comparison, matter: ChangedMatter) -> dict[str, str]:
    changed = matter.first
    view = ReportView(compared.new if changed.new else compared.old)
    finding = changed.finding
    more = f" 等 {len(matter.units)} 个单元" if matter.others else ""
    return {
        "结果": f"{SIGNS[changed.state]} {STATE_LABELS[changed.state]}",
        "检查内容": clean(finding.name),
        "单元": clean(view.unit_title(finding.unit)) + more,
        "原来": changed.old.verdict.label if changed.old else "",
        "现在": changed.new.verdict.label if changed.new else "",
        "说明": clean(finding.reason),
        "位置": "、".join(dict.fromkeys(view.where(e) for e in finding.evidence)),
    }


def _section(change: SectionChange) -> None:
    with st.expander(f"{WHAT[change.what]} {plain(change.title)}"):
        if change.what != "rewritten" or max(len(change.old), len(change.new)) > LONGEST:
            st.markdown(plain(change.new or change.old))
            return
        marks = {"same": "{}", "gone": ":red[~~{}~~]", "added": ":green-background[{}]"}
        parts = word_changes(change.old, change.new)
        st.markdown("".join(marks[how].format(plain(words)) for how, words in parts if plain(words)))


def _assign(desk: Desk, review: Review) -> None:
    others = {p.id: p for p in plans.plans(desk) if p.id != review.plan.id}
    if not others:
        return
    with st.expander("这份文件其实是另一份预案的新版？"), st.form("assign", border=False):
        target = st.selectbox(
            "归入", list(others), format_func=lambda i: clean(f"{others[i].title}（{others[i].organisation}）")
        )
        if st.form_submit_button("归入这份预案") and target:
            plans.move_run(desk, review.run.id, target, review.report, author())
            st.rerun()
