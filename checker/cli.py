"""The command line `plancheck`. Exit status: 0 checked, 2 the input cannot be used, 1 an internal error."""

from __future__ import annotations

import contextlib
import logging
import runpy
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from checker import __version__
from checker.cli_bench import bench_app
from checker.cli_kb import kb_app
from checker.cli_screen import complain
from checker.errors import InputError, internal_line
from kb.errors import CatalogueError

AUTO = "auto"
BAD_INPUT, INTERNAL_ERROR = 2, 1

# typer carries its own copy of click since 0.2x; the base class is reached through what typer exports.
USAGE_ERROR: type[Exception] = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")

app = typer.Typer(
    help="应急预案合规审查：逐条对照法规标准，给出原文、页码和条款。全部在本机完成，不联网。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(kb_app, name="kb")
app.add_typer(bench_app, name="bench")

Kind = Annotated[
    str,
    typer.Option(
        help="整个文件的预案类型：auto、enterprise-comprehensive 综合、enterprise-special 专项、"
        "enterprise-onsite 现场处置、enterprise-environment 突发环境事件、gov-master 总体、gov-special 专项、"
        "gov-department 部门、township 乡镇街道"
    ),
]
Subject = Annotated[
    str,
    typer.Option(
        help="单位类型：auto、ordinary 一般、high-risk 高危、crowded-place 人员密集、government 政府、other 其他"
    ),
]
RegionName = Annotated[str, typer.Option("--region", help="地区全称，如 洛阳市；不写则从预案中识别")]
Day = Annotated[str, typer.Option("--as-of", help="按哪一天的法规判断，如 2026-11-23；不写为今天")]
NoOcr = Annotated[bool, typer.Option("--no-ocr", help="扫描页、乱码页不做文字识别，只说明没有读到")]

LOOK_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Settings:
    debug: bool = False


@app.callback(invoke_without_command=True)
def version(show: Annotated[bool, typer.Option("--version", help="显示版本")] = False) -> None:
    if show:
        typer.echo(f"plancheck {__version__}")
        raise typer.Exit()


@app.command()
def check(
    context: typer.Context,
    plans: Annotated[
        list[Path], typer.Argument(help="预案文件（PDF、DOCX、DOC、HTML、MD、TXT 或 ZIP）或目录，可以有多个")
    ],
    kind: Kind = AUTO,
    subject: Subject = AUTO,
    region: RegionName = "",
    upper: Annotated[list[Path] | None, typer.Option(help="上级预案，可以写多次；不写则用本地区的资料")] = None,
    as_of: Day = "",
    no_ocr: NoOcr = False,
    json: Annotated[Path | None, typer.Option(help="写 JSON 报告；多个预案时写目录；- 为标准输出")] = None,
    docx: Annotated[Path | None, typer.Option(help="写 Word 审查意见；多个预案时写目录")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="写 Excel 问题清单；多个预案时写目录")] = None,
    html: Annotated[Path | None, typer.Option(help="写网页报告；多个预案时写目录")] = None,
    overview: Annotated[
        Path | None, typer.Option(help="多个预案的总表：共性问题、预案 × 关键要素；写 .xlsx 或 .html")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="终端里最多显示多少条问题")] = 20,
) -> None:
    """检查预案，列出问题、原文、位置、条款和建议。"""
    from checker.cli_check import check_plans  # spaCy takes a second to load; `kb` and `serve` do not wait for it
    from checker.cli_files import Targets
    from checker.desk.options import check_options
    from checker.desk.running import unpacked_files

    options = check_options(kind, subject, region, as_of, upper=tuple(upper or ()), ocr=not no_ocr)
    debug = isinstance(context.obj, Settings) and context.obj.debug
    with unpacked_files(plans) as files:
        targets = Targets.of({"json": json, "docx": docx, "xlsx": xlsx, "html": html}, files, overview)
        raise typer.Exit(check_plans(files, options, targets, limit=limit, debug=debug))


@app.command()
def outline(
    plan: Annotated[Path, typer.Argument(help="预案文件")],
    kind: Kind = AUTO,
    subject: Subject = AUTO,
    region: RegionName = "",
    no_ocr: NoOcr = False,
    json: Annotated[Path | None, typer.Option(help="写 JSON；- 为标准输出")] = None,
) -> None:
    """只读不查：列出单元、标题、页码，和没有读到的内容。"""
    from checker.cli_check import outline_plan
    from checker.desk.options import check_options

    outline_plan(plan, check_options(kind, subject, region, "", ocr=not no_ocr), json)


@app.command()
def connect(
    plan: Annotated[Path, typer.Argument(help="预案文件；或者一个目录，里面有许多预案")],
    upper: Annotated[
        list[Path] | None, typer.Option(help="上级预案文件，或 profile 写出的 JSON、已保存的名称，可以写多次")
    ] = None,
    kind: Kind = AUTO,
    region: RegionName = "",
    as_of: Day = "",
    no_ocr: NoOcr = False,
    json: Annotated[Path | None, typer.Option(help="写 JSON；- 为标准输出")] = None,
    html: Annotated[Path | None, typer.Option(help="写网页")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="写 Excel（只用于目录）")] = None,
) -> None:
    """只比对衔接：一个预案与上级预案逐项比；一个目录则画出整个预案网络。"""
    from checker.cli_connect import connect_folder, connect_one
    from checker.desk.options import check_options

    options = check_options(kind, AUTO, region, as_of, upper=tuple(upper or ()), ocr=not no_ocr)
    if plan.is_dir():
        connect_folder(plan, options, json=json, html=html, xlsx=xlsx)
    else:
        connect_one(plan, options, json=json, html=html, xlsx=xlsx)


@app.command()
def profile(
    plan: Annotated[Path, typer.Argument(help="上级预案文件；也可以是已保存的名称或改正后的 JSON")],
    json: Annotated[Path | None, typer.Option(help="写 JSON，可以改正后当 --upper 用；- 为标准输出")] = None,
    yaml: Annotated[Path | None, typer.Option(help="写地区资料（YAML），可放进知识库的 regions 目录")] = None,
    verified: Annotated[bool, typer.Option("--verified", help="地区资料已逐条对照原文核对，可以用来判断")] = False,
    save: Annotated[bool, typer.Option("--save", help="存到本机，以后用名称当 --upper")] = False,
    no_ocr: NoOcr = False,
) -> None:
    """从上级预案中读出它的规定：分类分级、指挥机构、响应阶梯、报告线、专项预案名录等。"""
    from checker.cli_connect import ProfileOutputs, show_profile
    from checker.desk.options import check_options

    outputs = ProfileOutputs(json=json, yaml=yaml, verified=verified, save=save)
    show_profile(plan, check_options(AUTO, AUTO, "", "", ocr=not no_ocr), outputs)


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口")] = 8501,
    address: Annotated[str, typer.Option(help="监听地址；默认只有本机能打开")] = "localhost",
) -> None:
    """在浏览器里打开审查台（Ctrl+C 结束）。"""
    typer.echo(f"审查台：http://{address}:{port} （按 Ctrl+C 结束）")
    _go_on()
    sys.argv[:] = serve_arguments(port, address)
    runpy.run_module("streamlit", run_name="__main__")  # in this process: one thing to stop


def _go_on() -> None:
    """Take up what was waiting when the desk last ended, before anybody opens a page, and what a dead worker left."""
    from sqlalchemy.exc import SQLAlchemyError

    from checker.desk.queue import ensure_workers
    from checker.desk.store.database import open_desk

    try:
        desk = open_desk()
    except InputError as error:
        complain(str(error))  # the pages of the knowledge base need no desk
        return

    def look() -> None:
        while True:  # once is not enough: a worker killed a moment ago may still look alive
            with contextlib.suppress(OSError, SQLAlchemyError):  # a database away for a moment; looked at again
                ensure_workers(desk)
            time.sleep(LOOK_SECONDS)

    threading.Thread(target=look, daemon=True).start()


def serve_arguments(port: int, address: str) -> list[str]:
    """What Streamlit is started with: no usage statistics, no look-ups outside, no tracebacks in the page."""
    flags = {
        "server.address": address,
        "server.port": str(port),
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": "false",  # they lead to search engines outside
        "client.toolbarMode": "minimal",
    }
    page = Path(__file__).resolve().parent.parent / "app.py"
    given = [f"--{name}={value}" for name, value in flags.items()]
    return ["streamlit", "run", str(page), *given]


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status; every error is one Chinese line on stderr.

    `--debug`, anywhere on the line, shows the traceback of an internal error.
    """
    settings = Settings(debug="--debug" in arguments)
    words = [a for a in arguments if a != "--debug"]
    logging.getLogger("plancheck").addHandler(logging.NullHandler())  # an error is told once, on stderr
    try:
        return app(words, standalone_mode=False, obj=settings, prog_name="plancheck") or 0
    except InputError as error:
        complain(str(error))
        return BAD_INPUT
    except CatalogueError as error:
        for problem in error.problems:
            complain(str(problem))
        complain("知识库有错，见上；“本地/”开头的是本机增加的文件，用 plancheck kb changes 可看到它们在哪里。")
        return BAD_INPUT
    except USAGE_ERROR as error:
        if str(error):  # empty when no command was given and the help has been shown
            complain(f"命令写法有误：{error}；用法见 plancheck --help。")
        return BAD_INPUT
    except (KeyboardInterrupt, typer.Abort):
        complain("已中断。")
        return INTERNAL_ERROR
    except Exception as error:  # the border to the user: one line, the traceback only on demand
        complain(internal_line(error))
        if settings.debug:
            traceback.print_exception(error)
        return INTERNAL_ERROR


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console that lacks a character
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
