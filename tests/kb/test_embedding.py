"""Vectors of texts: the shipped model and what is said when a model can not be used."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from kb.converting import ModelError
from kb.embedding import SentenceTransformerEmbedder, StaticEmbedder, load_embedder
from kb.loading import corpora_root

FOLDER = corpora_root() / "models"


def test_vectors_are_of_length_one_and_the_same_in_any_company():
    embedder = load_embedder()
    texts = ["总指挥不在时由副总指挥代行职责", "应急物资每季度清点一次", "Ⅰ级 24 h"]
    together = embedder.encode(texts)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1)[:2], 1, atol=1e-5)
    assert not together[2].any() or np.isclose(np.linalg.norm(together[2]), 1, atol=1e-5)
    for text, row in zip(texts, together, strict=True):
        assert np.allclose(embedder.encode([text])[0], row, atol=1e-6)


def test_texts_without_chinese_words_are_zero_and_near_nothing():
    vectors = load_embedder().encode(["", "ABC 123", "报告"])
    assert not vectors[:2].any()
    assert vectors[2].any()


def test_unknown_words_fall_back_to_characters():
    embedder = StaticEmbedder(FOLDER)
    assert len(embedder.words("魑魅应急预案")) == 3


def test_other_words_for_one_matter_are_nearer_than_another_matter():
    left, same, other = load_embedder().encode(
        ["对受灾群众提供临时安置场所", "开放避难点，安排无家可归者食宿", "电梯由维保单位每半月保养一次"]
    )
    assert left @ same > left @ other + 0.1


def test_manifest_tells_origin_and_size():
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["licence"] == "MIT"
    assert manifest["words"] == len((FOLDER / "words.txt").read_text(encoding="utf-8").split("\n"))
    assert sum(p.stat().st_size for p in FOLDER.iterdir() if p.is_file()) < 8_000_000


def test_changed_files_are_refused(tmp_path: Path):
    shutil.copytree(FOLDER, tmp_path / "models")
    with (tmp_path / "models/words.txt").open("a", encoding="utf-8") as file:
        file.write("\n新词")
    with pytest.raises(ModelError, match=r"words\.txt"):
        StaticEmbedder(tmp_path / "models")


def test_a_missing_extra_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kb.embedding.find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"plancheck\[semantic\]"):
        SentenceTransformerEmbedder(tmp_path)


def test_a_folder_without_a_model_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kb.embedding.find_spec", lambda name: object())
    with pytest.raises(ModelError, match="PLANCHECK_MODEL"):
        SentenceTransformerEmbedder(tmp_path)
