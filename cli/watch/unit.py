"""A service of systemd that follows the same sources: of one's own user, and allowed little more than that."""

import os
from collections.abc import Sequence
from pathlib import Path

import click
from click.core import ParameterSource

from cli.client.address import ROOT, home

SETTINGS = ("MINIRAG_URL", "MINIRAG_HOST")  # a key is in a file instead, which only its owner reads
_UNIT = """\
# ./build.sh watch --unit ... > ~/.config/systemd/user/minirag-watch.service
# systemctl --user daemon-reload && systemctl --user enable --now minirag-watch
# loginctl enable-linger        (it runs without anybody logged in, too)
# The key, where MiniRAG wants one: a line MINIRAG_KEY=... in ~/.config/minirag/watch.env, which only you may read.
# So is a password, unless --password-file names it: a line MINIRAG_WATCH_PASSWORD=... there.
[Unit]
Description=MiniRAG follows {label}

[Service]
Type=exec
ExecStart={command}
{environment}
EnvironmentFile=-%h/.config/minirag/watch.env
Restart=on-failure
RestartSec=30
TimeoutStopSec=60
Nice=10
IOSchedulingClass=idle
UMask=0077

# It reads files, writes its state, and speaks to MiniRAG. A user's own service has no capabilities, and what would take
# them away fails there: CapabilityBoundingSet, PrivateDevices, ProtectClock, ProtectKernelModules.
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={state}
PrivateTmp=yes
ProtectControlGroups=yes
ProtectKernelTunables=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM

[Install]
WantedBy=default.target
"""


def unit(sources: Sequence[str], options: Sequence[str]) -> str:
    """Return the unit that follows these sources with these further options of the command."""
    paths = [one if "://" in one else str(Path(one).absolute()) for one in sources]
    words = [str(ROOT / "build.sh"), "watch", *options, "--", *paths]
    command = " ".join(quoted(word).replace("$", "$$") for word in words)  # a variable only there
    settings = {"MINIRAG_HOME": str(home())} | {name: os.environ[name] for name in SETTINGS if os.environ.get(name)}
    environment = "\n".join(f"Environment={quoted(f'{name}={value}')}" for name, value in settings.items())
    state = quoted(str(home()))
    return _UNIT.format(
        label=_one_line(", ".join(paths)).replace("%", "%%"), command=command, environment=environment, state=state
    )


def given_options(context: click.Context) -> list[str]:
    """Return the options of the command as they were given, but for the one that asks for a unit."""
    words: list[str] = []
    for option in context.command.params:
        name = option.name or ""
        said = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if not isinstance(option, click.Option) or not said or name == "as_unit":
            continue
        value, flag = context.params[name], option.opts[0]
        if option.is_flag:
            words.append(flag)
            continue
        for one in value if option.multiple else [value]:
            words += [flag, "=".join(one) if isinstance(one, tuple) else str(one)]
    return words


def quoted(text: str) -> str:
    """Return a word as a unit's line has it (systemd.syntax(7), systemd.service(5)): nothing in it means anything."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{_one_line(escaped)}"'


def _one_line(text: str) -> str:
    return text.replace("\n", "\\n")
