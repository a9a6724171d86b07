"""Plans and file names that try to become something else: script, markup, a link, a formula, a template, a field.

Every piece stands where plans have words that come back in the outputs: title, organisation, headings, limits,
levels, drills, citations, tables. All names are invented.
"""

from __future__ import annotations

import re
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

OUTSIDE = "outside.example"  # a host that nothing may ask
SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(2)>"
PICTURE = f"![图](http://{OUTSIDE}/p.png)"
LINK = "[点我](javascript:alert(3))"
HREF = f"<a href='http://{OUTSIDE}/a' onclick=alert(4)>点</a>"
FORMULA = f'=HYPERLINK("http://{OUTSIDE}/f","点我")'
COMMAND = "=cmd|'/C calc'!A0"
JINJA = "{{7*7}}{% include 'x' %}{{内容}}"
DIRECTIVE = ":red[**红**] :material/delete: $x^2$"
CONTROL = "\x08\x1b[31m\u202e"
MARKUP = (SCRIPT, IMAGE, PICTURE, LINK, HREF, JINJA, DIRECTIVE)
FORMULAS = (FORMULA, COMMAND, "@SUM(1+1)*cmd", "+1+1", "-1+2", "\t=1+1")

ORGANISATION = f"云杉酒店{IMAGE}有限公司"
TITLE = f"{ORGANISATION}生产安全事故综合应急预案"
CALENDAR = "\r\nATTACH:http://outside.example/c\r\nBEGIN:VALARM"

NAMES = (
    "../../../etc/预案.docx",
    "预\x07案\n\r.docx",
    "长" * 300 + ".docx",
    "<img src=x onerror=alert(5)>.docx",
    "预案\u202excod.docx",
    "=cmd|'calc'!A0.docx",
    "![图](http-outside).docx",
    "𠮷" * 90 + ".docx",
)

# (level, text): 1 and 2 are headings, 0 is a paragraph
TEXT: tuple[tuple[int, str], ...] = (
    (1, "1 总则"),
    (2, f"1.1 编制目的{SCRIPT}"),
    (0, f"为规范{IMAGE}应急处置，减少人员伤亡，制定本预案。{PICTURE}"),
    (2, "1.2 编制依据"),
    (0, f"依据《中华人民共和国安全生产法》《{SCRIPT}管理办法》（国务院令第708号）《云泽市{IMAGE}总体应急预案》制定。"),
    (2, f"1.3 适用范围{LINK}"),
    (0, f"本预案适用于{ORGANISATION}范围内生产安全事故的应急处置。{HREF}"),
    (2, "1.4 响应分级"),
    (0, f"应急响应分为三级。Ⅰ级响应：{SCRIPT}造成3人以上死亡，由总指挥启动。"),
    (0, f"Ⅱ级响应：{FORMULA}重伤1人以上，由副总指挥启动。"),
    (1, f"2 组织机构及职责{IMAGE}"),
    (0, f"成立应急指挥部，总指挥由总经理{SCRIPT}担任，下设抢险组{IMAGE}、警戒组。抢险组职责：组织抢险救援{JINJA}。"),
    (1, "3 应急响应"),
    (2, f"3.1 信息报告{PICTURE}"),
    (0, f"事故发生后，现场人员{SCRIPT}应当在2小时内向县应急管理局{IMAGE}报告；值班电话：0000-12345678{LINK}。"),
    (0, FORMULA),
    (0, "@SUM(1+1)*cmd 事故信息应当及时报告。"),
    (0, "+1+1 预警信息由值班室发布。"),
    (0, "-1+2 应急处置应当防止次生事故。"),
    (0, COMMAND),
    (2, f"3.2 预警{DIRECTIVE}"),
    (0, f"接到预警信息{HREF}后通知各岗位。{DIRECTIVE}"),
    (2, "3.3 处置措施"),
    (0, f"抢险组立即开展先期处置{PICTURE}，疏散人员。javascript:alert(6)"),
    (1, "4 后期处置"),
    (0, f"响应结束后善后、恢复营业{SCRIPT}。"),
    (1, "5 应急保障"),
    (0, f"应急物资{IMAGE}、应急队伍由后勤组保障，联系人×××{SCRIPT}。"),
    (1, "6 培训与演练"),
    (0, f"每两年组织一次{SCRIPT}综合应急演练，演练后评估{LINK}。每五年评估一次本预案{IMAGE}。"),
    (1, "7 附件"),
)
CELLS = (("姓名", "职务", "电话"), (SCRIPT, IMAGE, FORMULA), ("-1+2", "+1+1", COMMAND), (PICTURE, LINK, JINJA))


def markdown_plan(extra: str = "") -> bytes:
    """The plan as Markdown, with control characters, which Word can not hold."""
    lines = [f"# {TITLE}{CONTROL}", f"编制单位：{ORGANISATION}", ""]
    lines += [f"{'#' * (level + 1)} {text}" if level else text for level, text in TEXT]
    lines.append(f"接到{CONTROL}预警后立即报告。")
    lines += ["", *("| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in CELLS), extra]
    return "\n\n".join(lines).encode()


def html_plan() -> bytes:
    """The plan as a page that also holds script, frames and pictures of its own."""
    body = "".join(f"<h{level + 1}>{_quoted(text)}</h{level + 1}>" if level else f"<p>{_quoted(text)}</p>"
                   for level, text in TEXT)  # fmt: skip
    head = f"<title>{_quoted(TITLE)}</title><script>alert(7)</script><meta http-equiv=refresh content='0;http://{OUTSIDE}'>"
    live = f"<img src=http://{OUTSIDE}/i onerror=alert(8)><iframe src=http://{OUTSIDE}/></iframe><svg onload=alert(9)>"
    return (
        f"<html><head>{head}</head><body onload=alert(10)><h1>{_quoted(TITLE)}</h1>{body}{live}</body></html>".encode()
    )


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def word_plan(extra: str = "") -> bytes:
    """The plan as DOCX with live fields (DDE, a picture from outside), a link and a template from outside."""
    document = Document()
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(f"编制单位：{ORGANISATION}")
    for level, text in TEXT:
        document.add_heading(text, level) if level else document.add_paragraph(text)
    table = document.add_table(rows=0, cols=3)
    for row in CELLS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text.strip()
    _field(document.paragraphs[4], 'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"')
    _field(document.paragraphs[6], f'INCLUDEPICTURE "http://{OUTSIDE}/w.png" \\d')
    _link(document, document.paragraphs[8])
    document.add_paragraph(extra)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _field(paragraph: Paragraph, code: str) -> None:
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), code)
    paragraph._p.append(simple)
    paragraph.add_run("应急预案")
    simple.append(paragraph.runs[-1]._r)


def _link(document: DocumentType, paragraph: Paragraph) -> None:
    made = document.part.relate_to(f"http://{OUTSIDE}/l", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), made)
    paragraph.add_run("附件")
    link.append(paragraph.runs[-1]._r)
    paragraph._p.append(link)


def dense(text: str) -> str:
    return re.sub(r"\s+", "", text)
