"""What the runtime writes down: one line per event and hop, and the output of the instances; never an event's data."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

_MAX_BYTES = 5_000_000  # per file; one older file is kept
_COLOURS = {"RETRY": 33, "DROPPED": 31, "DEAD-LETTER": 31, "LOST": 33}


class EventLog:
    """Writes to the terminal and to `events.log`, `runtime.log` and `<service>.log` in `folder`."""

    def __init__(self, folder: Path) -> None:
        logging.raiseExceptions = False  # a full disk or a closed terminal must not stop the events
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._colour = sys.stdout.isatty()
        self._loggers: dict[str, logging.Logger] = {}

    def say(self, text: str) -> None:
        """Write what happens to the runtime itself."""
        self._logger("runtime").info(text)

    def service(self, name: str, instance: str, text: str) -> None:
        """Write what happens to an instance."""
        self._logger(name).info("%s/%s %s", name, instance, text)

    def output(self, name: str, instance: str, line: str) -> None:
        """Write a line that an instance printed."""
        self._logger(name).info("%s/%s | %s", name, instance, line)

    def hop(self, place: str, what: str, type_: str, id_: str, note: str = "") -> None:
        """Write one step of an event: where, what became of it, and with what status, duration and attempt."""
        colour = _COLOURS.get(what) if self._colour else None
        shown = f"\x1b[{colour}m{what}\x1b[0m" if colour else what
        self._logger("events").info("%s %s %s %s %s", place, shown, type_, id_, note)

    def close(self) -> None:
        for logger in self._loggers.values():
            for handler in logger.handlers[:]:
                logger.removeHandler(handler)
                handler.close()

    def _logger(self, name: str) -> logging.Logger:
        if name not in self._loggers:
            self._loggers[name] = self._open(name)
        return self._loggers[name]

    def _open(self, name: str) -> logging.Logger:
        logger = logging.Logger(name)
        file = RotatingFileHandler(self._folder / f"{name}.log", maxBytes=_MAX_BYTES, backupCount=1, encoding="utf-8")
        for handler in (file, logging.StreamHandler(sys.stdout)):
            handler.setFormatter(logging.Formatter("%(asctime)s.%(msecs)03d %(message)s", "%H:%M:%S"))
            logger.addHandler(handler)
        return logger


def quiet_libraries() -> None:
    """Keep uvicorn and httpx from writing their own lines."""
    for name in ("uvicorn", "uvicorn.error", "httpx", "httpcore", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
