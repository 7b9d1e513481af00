"""A Unigram vocabulary, as SentencePiece trains them, written the way llama.cpp reads XLM-RoBERTa's.

Kudo 2018, "Subword Regularization". The keys are those of `_xlmroberta_set_vocab` in llama.cpp's conversion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import gguf

from model.charsmap import charsmap

UNUSED_SCORE = -1000.0


@dataclass(frozen=True)
class Special:
    """The places of the tokens that stand for none of a text's pieces."""

    begin: int
    end: int
    padding: int
    unknown: int
    mask: int


@dataclass(frozen=True)
class Unigram:
    """Pieces by token number, the logarithm of each one's probability, and what a character is replaced by first."""

    pieces: Sequence[str]
    scores: Sequence[float]
    replaced: Mapping[str, str]
    special: Special


def add_unigram(writer: gguf.GGUFWriter, vocabulary: Unigram, size: int) -> None:
    """Write the vocabulary, filled up to the `size` rows that the embeddings have with tokens that nothing becomes."""
    filling = range(len(vocabulary.pieces), size)
    writer.add_tokenizer_model("t5")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([*vocabulary.pieces, *(f"[unused{number}]" for number in filling)])
    writer.add_token_scores([*vocabulary.scores, *(UNUSED_SCORE for _ in filling)])
    writer.add_token_types(_types(vocabulary, size))
    writer.add_token_type_count(2)
    writer.add_add_space_prefix(True)
    writer.add_remove_extra_whitespaces(True)
    writer.add_precompiled_charsmap(charsmap(vocabulary.replaced))
    special = vocabulary.special
    writer.add_bos_token_id(special.begin)
    writer.add_eos_token_id(special.end)
    writer.add_sep_token_id(special.end)
    writer.add_pad_token_id(special.padding)
    writer.add_unk_token_id(special.unknown)
    writer.add_mask_token_id(special.mask)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(True)


def _types(vocabulary: Unigram, size: int) -> list[gguf.TokenType]:
    special = vocabulary.special
    types = [gguf.TokenType.NORMAL] * len(vocabulary.pieces)
    for token in (special.begin, special.end, special.padding, special.mask):
        types[token] = gguf.TokenType.CONTROL
    types[special.unknown] = gguf.TokenType.UNKNOWN
    return types + [gguf.TokenType.UNUSED] * (size - len(types))
