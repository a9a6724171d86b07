"""spaCy over jieba words: bodies, groups and roles of an emergency organisation as entities.

There is no trained Chinese model here; the pipeline is a blank one with the jieba segmenter, our dictionary, and an
EntityRuler. Loading jieba takes most of a second, so it happens on first use and once per process. Numbers and
frequencies never go through words (see `numerals`).
"""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens import Doc

from kb.loading import corpora_root

GROUP = "GROUP"  # 抢险救援组, 工作专班
BODY = "BODY"  # 应急指挥部, 领导小组, 办公室
ROLE = "ROLE"  # 总指挥, 副组长

DICTIONARY = "lexicons/jieba.txt"
_GROUP_HEADS = [
    "组", "小组", "工作组", "专家组", "专班", "救援队", "抢险队", "应急队", "救护组",
    "分队", "专家库",
]  # fmt: skip
_BODY_HEADS = [
    "指挥部", "总指挥部", "分指挥部", "领导小组", "办公室", "委员会", "指挥中心", "指挥机构",
    "管委会", "工作机构", "防指", "防办", "应急委", "应急办", "安委会", "减灾委",
    "指挥室", "值班室", "控制中心", "调度中心",
]  # fmt: skip
_ROLES = [
    "总指挥", "副总指挥", "常务副总指挥", "指挥长", "副指挥长", "常务副指挥长", "组长",
    "副组长", "现场指挥", "现场总指挥", "主任", "副主任", "应急总指挥",
]  # fmt: skip
# Words that end a name on the left: verbs, prepositions, connectives.
_STOP = [
    "由", "下设", "设立", "设", "成立", "和", "及", "与", "的", "等", "在", "向", "报", "为",
    "负责", "担任", "任", "经", "其", "各", "本", "包括", "分为", "组建", "并", "后", "应", "可",
    "以及", "或", "对", "从", "派出", "启动", "按照", "根据", "要求", "立即", "及时", "接到", "当", "是",
    "有", "用", "到", "将", "给", "之", "服从", "以下简称", "简称", "下辖", "成员", "组成", "共", "个",
    "若干", "即", "进行", "接受", "具体", "承担", "设在", "隶属", "他", "该", "此", "至", "每", "时",
    "不", "需", "要", "未", "已", "请示", "参加", "通过", "应当", "职责", "了", "同时", "牵头", "会同",
    "承办", "设置", "构成",
]  # fmt: skip
_WORD = {"TEXT": {"REGEX": r"^[一-龥A-Z]{1,8}$", "NOT_IN": _STOP}, "OP": "{1,5}"}
_WORDS = {**_WORD, "OP": "{0,4}"}


@dataclass(frozen=True)
class Entity:
    """A body, group or role in a piece of text; offsets are of that text."""

    label: str
    text: str
    start: int
    end: int


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The pipeline, built once; jieba's start-up log and warnings are kept quiet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

        jieba.setLogLevel(logging.WARNING)
        nlp = Chinese.from_config({"nlp": {"tokenizer": {"segmenter": "jieba"}}})
        dictionary = corpora_root() / DICTIONARY
        _teach(dictionary)
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "ORTH"})
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            *({"label": ROLE, "pattern": role} for role in _ROLES),
            {"label": GROUP, "pattern": [_WORD, {"TEXT": {"IN": _GROUP_HEADS}}]},
            {
                "label": GROUP,
                "pattern": [
                    _WORDS,
                    {"TEXT": {"REGEX": r"^[一-龥]{2,8}(?:组|专班)$", "NOT_IN": [*_ROLES, "小组", "机组", "班组"]}},
                ],
            },
            {"label": BODY, "pattern": [_WORD, {"TEXT": {"IN": _BODY_HEADS}}]},
            {"label": BODY, "pattern": [_WORDS, {"TEXT": {"REGEX": r"^[一-龥]{2,10}(?:指挥部|领导小组|指挥中心)$"}}]},
        ]
    )
    return nlp


def _teach(dictionary: Path) -> None:
    import jieba

    for word in [*_GROUP_HEADS[1:], *_BODY_HEADS, *_ROLES]:
        jieba.add_word(word)
    if dictionary.is_file():
        jieba.load_userdict(str(dictionary))


def entities(text: str) -> list[Entity]:
    """Bodies, groups and roles in dense text, in order."""
    doc: Doc = pipeline()(text)
    return [Entity(e.label_, e.text, e.start_char, e.end_char) for e in doc.ents]


def words(text: str) -> list[str]:
    """The words of a text, as the dictionary cuts them."""
    return [t.text for t in pipeline().make_doc(text)]
