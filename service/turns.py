"""The queue before the writer's turn: whoever finds it free serves everybody who is waiting, then hands it on."""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

from domain.record import Fact
from service.act import Act
from service.written import Content, NotWrittenError, Written

MOST_TOGETHER = 64  # requests in one commit: keeps the first of them from waiting for an endless queue


class Ask:
    """One request to write, and in the end its answer or its refusal."""

    __slots__ = ("act", "contents", "decide", "error", "trusted_clock", "woken", "written")

    def __init__(
        self, act: Act, decide: Callable[[Any], Sequence[Fact]], contents: Sequence[Content], *, trusted_clock: bool
    ) -> None:
        self.act = act
        self.decide = decide
        self.contents = contents
        self.trusted_clock = trusted_clock  # the clock is not judged: this request is the judgement
        self.written: Written | None = None
        self.error: BaseException | None = None
        self.woken: Lock | None = None

    @property
    def answered(self) -> bool:
        return self.written is not None or self.error is not None

    def answer(self) -> Written:
        """Return what was written. Raises: what the decision or the record refused."""
        if self.error is not None:
            raise self.error
        assert self.written is not None
        return self.written


class Turns:
    """Runs `serve(drain)` in one thread at a time; `drain()` returns the requests waiting at that moment."""

    def __init__(self, serve: Callable[[Callable[[], list[Ask]]], None]) -> None:
        self._serve = serve
        self._gate = Lock()
        self._taken = False
        self._waiting: deque[Ask] = deque()

    def run(self, ask: Ask) -> Written:
        """Have the request served, by this thread or by the one whose turn it is. Raises: as `Ask.answer`."""
        with self._gate:
            self._waiting.append(ask)
            leads = not self._taken
            if leads:
                self._taken = True
            else:
                ask.woken = Lock()
                ask.woken.acquire()
        if not leads:
            assert ask.woken is not None
            ask.woken.acquire()  # until answered, or handed the turn
        if not ask.answered:
            self._lead()
        return ask.answer()

    def _lead(self) -> None:
        served: list[Ask] = []

        def drain() -> list[Ask]:
            with self._gate:
                while self._waiting and len(served) < MOST_TOGETHER:
                    served.append(self._waiting.popleft())
            return served

        try:
            self._serve(drain)
        except BaseException as error:
            self._fail(drain(), error)
            if not isinstance(error, Exception):
                raise  # the interpreter is being stopped; the others have been told
        finally:
            self._hand_on()
            for ask in served:
                if ask.woken is not None:
                    ask.woken.release()

    @staticmethod
    def _fail(asks: list[Ask], error: BaseException) -> None:
        if not isinstance(error, Exception):
            error = NotWrittenError(f"the writer was stopped: {type(error).__name__}")
        for ask in asks:
            if not ask.answered:
                ask.error = error

    def _hand_on(self) -> None:
        with self._gate:
            heir = self._waiting[0] if self._waiting else None
            if heir is None:
                self._taken = False
            else:
                assert heir.woken is not None, "only the first to come leads without waiting"
                heir.woken.release()
