"""Whether something below a folder may have changed, as the system tells it (inotify, FSEvents)."""

import threading
from pathlib import Path
from typing import Any

from cli.watch.mounts import changed_by_others, file_system
from events.file_names import is_no_document


class Notices:
    """Waits for a change below a folder; where the system does not tell of any, only for the time to pass."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._changed = folder, threading.Event()
        self._observer = None if changed_by_others(file_system(folder)) else self._observe()

    @property
    def told(self) -> bool:
        """Whether the system tells of changes."""
        observer = self._observer
        return observer is not None and observer.is_alive() and all(one.is_alive() for one in observer.emitters)

    def wait(self, seconds: float) -> None:
        """Return at the next change, or after so many seconds."""
        self._changed.wait(seconds)
        self._changed.clear()

    def close(self) -> None:
        """Wait for nothing any more."""
        if self._observer is not None and self._observer.is_alive():
            self._observer.stop()
            self._observer.join()

    def _observe(self) -> Any:  # noqa: ANN401 - the class depends on the system
        """Start to observe; None where the system does not, or has reached its limit."""
        from watchdog import events as told  # noqa: PLC0415 - only a folder that is followed for good needs it
        from watchdog.observers import Observer  # noqa: PLC0415

        kinds = (told.FileCreatedEvent, told.FileModifiedEvent, told.FileClosedEvent, told.FileMovedEvent)
        more = [told.FileDeletedEvent, told.DirCreatedEvent, told.DirMovedEvent, told.DirDeletedEvent]
        handler, top = told.FileSystemEventHandler(), told.FileSystemEventHandler()
        handler.on_any_event = self._notice  # type: ignore[method-assign]
        top.on_any_event = self._notice_top  # type: ignore[method-assign]
        try:
            observer = Observer()
            observer.schedule(handler, str(self._folder), recursive=True, event_filter=[*kinds, *more])
            observer.start()
            # What happens to the folder itself is told of its parent. A folder below without a watch left is passed
            # over in silence; here that is an error.
            observer.schedule(top, str(self._folder.parent), event_filter=more)
        except (OSError, ImportError):  # no inotify here, or no watch left
            return None
        return observer

    def _notice(self, event: Any) -> None:  # noqa: ANN401 - an event of the library
        for path in (str(event.src_path), str(event.dest_path)):
            if path and not is_no_document(path[len(str(self._folder)) :]):
                self._changed.set()

    def _notice_top(self, event: Any) -> None:  # noqa: ANN401 - an event of the library
        if str(self._folder) in (str(event.src_path), str(event.dest_path)):
            self._changed.set()
