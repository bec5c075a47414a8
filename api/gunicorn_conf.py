"""gunicorn's settings: one worker per core, each pinned and with its own listener (docs/operate.md).

Measured: own SO_REUSEPORT listeners and pinning took 2,338/s to 3,657/s, and ended the collapse of all kept-alive
connections onto one worker. A thread that waits for the disk is a place in the next commit, so there are many.
"""

import gc
import importlib
import os
import shutil
import signal
import socket
import sys
import tempfile
from typing import Any

bind = "127.0.0.1:8000"
workers = len(os.sched_getaffinity(0))
worker_class = "gthread"
threads = 16
worker_connections = 1000
backlog = 512
reuse_port = True  # gunicorn then opens the listeners in each worker, after the fork; TCP_NODELAY is its default
preload_app = False  # every worker opens its own record, read models and accounts
keepalive = 30
timeout = 60
graceful_timeout = 20
limit_request_line = 4094
limit_request_fields = 60
control_socket_disable = True  # gunicorn >= 25 opens one otherwise
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112 - read before anything is imported
accesslog = None  # what was done is on the record; what was refused is in the log
errorlog = "-"
proc_name = "ducha"

_COLLECT = (10_000, 20, 20)  # requests leave few cycles behind; searching the folded states for them cost 5 % of CPU
_METRICS = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(server: Any) -> None:
    """Refuse an address in use, which SO_REUSEPORT would share in silence; make the folder the workers count in."""
    if "GUNICORN_PID" not in os.environ:  # an upgrade in place shares the address on purpose
        for address in server.cfg.address:
            _require_free(address)
    if _METRICS not in os.environ:
        server.metrics_folder = os.environ[_METRICS] = tempfile.mkdtemp(prefix="ducha-metrics-")
    _import_once()


def _import_once() -> None:
    """Import before the fork what every worker needs, so that they share its memory; nothing is opened."""
    for name in ("werkzeug.middleware.proxy_fix", "api.app", "api.logs", "service.app", "service.timer"):
        importlib.import_module(name)
    gc.collect()
    gc.set_threshold(*_COLLECT)
    gc.freeze()  # a collection in a worker would otherwise write to every shared page


def on_exit(server: Any) -> None:
    shutil.rmtree(getattr(server, "metrics_folder", ""), ignore_errors=True)


def pre_fork(server: Any, worker: Any) -> None:
    """Give the worker the lowest free slot: a respawned one takes the place, and the core, of the one that died."""
    taken = {other.slot for other in server.WORKERS.values()}
    worker.slot = next(slot for slot in range(len(taken) + 1) if slot not in taken)


def post_fork(server: Any, worker: Any) -> None:
    cores = sorted(os.sched_getaffinity(0))
    if server.num_workers <= len(cores):  # with more workers than cores the scheduler knows better
        os.sched_setaffinity(0, {cores[worker.slot % len(cores)]})


def post_worker_init(worker: Any) -> None:
    """Let a worker quit without waiting for itself; leave Ctrl-C to the master, which tells the workers to quit.

    gunicorn's own handler shuts the thread pool down inside the signal. When the signal came while the pool's lock was
    held (a request being handed over, or Ctrl-C, which the terminal sends to every process of the group, and the
    master's signal at once) the worker waited for its own lock and was killed only after `graceful_timeout`. Python
    ends the pool's threads at exit anyway, after the answers in hand.
    """
    from gunicorn.workers.base import Worker

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGQUIT, lambda number, frame: Worker.handle_quit(worker, number, frame))


def child_exit(_server: Any, worker: Any) -> None:
    """Take a dead worker's gauges out of `/metrics`; its counts stay."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def _require_free(address: Any) -> None:
    """Raises: SystemExit when somebody listens there."""
    if not isinstance(address, tuple):
        return
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address[:2])
        except OSError as error:
            sys.exit(f"{address[0]}:{address[1]}: {error.strerror}")
