"""The two ways in which calls are made: `Transport` waits in its thread, `AsyncTransport` in asyncio.

They make what is described elsewhere (calls.py, exchange.py, stream.py, uploads.py), and decide nothing themselves.
"""

import time
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Mapping
from contextlib import suppress
from typing import Any, TypeVar

import httpx

from minirag.calls import Call
from minirag.documents import Document
from minirag.errors import MiniRAGError
from minirag.exchange import is_missing, pause_after, plain_errors, read, refusal, request_of
from minirag.stream import Event, EventReader
from minirag.uploads import AT_ONCE, Content, Flow, Outcome, Pause

T = TypeVar("T")
CallOf = Callable[[str, bytes], Call[Document]]  # by name and content


def wait(seconds: float) -> None:
    """Let so many seconds pass."""
    time.sleep(seconds)


async def async_wait(seconds: float) -> None:
    """Let so many seconds pass, in asyncio."""
    from asyncio import sleep  # noqa: PLC0415 - as `AsyncTransport` says

    await sleep(seconds)


class Transport:
    """Makes calls and waits for their answers."""

    def __init__(self, http: httpx.Client, retries: int) -> None:
        self.http, self._retries, self._address = http, retries, str(http.base_url).rstrip("/")

    def send(self, call: Call[T]) -> T:
        """Return what the answer says."""
        return read(call, self.exchange(call))

    def exchange(self, call: Call[Any], *, stream: bool = False) -> httpx.Response:
        """Return the answer, of a stream without its body; raise the error that stands in its place."""
        attempt = 0
        while True:
            try:
                return self._once(call, stream=stream)
            except MiniRAGError as error:
                if (pause := pause_after(call, error, attempt, self._retries)) is None:
                    raise
            wait(pause)
            attempt += 1

    def _once(self, call: Call[Any], *, stream: bool) -> httpx.Response:
        with plain_errors(self._address):
            response = self.http.send(self.http.build_request(**request_of(call)), stream=stream)
            if not response.is_success:
                response.read()
        if not response.is_success:
            raise refusal(response)
        return response

    def events(self, response: httpx.Response) -> Iterator[Event]:
        """Yield what a stream tells, up to its answer."""
        reader = EventReader()
        with plain_errors(self._address):
            for piece in response.iter_bytes():
                yield from reader.feed(piece)
        reader.end()

    def follow(self, flow: Flow[T]) -> Iterator[T]:
        """Make the calls of a flow and keep its pauses; yield what it reports."""
        answer: Any = None
        with suppress(StopIteration):
            while True:
                step = flow.send(answer)
                answer = None
                if isinstance(step, Call):
                    answer = self._found(step)
                elif isinstance(step, Pause):
                    wait(step.seconds)
                else:
                    yield step.value

    def _found(self, call: Call[T]) -> T | None:
        try:
            return self.send(call)
        except MiniRAGError as error:
            if is_missing(call, error):
                return None
            raise

    def at_once(self, contents: Mapping[str, Content], call_of: CallOf) -> Generator[tuple[str, Outcome], None, None]:
        """Send the contents, some at a time; yield what came of each, by name."""
        from concurrent.futures import ThreadPoolExecutor, as_completed  # noqa: PLC0415 - few commands need it

        def sent(name: str) -> Outcome:
            try:
                return self.send(call_of(name, contents[name]()))
            except (MiniRAGError, OSError) as error:
                return error

        with ThreadPoolExecutor(AT_ONCE) as pool:
            futures = {pool.submit(sent, name): name for name in contents}
            try:
                for future in as_completed(futures):
                    yield futures[future], future.result()
            finally:
                pool.shutdown(cancel_futures=True)


class AsyncTransport:
    """Does the same in asyncio, which is imported only when it is used: a command of the shell never needs it."""

    def __init__(self, http: httpx.AsyncClient, retries: int) -> None:
        self.http, self._retries, self._address = http, retries, str(http.base_url).rstrip("/")

    async def send(self, call: Call[T]) -> T:
        """Return what the answer says."""
        return read(call, await self.exchange(call))

    async def exchange(self, call: Call[Any], *, stream: bool = False) -> httpx.Response:
        """Return the answer, of a stream without its body; raise the error that stands in its place."""
        attempt = 0
        while True:
            try:
                return await self._once(call, stream=stream)
            except MiniRAGError as error:
                if (pause := pause_after(call, error, attempt, self._retries)) is None:
                    raise
            await async_wait(pause)
            attempt += 1

    async def _once(self, call: Call[Any], *, stream: bool) -> httpx.Response:
        with plain_errors(self._address):
            response = await self.http.send(self.http.build_request(**request_of(call)), stream=stream)
            if not response.is_success:
                await response.aread()
        if not response.is_success:
            raise refusal(response)
        return response

    async def events(self, response: httpx.Response) -> AsyncIterator[Event]:
        """Yield what a stream tells, up to its answer."""
        reader = EventReader()
        with plain_errors(self._address):
            async for piece in response.aiter_bytes():
                for event in reader.feed(piece):
                    yield event
        reader.end()

    async def follow(self, flow: Flow[T]) -> AsyncIterator[T]:
        """Make the calls of a flow and keep its pauses; yield what it reports."""
        answer: Any = None
        with suppress(StopIteration):
            while True:
                step = flow.send(answer)
                answer = None
                if isinstance(step, Call):
                    answer = await self._found(step)
                elif isinstance(step, Pause):
                    await async_wait(step.seconds)
                else:
                    yield step.value

    async def _found(self, call: Call[T]) -> T | None:
        try:
            return await self.send(call)
        except MiniRAGError as error:
            if is_missing(call, error):
                return None
            raise

    async def at_once(self, contents: Mapping[str, Content], call_of: CallOf) -> AsyncIterator[tuple[str, Outcome]]:
        """Send the contents, some at a time; yield what came of each, by name."""
        import asyncio  # noqa: PLC0415

        room = asyncio.Semaphore(AT_ONCE)

        async def sent(name: str) -> tuple[str, Outcome]:
            async with room:
                try:
                    return name, await self.send(call_of(name, await asyncio.to_thread(contents[name])))
                except (MiniRAGError, OSError) as error:
                    return name, error

        tasks = [asyncio.create_task(sent(name)) for name in contents]
        try:
            for task in asyncio.as_completed(tasks):
                yield await task
        finally:
            for one in tasks:
                one.cancel()
