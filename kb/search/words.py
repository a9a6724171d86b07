"""Words of questions and duties: folding, segmenting with the field's dictionary, clause numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kb.loading import corpora_root

if TYPE_CHECKING:
    import jieba

VOCABULARY, DICTIONARY = "models/words.txt", "lexicons/jieba.txt"
EVEN = 3  # words alike in frequency: the cut with the fewest words wins

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z]+|\d+(?:\.\d+)*")
_SPACE_IN_HAN = re.compile(r"(?<=[\u4e00-\u9fff0-9.])\s+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s+(?=[0-9])")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}


def fold(text: str) -> str:
    """Half width, lower case, no white space between Chinese words."""
    return _SPACE_IN_HAN.sub("", unicodedata.normalize("NFKC", text).lower())


def tokens(text: str) -> list[str]:
    """Words, numbers and two-character pieces of a text, in no order that matters."""
    text = fold(text)
    found = _LATIN.findall(text)
    for run in _HAN.findall(text):
        found += [w for w in words(run) if len(w) > 1]
        found += [run[i : i + 2] for i in range(len(run) - 1)] if len(run) > 1 else [run]
    return found


def pairs(text: str) -> frozenset[str]:
    """The two-character pieces and numbers of a text, as a set to compare texts by."""
    text = fold(text)
    found = set(_LATIN.findall(text))
    for run in _HAN.findall(text):
        found |= {run[i : i + 2] for i in range(len(run) - 1)} or {run}
    return frozenset(found)


def words(run: str) -> Iterator[str]:
    """Words of a run of Chinese, long ones also in their parts."""
    yield from _segmenter().cut_for_search(run)


@lru_cache(maxsize=1)
def _segmenter() -> jieba.Tokenizer:
    """Our own tokenizer, so that nobody else's dictionary changes what the index and the question are cut into.

    The vocabulary of the language model (28,000 words) loads in a tenth of the time of jieba's own (350,000) and finds
    the same duties; jieba's own serves where the model is not installed.
    """
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    segmenter = jieba.Tokenizer()
    vocabulary, dictionary = corpora_root() / VOCABULARY, corpora_root() / DICTIONARY
    if vocabulary.is_file():
        field = [line.split()[0] for line in _lines(dictionary) if line.strip()]
        segmenter.FREQ = _prefixes([*(w for w in _lines(vocabulary) if len(w) > 1), *field])
        segmenter.total = EVEN * len(segmenter.FREQ)
        segmenter.initialized = True
    elif dictionary.is_file():
        segmenter.load_userdict(str(dictionary))
    return segmenter


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n") if file.is_file() else []


def _prefixes(known: Iterable[str]) -> dict[str, int]:
    """jieba's dictionary: every word with its frequency, every beginning of a word with 0 where it is no word."""
    out: dict[str, int] = {}
    for word in known:
        out[word] = EVEN
        for end in range(1, len(word)):
            out.setdefault(word[:end], 0)
    return out


def number(chinese: str) -> int:
    """「三十三」 → 33; numbers up to 999 as laws use them, Arabic ones too."""
    if chinese.isdigit():
        return int(chinese)
    total, digit = 0, 0
    for char in chinese:
        unit = _UNITS.get(char)
        if unit:
            total, digit = total + max(1, digit) * unit, 0
        else:
            digit = _DIGITS[char]
    return total + digit
