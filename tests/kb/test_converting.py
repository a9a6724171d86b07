"""The packed 4-bit model unpacked: a tiny one packed by the test."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest

from kb import converting

HIDDEN, INNER, POSITIONS, TYPES = 32, 64, 8, 2
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "应急", "预案"]


def four_bit(array: np.ndarray) -> bytes:
    """Blocks of 32 with one scale, values must be whole numbers from -8 to 7."""
    out = b""
    for block in array.reshape(-1, 32).astype(int) + 8:
        out += np.float16(1).tobytes() + (block[:16] | block[16:] << 4).astype(np.uint8).tobytes()
    return out


def packed() -> tuple[bytes, np.ndarray]:
    words = np.arange(len(PIECES) * HIDDEN).reshape(-1, HIDDEN) % 15 - 7
    tensors = {"emb.word": four_bit(words), "emb.pos": np.ones((POSITIONS, HIDDEN), "<f4").tobytes()}
    tensors["emb.type"] = np.zeros((1, HIDDEN), "<f4").tobytes()
    tensors |= {name: np.ones(HIDDEN, "<f4").tobytes() for name in ("emb.ln.w", "emb.ln.b")}
    sizes = {"fi.w": INNER * HIDDEN, "fo.w": INNER * HIDDEN, "fi.b": INNER}
    for short in ("q", "k", "v", "ao", "fi", "fo"):
        tensors[f"l0.{short}.w"] = four_bit(np.ones(sizes.get(f"{short}.w", HIDDEN * HIDDEN)))
        tensors[f"l0.{short}.b"] = np.zeros(sizes.get(f"{short}.b", HIDDEN), "<f4").tobytes()
    for name in ("aln.w", "aln.b", "oln.w", "oln.b"):
        tensors[f"l0.{name}"] = np.ones(HIDDEN, "<f4").tobytes()
    blob = [piece.encode() for piece in PIECES]
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, 1, 2, INNER, len(PIECES), POSITIONS, TYPES, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(b"".join(blob)))
    head += np.cumsum([0, *map(len, blob)]).astype("<u4").tobytes() + np.zeros(len(PIECES), "<f4").tobytes()
    head += b"".join(blob) + struct.pack("<iI", 0, 0) + struct.pack("<i", len(tensors))
    start = len(head) + sum(2 + len(name) + 1 + 4 + 8 + 8 for name in tensors)
    for name, raw in tensors.items():
        count = HIDDEN if name == "emb.type" else len(raw) // 4
        head += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, count, start, len(raw))
        start += len(raw)
    return head + b"".join(tensors.values()), words


def test_weights_and_tokenizer_come_out_as_they_went_in(tmp_path: Path):
    data, words = packed()
    (tmp_path / "small.bin").write_bytes(data)
    converting.convert(tmp_path / "small.bin", tmp_path / "model")
    raw = (tmp_path / "model/model.safetensors").read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    entry = json.loads(raw[8 : 8 + size])["embeddings.word_embeddings.weight"]
    begin, end = entry["data_offsets"]
    found = np.frombuffer(raw[8 + size + begin : 8 + size + end], "<f2").reshape(entry["shape"])
    assert (found == words).all()
    tokenizer = json.loads((tmp_path / "model/tokenizer.json").read_text(encoding="utf-8"))
    assert [piece for piece, _ in tokenizer["model"]["vocab"]] == PIECES
    config = json.loads((tmp_path / "model/config.json").read_text(encoding="utf-8"))
    assert (config["hidden_size"], config["intermediate_size"], config["vocab_size"]) == (HIDDEN, INNER, len(PIECES))


def test_a_damaged_folder_is_made_again_and_a_whole_one_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "small.bin").write_bytes(packed()[0])
    monkeypatch.setattr(converting, "packed_model", lambda: tmp_path / "small.bin")
    weights = converting.converted(tmp_path / "model") / "model.safetensors"
    whole, made = weights.read_bytes(), weights.stat().st_mtime_ns
    converting.converted(tmp_path / "model")
    assert weights.stat().st_mtime_ns == made
    weights.write_bytes(b"broken")
    converting.converted(tmp_path / "model")
    assert weights.read_bytes() == whole


def test_without_the_extra_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(converting, "find_spec", lambda name: None)
    with pytest.raises(converting.ModelError, match=r"plancheck\[semantic\]"):
        converting.packed_model()
