"""llama.cpp with native types in and out: a model and its vocabulary. Nothing else imports llama_cpp.

The binding is loaded when the first model is, never at import: importing this module is cheap, and safe before a fork.
"""

import ctypes
import functools
import logging
import os
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from events.errors import Rejected, Unavailable
from model.offload import gpu_layers

# How often an OpenMP thread looks for the others of its step before it sleeps. The default, 300,000, is ruinous as soon
# as other processes want the same cores: with both of two cores busy, 3 to 11 tokens a second instead of 20 to 55.
SPINS = "100"
LOG = logging.getLogger(__name__)
NO_DEVICES = (ctypes.c_void_p * 1)()  # a list that ends at once
Tokens = npt.NDArray[np.int32]
ERRORS: deque[str] = deque(maxlen=4)  # the newest that llama.cpp has told


@functools.cache
def library() -> ModuleType:
    """Return the ctypes binding, loaded and initialised once in a process; its log is ours from then on."""
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", SPINS)
    from llama_cpp import llama_cpp as lib  # noqa: PLC0415 - 0.1 s and a shared library, only when a model is loaded

    lib.llama_log_set(_log_callback(lib), ctypes.c_void_p(0))
    _load_backends(lib)
    lib.llama_backend_init()
    return lib


def _load_backends(lib: ModuleType) -> None:
    """Load what computes, where it was built as libraries of its own: for this processor, and for a graphics card.

    llama.cpp would look for them beside the Python program. Of the variants for processors it takes the best that runs
    here; a library for a card is passed over where its driver is not installed.
    """
    native = lib._lib  # of ggml's own functions the binding has none
    if not native.ggml_backend_reg_count():
        native.ggml_backend_load_all_from_path(os.fsencode(Path(str(lib.__file__)).parent / "lib"))
    if not native.ggml_backend_reg_count():
        raise Unavailable("llama.cpp was built without anything that computes on this processor: build it here")


@functools.cache  # llama.cpp keeps the pointer: the callback must live as long as the process
def _log_callback(lib: ModuleType) -> Any:  # noqa: ANN401 - a ctypes function pointer
    error = 4  # GGML_LOG_LEVEL_ERROR; everything below it is noise to us

    def log(level: int, text: bytes, _user_data: object) -> None:
        if level == error:
            ERRORS.append(text.decode("utf-8", "replace").rstrip())
            LOG.error("llama.cpp: %s", ERRORS[-1])

    return lib.llama_log_callback(log)


def instructions() -> str:
    """Return the processor's instructions that what computes here was built for, as llama.cpp writes them."""
    return str(library().llama_print_system_info().decode()).strip(" |")


def schema_converter() -> Any:  # noqa: ANN401 - a class of an untyped package
    """Return the class that makes a GBNF grammar of a JSON Schema."""
    library()
    from llama_cpp.llama_grammar import SchemaConverter  # noqa: PLC0415 - with the library, when it is needed

    return SchemaConverter


def _why() -> str:
    """Return the first of the errors that llama.cpp has just told, in brackets; those after it only repeat it."""
    return f" ({ERRORS[0].split(': ', 1)[-1]})" if ERRORS else ""


FILE_TYPES = {"f16": 1, "q8_0": 7, "bf16": 32}  # llama_ftype


def requantize(source: Path, target: Path, format_: str, threads: int) -> None:
    """Write a GGUF file's matrices as another number type; raise `Rejected` when llama.cpp cannot."""
    lib = library()
    params = lib.llama_model_quantize_default_params()
    params.ftype, params.allow_requantize, params.nthread = FILE_TYPES[format_], True, threads
    if lib.llama_model_quantize(str(source).encode(), str(target).encode(), ctypes.byref(params)):
        raise Rejected(f"llama.cpp cannot write {source.name} as {format_}")


def releaser(owner: object, free: Callable[[Any], None], handle: object) -> "weakref.finalize[..., Any]":
    """Return a callable that frees a native object once; it is also called when its owner is forgotten.

    Not when the process exits: other threads may still compute then, and the system takes the memory back anyway.
    """
    release = weakref.finalize(owner, free, handle)
    release.atexit = False
    return release


class Model:
    """The weights of a GGUF file, or with `vocab_only` its vocabulary alone, which loads in a fraction of the time.

    Without `extra_buffers` the matrices are computed in the layout that the file has; see `model.variants`.
    `close` frees it (every context on it must be closed before), and so does forgetting it.
    """

    def __init__(self, path: Path, *, vocab_only: bool = False, extra_buffers: bool = True) -> None:
        """Load `path`; raise `Rejected` when llama.cpp cannot read it."""
        self._lib = library()
        ERRORS.clear()
        params = self._lib.llama_model_default_params()
        params.vocab_only, params.use_extra_bufts = vocab_only, extra_buffers
        if not vocab_only:
            params.n_gpu_layers = gpu_layers(bool(self._lib.llama_supports_gpu_offload()), path.name)
            if not params.n_gpu_layers:
                params.devices = ctypes.addressof(NO_DEVICES)  # or a card would still compute the large products
        self.handle = self._lib.llama_model_load_from_file(str(path).encode(), params)
        if not self.handle:
            raise Rejected(
                f"llama.cpp cannot load {path.name}{_why()}: give it a sound GGUF file of an architecture that it knows"
            )
        self.close = releaser(self, self._lib.llama_model_free, self.handle)
        self._vocab = self._lib.llama_model_get_vocab(self.handle)
        self._is_wordpiece = self._lib.llama_vocab_type(self._vocab) == self._lib.LLAMA_VOCAB_TYPE_WPM

    @property
    def dims(self) -> int:
        """The length of its vectors."""
        return int(self._lib.llama_model_n_embd(self.handle))

    @property
    def vocabulary(self) -> int:
        """The number of its tokens."""
        return int(self._lib.llama_vocab_n_tokens(self._vocab))

    @property
    def trained_context(self) -> int:
        """The tokens it was trained to see at once."""
        return int(self._lib.llama_model_n_ctx_train(self.handle)) or self._number("context_length")  # of a vocabulary

    @property
    def parameters(self) -> int:
        """The numbers in its tensors."""
        return int(self._lib.llama_model_n_params(self.handle))

    @property
    def cell_bytes(self) -> int:
        """The bytes that a cached token takes: a key and a value of 16-bit numbers in each layer."""
        lib, model = self._lib, self.handle
        head = lib.llama_model_n_embd(model) // lib.llama_model_n_head(model)
        sizes = [self._number("attention.key_length") or head, self._number("attention.value_length") or head]
        return int(2 * lib.llama_model_n_layer(model) * lib.llama_model_n_head_kv(model) * sum(sizes))

    def _number(self, key: str) -> int:
        """Return a number that its file's metadata hold for its architecture, 0 for none."""
        found = self._metadata(f"{self._metadata('general.architecture')}.{key}")
        return int(found) if found.isdecimal() else 0

    def _metadata(self, key: str) -> str:
        buffer = ctypes.create_string_buffer(64)
        length = self._lib.llama_model_meta_val_str(self.handle, key.encode(), buffer, len(buffer))
        return buffer.value.decode("utf-8", "replace") if length >= 0 else ""

    @property
    def chat_template(self) -> str | None:
        """The Jinja chat template that its file brings, if any."""
        template = self._lib.llama_model_chat_template(self.handle, None)
        return template.decode("utf-8") if template else None

    @property
    def bos(self) -> int:
        """The token that begins a sequence, -1 for none."""
        return int(self._lib.llama_vocab_bos(self._vocab))

    @property
    def wants_bos(self) -> bool:
        """Whether every sequence must begin with `bos`."""
        return bool(self._lib.llama_vocab_get_add_bos(self._vocab))

    @property
    def eos(self) -> int:
        """The token that ends a sequence, -1 for none."""
        return int(self._lib.llama_vocab_eos(self._vocab))

    def count(self, text: str, *, special: bool = False) -> int:
        """Return the number of tokens in `text`, with `special` those that begin and end a sequence too."""
        raw = self._encoded(text)
        return abs(int(self._lib.llama_tokenize(self._vocab, raw, len(raw), None, 0, special, False)))

    def tokenize(self, text: str, *, special: bool = False, markup: bool = False) -> Tokens:
        """Return the tokens of `text`.

        `special` adds those that begin and end a sequence; `markup` reads control tokens written in the text, which
        must then come from us: a user's "<|im_end|>" is plain text.
        """
        raw = self._encoded(text)
        size = len(raw) + 3  # no token is shorter than a byte, but for two special ones and a blank before the text
        tokens = np.empty(size, np.int32)
        pointer = tokens.ctypes.data_as(ctypes.POINTER(ctypes.c_int32))
        found = self._lib.llama_tokenize(self._vocab, raw, len(raw), pointer, size, special, markup)
        if found < 0:
            raise Rejected("the text cannot be read as tokens: shorten it")
        return tokens[:found].copy()

    def _encoded(self, text: str) -> bytes:
        """Return the text as llama.cpp takes it; its own decomposition keeps one letter of each Hangul syllable."""
        return (normalize("NFD", text) if self._is_wordpiece else text).encode("utf-8", "replace")

    def piece(self, token: int) -> bytes:
        """Return the bytes of a token, which may end inside a character; none for control tokens."""
        buffer = ctypes.create_string_buffer(256)  # longer than any token of any known vocabulary
        length = self._lib.llama_token_to_piece(self._vocab, token, buffer, len(buffer), 0, False)
        return buffer.raw[: max(length, 0)]

    def grammar_sampler(self, grammar: str) -> Any:  # noqa: ANN401 - a ctypes pointer
        """Return llama.cpp's sampler that lets only texts of a GBNF grammar pass; raise `Rejected` if it is none."""
        made = self._lib.llama_sampler_init_grammar(self._vocab, grammar.encode("utf-8", "replace"), b"root")
        if not made:
            raise Rejected("the grammar cannot be read: give one in llama.cpp's GBNF with a rule named root")
        return made

    def text_of(self, token: int) -> str:
        """Return a control token as a template writes it, "" for -1."""
        found = self._lib.llama_vocab_get_text(self._vocab, token) if token >= 0 else None
        return found.decode("utf-8", "replace") if found else ""

    def is_control(self, token: int) -> bool:
        """Return whether this token is none of a text's, but one that stands for a place in it."""
        lib = self._lib
        return bool(self._attributes(token) & (lib.LLAMA_TOKEN_ATTR_CONTROL | lib.LLAMA_TOKEN_ATTR_UNKNOWN))

    def strips_after(self, token: int) -> bool:
        """Return whether the blanks behind this token are part of it."""
        return bool(self._attributes(token) & self._lib.LLAMA_TOKEN_ATTR_RSTRIP)

    def _attributes(self, token: int) -> int:
        return int(self._lib.llama_vocab_get_attr(self._vocab, token))

    def ends(self, token: int) -> bool:
        """Return whether this token ends an answer."""
        return bool(self._lib.llama_vocab_is_eog(self._vocab, token))

    def chat_prompt(self, template: str, messages: Sequence[tuple[str, str]]) -> str | None:
        """Return (role, content) messages in the format of a chat template, None if llama.cpp does not know it."""
        chat = (self._lib.llama_chat_message * len(messages))()
        for slot, (role, content) in zip(chat, messages, strict=True):
            slot.role, slot.content = role.encode(), content.encode()
        size = 2 * sum(len(role) + 4 * len(content) for role, content in messages) + 1024
        buffer = ctypes.create_string_buffer(size)
        length = self._lib.llama_chat_apply_template(template.encode(), chat, len(messages), True, buffer, size)
        return buffer.raw[:length].decode("utf-8") if 0 <= length <= size else None
