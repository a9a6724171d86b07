"""What a template left behind: ××, XXX, 待补充, 某某公司, blanks for text; but not the blanks of forms."""

from __future__ import annotations

import re

from checker.facts.context import Context
from checker.report import Placeholder

_PATTERNS = (
    re.compile(r"[一-龥]{0,4}(?:×|✕|╳|＊|\*){2,}[一-龥]{0,6}"),
    re.compile(r"[一-龥]{0,4}(?<![A-Za-z\d./-])[Xx]{2,}(?![A-Za-z\d./-])[一-龥]{0,6}"),
    re.compile(
        r"\(?(?:待补充|待完善|待填写?|待确定|待定稿|待添加|此处(?:填写|补充|插入)|请(?:在此)?填写|请补充|请输入|TBD|TODO)[^,。;()|\n]{0,10}\)?"
    ),
    re.compile(r"某某[一-龥]{0,6}|某(?:公司|单位|企业|工厂|酒店|市|县|区|局)(?=的|负责|应|为|在|安全|法定|生产|应急)"),
    re.compile(
        r"[\[{](?:[^\[\]{}\n]{0,12})(?:填写|名称|公司|单位|姓名|电话|日期|地址|插入|替换)(?:[^\[\]{}\n]{0,12})[\]}]"
    ),
    re.compile(r"(?<=[一-龥:,])_{3,}(?=[一-龥,。;(]|$)", re.M),
    re.compile(r"(?:0\d{2,3}-?)?0{7,8}(?!\d)|1[3-9]\d0{8}(?!\d)"),  # a number nobody has
    re.compile(r"20(?:×|X|x){2}年|\d{2}(?:XX|xx)年"),
)
_FORM_LINE = re.compile(
    r"签名|签字|签章|盖章|填表|填报|填写人|报告人|记录人|审核人?|批准人?|年_*月_*日|编号[:：]|日期[:：]|时间[:：]|报告单位|接报|呼号"
)
_FORM_WORDS = re.compile(r"我是|你好|您好|请立即|请各|各有关单位:|通知$|特此|报警词|用语|示例|例如|如:|比如|格式")


def placeholders(context: Context) -> tuple[Placeholder, ...]:
    found: list[Placeholder] = []
    last = -1
    for start, end in sorted((m.start(), m.end()) for p in _PATTERNS for m in p.finditer(context.text)):
        if start < last or _is_form(context, start):
            continue
        last = end
        found.append(Placeholder(text=context.text[start:end].strip(",。"), evidence=context.quote(start, end)))
    return tuple(found)


def _is_form(context: Context, start: int) -> bool:
    """Whether the blank is to be filled when the plan is used: a form, a sample notice, a sign-off line."""
    if context.in_form(start):
        return True
    paragraph = context.index.paragraph_at(start)
    line_start, line_end = context.index.line(paragraph.index)
    line = context.text[line_start:line_end]
    if "_" in context.text[start : start + 3]:
        return bool(_FORM_LINE.search(line)) or paragraph.role == "row" or bool(context.attachment(start))
    if _FORM_WORDS.search(line):
        return True
    if bool(context.attachment(start)):
        # XX: as the address of a sample notice; a contact list with ××× is a real gap
        return bool(re.fullmatch(r"[Xx×]{2,}[一-龥]{0,6}[:,]?", line)) or bool(
            re.search(r"年_*月_*日|经[^。]{0,12}同意,?决定|[Xx×]{2,}[年月日时分]", line)
        )
    return False
