"""Growth of the network's cost with plans × references: python tests/bench/network.py [PLANS …] [--keep FOLDER]

Invented plans of one city: every event for the city and its districts, each naming four others. The part between plans
(references, answers, circles, who leads what) is timed without reading and without comparing with the upper plan.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from checker.connecting.compare import Upper
from checker.connecting.entry import read_upper
from checker.connecting.network import link_plans, plan_files, read_plans

DAY = date(2026, 11, 23)
NAMED = 4  # plans that each plan names, beside the upper plan
SIZES = (25, 50, 100, 200)
EVENTS = (
    ("防汛", "水利局"), ("地震", "应急管理局"), ("地质灾害", "自然资源和规划局"), ("森林火灾", "林业局"),
    ("气象灾害", "气象局"), ("燃气事故", "城市管理局"), ("供热突发事件", "城市管理局"), ("供水突发事件", "水务局"),
    ("大面积停电事件", "发展和改革委员会"), ("危险化学品事故", "应急管理局"), ("煤矿事故", "应急管理局"),
    ("道路交通事故", "公安局"), ("建筑施工事故", "住房和城乡建设局"), ("火灾事故", "消防救援支队"),
    ("特种设备事故", "市场监督管理局"), ("突发环境事件", "生态环境局"), ("食品安全事故", "市场监督管理局"),
    ("药品安全突发事件", "市场监督管理局"), ("重大动物疫情", "农业农村局"), ("突发公共卫生事件", "卫生健康委员会"),
    ("旅游突发事件", "文化和旅游局"), ("粮食安全事件", "发展和改革委员会"), ("通信保障", "工业和信息化局"),
    ("自然灾害救助", "应急管理局"), ("轨道交通运营突发事件", "交通运输局"),
)  # fmt: skip
PLACES = ("", "东湾区", "西湾区", "南湾区", "北湾区", "湖滨县", "山前县", "河口县")
GROUPS = (("抢险救援组", "消防救援支队"), ("医疗救护组", "卫生健康委员会"), ("警戒疏散组", "公安局"))


def master() -> str:
    listed = "\n".join(f"| {n} | 星湾市{e}应急预案 | 市{u} |" for n, (e, u) in enumerate(EVENTS, 1))
    return (
        "# 星湾市突发事件总体应急预案\n\n## 1 总则\n\n突发事件分为特别重大、重大、较大、一般四级。\n\n## 2 预案名录\n\n"
        f"| 序号 | 专项预案名称 | 牵头部门 |\n|---|---|---|\n{listed}\n\n## 3 应急处置\n\n"
        "本市应急响应分为一级、二级、三级、四级。三级响应由专项指挥部决定启动三级响应。"
        "事发单位1小时内报告区县人民政府。组织疏散受威胁的群众。到达现场的各方力量接受现场指挥部统一指挥。\n"
    )


def plan(number: int, count: int) -> tuple[str, str]:
    """File name and text of one of `count` plans; references go to its neighbours, every seventh plan names nobody."""
    title, lead = name(number)
    others = [name((number + step) % count)[0] for step in (1, 2, 5, 11)][:NAMED] if number % 7 else []
    named = "".join(f"《{t}》" for t in ("星湾市突发事件总体应急预案", *others))
    rescue = lead if is_second(number) else GROUPS[0][1]
    groups = "\n\n".join(
        f"（{n}）{g}：由市{rescue if n == 1 else u}牵头，市应急管理局参加，负责现场工作。"
        for n, (g, u) in enumerate(GROUPS, 1)
    )
    return f"{number:03}.md", (
        f"# {title}\n\n## 1 总则\n\n依据{named}制定本预案。本预案由市{lead}牵头编制。\n\n"
        f"## 2 组织机构和职责\n\n现场指挥部下设工作组。\n\n{groups}\n\n## 3 应急响应\n\n"
        "应急响应分为一级、二级、三级、四级。三级响应由专项指挥部启动三级响应。事发单位1小时内报告，组织抢险救援和群众疏散，"
        "各抢修队伍到达后接受现场指挥部统一指挥，做好信息发布、善后和应急保障。每两年组织一次演练。\n"
    )


def is_second(number: int) -> bool:
    """Whether the plan is a second one for an event of the city, with another unit for the rescue: a conflict."""
    return number % 12 == 11


def name(number: int) -> tuple[str, str]:
    event, lead = EVENTS[(number - 11 if is_second(number) else number) % len(EVENTS)]
    if is_second(number):
        return f"星湾市重大{event}应急预案", lead
    return f"星湾市{PLACES[number // len(EVENTS) % len(PLACES)]}{event}应急预案", lead


def write(folder: Path, count: int) -> Path:
    """The upper plan beside a folder with the plans; returns the upper plan."""
    (folder / "plans").mkdir(parents=True)
    (folder / "master.md").write_text(master(), encoding="utf-8")
    for number in range(count):
        file, text = plan(number, count)
        (folder / "plans" / file).write_text(text, encoding="utf-8")
    return folder / "master.md"


def measure(folder: Path, upper: Upper, base: float | None) -> float:
    """Print one line; returns the time of one plan × reference."""
    started = time.perf_counter()
    batch = read_plans(plan_files(folder), upper, DAY)
    middle = time.perf_counter()
    network = link_plans(batch, upper)
    between = time.perf_counter() - middle
    count, links = len(network.plans) - 1, len(network.references)
    each = between / max(links, 1)  # plans × references of one plan
    print(
        f"{count} plans, {links} references: reading and comparing {middle - started:.1f} s, between plans "
        f"{between * 1000:.0f} ms, per plan × reference {each / (base or each):.2f} of the first size"
    )
    return each


def main() -> None:
    arguments = sys.argv[1:]
    if "--keep" in arguments:
        at = arguments.index("--keep")
        write(Path(arguments[at + 1]), int(arguments[0]))
        return
    base = None
    for count in [int(a) for a in arguments] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            upper = read_upper(write(Path(folder), count), DAY)
            each = measure(Path(folder) / "plans", upper, base)
            base = base or each


if __name__ == "__main__":
    main()
