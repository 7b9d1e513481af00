"""`python -m knative.local.runtime`: the manifests' Services, Brokers, Triggers and sources, in one process.

http://127.0.0.1:8080   NAME.localhost is the Service NAME; any other host is the public Service, the gateway
http://127.0.0.1:8081   /<namespace>/<broker> takes events; /-/status tells the state
"""

import asyncio
import fcntl
import os
import signal
import sqlite3
import sys
from pathlib import Path

from events.retries import retried, steady
from knative.local.child import Children
from knative.local.event_log import EventLog, quiet_libraries
from knative.local.flags import ROOT, Misused, Settings, parse_settings
from knative.local.local_knative import LocalKnative
from knative.local.private_home import make_private
from knative.local.servers import allow_many_connections
from knative.local.yaml_section import Refused

_LOCK_SECONDS = 2.0  # a runtime that was killed holds its lock until its supervisor has ended what it left


def main(arguments: list[str] | None = None) -> int:
    """Run until SIGINT or SIGTERM; return the exit status: 1 with one sentence when it cannot start."""
    try:
        settings = parse_settings(arguments)
        make_private(settings.home)
        lock = _lock(settings.home / "runtime.lock")
        quiet_libraries()
        allow_many_connections()
        asyncio.run(_run(settings, lock))
    except Misused as error:
        print(f"build.sh run: {error}", file=sys.stderr)
        return 1
    except (Refused, OSError, sqlite3.Error) as error:
        print(f"MiniRAG cannot start: {error}", file=sys.stderr)
        return 1
    return 0


async def _run(settings: Settings, lock: int) -> None:
    children, event_log = Children(ROOT, lock), EventLog(settings.home / "logs")
    stop = asyncio.Event()

    def on_signal() -> None:
        if stop.is_set():  # the second Ctrl-C
            children.kill_all()
            os._exit(130)
        stop.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # nohup stays nohup
            loop.add_signal_handler(number, on_signal)
    try:
        await LocalKnative(settings, children, event_log).run(stop)
    finally:
        children.close()
        event_log.close()


def _lock(file: Path) -> int:
    """Return the file descriptor of the home folder's lock; raise `Refused` when another runtime holds it."""
    lock = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        retried(lambda: fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB), BlockingIOError, steady(0.05, _LOCK_SECONDS))
    except BlockingIOError:
        raise Refused(f"another runtime works in {file.parent}; stop it, or choose another --home") from None
    return lock


if __name__ == "__main__":
    sys.exit(main())
