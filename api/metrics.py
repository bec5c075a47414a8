"""What `/metrics` counts: answers, time, refusals by reason; and where record and read models stand."""

import os
from collections.abc import Iterator
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily

from projections.store import NotCaughtUpError
from service.app import App

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# The figures to reach are 1, 25 and 200 ms (docs/measurements.md).
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 5)


class Metrics:
    """One application's counters; under gunicorn they lie in a folder that all workers share."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._own = CollectorRegistry()
        self.answers = Counter("ducha_answers", "Answers by address.", ("method", "route"), registry=self._own)
        self.problems = Counter("ducha_problems", "Refusals by reason.", ("status", "reason"), registry=self._own)
        self.seconds = Histogram(
            "ducha_answer_seconds", "Time from the door to the answer.", ("kind",), registry=self._own, buckets=_BUCKETS
        )

    def text(self) -> bytes:
        """Return all of it in Prometheus' format."""
        registry = self._own
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        now = CollectorRegistry()
        now.register(_Now(self._app))
        return generate_latest(registry) + generate_latest(now)


class _Now:
    """Read at the moment of asking, not counted."""

    def __init__(self, app: App) -> None:
        self._app = app

    def describe(self) -> list[Any]:
        return []

    def collect(self) -> Iterator[Any]:
        written = self._app.store.position()
        yield GaugeMetricFamily("ducha_record_position", "Lines on the record.", value=written)
        try:
            with self._app.read.at() as db:
                read = db.position
        except NotCaughtUpError:
            read = 0
        yield GaugeMetricFamily("ducha_read_position", "Lines the read models have seen; 0: unknown.", value=read)
        refused = float(self._app.store.clock_anomaly() is not None)
        yield GaugeMetricFamily(
            "ducha_clock_refused", "1 while writes are refused for the clock's sake.", value=refused
        )
