"""Programs for the shell that are not libraries: llm, and shell-gpt (sgpt)."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.clients.trying import EARLIER, FOLLOW_UP, PASTED, PASTED_EXPECTED, QUESTION, SYSTEM, Target, report, says
from bench.clients.trying import target as given

PROGRAMS = Path(sys.executable).parent  # of this environment
LLM_MODELS = """\
- model_id: minirag
  model_name: {model}
  api_base: {url}
  api_key_name: minirag
"""


def run(program: str, *arguments: str, said: str = "", settings: dict[str, str]) -> str:
    """Run a program of this environment; return what it writes, or raise with what it complains of."""
    line = [str(PROGRAMS / program), *arguments]
    done = subprocess.run(line, input=said, capture_output=True, text=True, env=os.environ | settings, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr or done.stdout)
    return done.stdout


def llm(target: Target, folder: str) -> None:
    """Try llm, whose models stand in a file of its folder."""
    settings = {"LLM_USER_PATH": folder}
    models = LLM_MODELS.format(model=target.model, url=target.url)
    Path(folder, "extra-openai-models.yaml").write_text(models)
    run("llm", "keys", "set", "minirag", "--value", target.key, settings=settings)

    def ask(*arguments: str, expected: str = "France") -> str:
        return says(run("llm", "-m", "minirag", *arguments, settings=settings), expected)

    report(
        "llm",
        {
            "chat": lambda: ask("--no-stream", QUESTION),
            "stream": lambda: ask(QUESTION),
            "long message": lambda: ask(PASTED, expected=PASTED_EXPECTED),
            "system message": lambda: ask("-s", SYSTEM, QUESTION),
            "history": lambda: ask("-c", FOLLOW_UP),
            "models": lambda: says(run("llm", "models", settings=settings), "minirag"),
            "sources": lambda: ask(QUESTION, expected="normans.md"),
        },
    )


def sgpt(target: Target, folder: str) -> None:
    """Try shell-gpt, which reads its settings from the environment and keeps chats by name."""
    settings = {
        "XDG_CONFIG_HOME": folder,
        "HOME": folder,
        "API_BASE_URL": target.url,
        "OPENAI_API_KEY": target.key,
        "DEFAULT_MODEL": target.model,
        "USE_LITELLM": "false",
        "OPENAI_USE_FUNCTIONS": "false",
        "PRETTIFY_MARKDOWN": "false",
        "CHAT_CACHE_PATH": f"{folder}/chats",
        "CACHE_PATH": f"{folder}/cache",
    }

    def ask(*arguments: str, expected: str = "France", said: str = "") -> str:
        return says(run("sgpt", "--no-cache", *arguments, said=said, settings=settings), expected)

    report(
        "shell-gpt",
        {
            "chat, stream, system message": lambda: ask(QUESTION),
            "long message": lambda: ask(said=PASTED, expected=PASTED_EXPECTED),
            "history": lambda: (
                f"{ask('--chat', 'one', EARLIER[0][0], expected='Normandy')} | {ask('--chat', 'one', FOLLOW_UP)}"
            ),
            "sources": lambda: ask(QUESTION, expected="normans.md"),
        },
    )


with tempfile.TemporaryDirectory() as made:
    (llm if (PROGRAMS / "llm").exists() else sgpt)(given(), made)
