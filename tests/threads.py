"""The same work in many threads at once; whatever fails in one of them fails the test."""

import threading
from collections.abc import Callable


def in_threads(count: int, work: Callable[[int], None], *, within: float | None = None) -> None:
    """Run `work(number)` in `count` threads; `within`: seconds after which a thread counts as forgotten."""
    failed: list[BaseException] = []

    def run(number: int) -> None:
        try:
            work(number)
        except BaseException as error:  # noqa: BLE001 - shown to the test
            failed.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(within)
        assert not thread.is_alive(), "somebody was never served"
    assert not failed, failed
