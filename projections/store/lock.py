"""The lock of whoever moves or replaces the read file, held across threads and processes of this host."""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PAUSE = 0.002  # seconds between two tries at a lock another process holds
_NOTE_SIZE = 128

pause = threading.Event().wait  # never set: waits its timeout out


class Lock:
    """An flock with a thread lock around it, since an flock does not separate threads that share a descriptor."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.Lock()
        self._fd = -1

    @contextmanager
    def held(self, wait: float) -> Iterator[bool]:
        """Hold the lock if it comes free within `wait` seconds; yield whether it did."""
        taken = self.take(wait)
        try:
            yield taken
        finally:
            if taken:
                self.release()

    def take(self, wait: float) -> bool:
        if not self._threads.acquire(timeout=max(wait, 0)):
            return False
        if self._flock(wait):
            return True
        self._threads.release()
        return False

    def release(self) -> None:
        fcntl.flock(self._fd, fcntl.LOCK_UN)
        self._threads.release()

    def note(self, text: str) -> None:
        """Leave a line for the next holder, in whatever process."""
        os.pwrite(self._fd, text.encode().ljust(_NOTE_SIZE), 0)

    def noted(self) -> str:
        return os.pread(self._fd, _NOTE_SIZE, 0).decode("ascii", "replace").strip()

    def after_fork(self) -> None:
        """Forget the parent's descriptor: an flock is shared by everybody who inherited it."""
        self._threads = threading.Lock()
        self._fd = -1

    def _flock(self, wait: float) -> bool:
        if self._fd < 0:
            self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        waited = 0.0
        while True:
            try:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if waited >= wait:
                    return False
                pause(_PAUSE)
                waited += _PAUSE
            else:
                return True
