"""A sentence-transformers model in memory: tokens in, vectors out, and nothing about passages.

This is the only room where torch computes. The model's modules are called directly: the library's
own ``encode`` spends a millisecond on every question and does not give token vectors with their
places.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.ports import Matrix, Vector
from embeddings.windows import Frame

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding, Tokenizer

_USUAL_LIMIT = 512
"""Tokens that a model reads, where it does not say."""
_NO_LIMIT = 10**6


@dataclass(frozen=True, slots=True)
class Output:
    """What the model makes of one input: its vector, and a vector for each of its tokens."""

    pooled: Vector
    tokens: Matrix


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model that is ready. Safe for use by several threads.

    Attributes:
        tokenizer: neither truncates nor pads, so that threads can share it.
        typed: whether the model takes token types.
        pad: the token that fills up a batch.
        pools_spans: whether means over stretches of tokens lie in the space of its vectors.
        half: whether this processor computes in bfloat16 by itself.
    """

    network: "SentenceTransformer"
    tokenizer: "Tokenizer"
    frame: Frame
    typed: bool
    pad: int
    pools_spans: bool
    half: bool

    def encoded(self, text: str) -> "Encoding":
        """The tokens of ``text`` with their places in it, without the model's special tokens."""
        # A lone surrogate cannot be encoded; a question mark takes its place and keeps the offsets.
        clean = text.encode("utf-8", "replace").decode("utf-8")
        return self.tokenizer.encode(clean, add_special_tokens=False)

    def outputs(self, inputs: Sequence[Sequence[int]], *, half: bool) -> list[Output]:
        """One pass over ``inputs``; with ``half`` the transformer computes in bfloat16.

        bfloat16 gives 2.2 times the passages a second, at a cosine of .9999 to float32.
        """
        import torch

        width = max(1, *map(len, inputs))
        ids = torch.full((len(inputs), width), self.pad, dtype=torch.int64)
        mask = torch.zeros_like(ids)
        for row, numbers in enumerate(inputs):
            ids[row, : len(numbers)] = torch.tensor(numbers, dtype=torch.int64)
            mask[row, : max(1, len(numbers))] = 1
        features = {"input_ids": ids, "attention_mask": mask}
        if self.typed:
            features["token_type_ids"] = torch.zeros_like(ids)
        with torch.inference_mode():
            transformer, *others = self.network
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
                features = transformer(features)
            features["token_embeddings"] = features["token_embeddings"].float()
            for module in others:
                features = module(features)
            tokens = features["token_embeddings"].numpy()
            pooled = features["sentence_embedding"].numpy()
        return [Output(*pair) for pair in zip(pooled, tokens, strict=True)]


@contextmanager
def one_thread() -> Iterator[None]:
    """Compute in the calling thread alone: a question is too small to be worth a thread pool.

    On two cores with other work, 300 questions took 28 ms each (median; 95 % within 42 to 55) with
    one thread and 87 to 156 ms (327 to 1,053) with two.
    """
    import torch

    # The number holds for the calling thread: it is put back for passages.
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def load_model(folder: Path) -> LoadedModel:
    """Load the model in ``folder``, silently and without the network.

    Raises:
        ValueError: if it is of a kind that Footnote cannot use. The libraries raise errors of
            their own on files that are missing or damaged.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from tokenizers import Tokenizer
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call] # transformers has no types here
    logging.disable_progress_bar()  # type: ignore[no-untyped-call] # as above
    network = SentenceTransformer(str(folder), device="cpu", local_files_only=True).eval()
    first = network[0]
    usual = getattr(first, "tokenizer", None)
    backend = getattr(usual, "backend_tokenizer", None)
    if not isinstance(first, Transformer) or usual is None or backend is None:
        raise ValueError("it is not a transformer with a fast tokenizer")
    if not all(getattr(module, "include_prompt", True) for module in network):
        raise ValueError("its pooling leaves prompts out")
    tokenizer = Tokenizer.from_str(backend.to_str())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    # These libraries make 400,000 objects that stay as long as the process does. Opening a
    # generation makes enough of its own to have the collector walk through them all.
    gc.collect()
    gc.freeze()
    return LoadedModel(
        network=network,
        tokenizer=tokenizer,
        frame=_frame(tokenizer, network.max_seq_length),
        typed="token_type_ids" in usual.model_input_names,
        pad=usual.pad_token_id or 0,
        pools_spans=_pools_spans(network),
        half=_has_bfloat16(),
    )


def _frame(tokenizer: "Tokenizer", limit: int | None) -> Frame:
    marked = tokenizer.encode("a")
    own = [place for place, special in enumerate(marked.special_tokens_mask) if not special]
    return Frame(
        prefix=tuple(marked.ids[: own[0]]),
        suffix=tuple(marked.ids[own[-1] + 1 :]),
        limit=limit if limit is not None and limit < _NO_LIMIT else _USUAL_LIMIT,
    )


def _pools_spans(network: "SentenceTransformer") -> bool:
    """Whether a vector is the mean of token vectors and nothing comes after but its length."""
    from sentence_transformers.base.modules import Normalize
    from sentence_transformers.sentence_transformer.modules import Pooling

    modules = list(network)[1:]
    pooling = modules[0] if modules else None
    return (
        isinstance(pooling, Pooling)
        and pooling.pooling_mode == "mean"
        and all(isinstance(module, Normalize) for module in modules[1:])
    )


def _has_bfloat16() -> bool:
    """Whether the processor itself computes in bfloat16; emulated, it is slower than float32."""
    import torch

    known: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(known.get("avx512_bf16") or known.get("amx_bf16"))
