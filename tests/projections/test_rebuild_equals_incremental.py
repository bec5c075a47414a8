"""Whatever happened, and wherever a process died, a read model answers as one made anew from the record."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.models import MODELS
from projections.store import ReadStore
from tests import builders as make
from tests.projections.histories import a_year

EVERY_MODEL = [model.name for model in MODELS]


class Growing(make.ListLog):
    """A record of which only the first lines have been written yet."""

    def __init__(self, whole: make.Record) -> None:
        super().__init__()
        self.whole = whole

    def write(self, lines: int) -> list:
        fresh = self.whole.all[len(self.all) : len(self.all) + lines]
        self.all += fresh
        return fresh


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.integers(5, 120))
def test_following_line_by_line_comes_to_what_a_rebuild_comes_to(seed: int, acts: int) -> None:
    whole, random = a_year(seed, acts), Random(seed)
    with TemporaryDirectory() as folder:
        log = Growing(whole)
        store = ReadStore(Path(folder) / "read.db", log)
        log.write(1)
        store.parked()
        while fresh := log.write(random.randint(1, 4)):
            if random.random() < 0.9:
                store.follow(fresh)  # else: these lines are only met when the next are followed or asked for
            if random.random() < 0.1:  # the process dies, another goes on
                store = ReadStore(Path(folder) / "read.db", log)
        assert store.parked() == {}
        followed = store.digest()
        assert sorted(followed) == sorted(EVERY_MODEL)
        store.rebuild()
        assert store.digest() == followed
        store.rebuild(["what_is_due", "burden"])
        assert store.digest() == followed


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.integers(5, 120))
def test_two_workers_taking_turns_come_to_what_a_rebuild_comes_to(seed: int, acts: int) -> None:
    """What one remembers of the models must not outlive what the other has changed in them."""
    whole, random = a_year(seed, acts), Random(seed)
    with TemporaryDirectory() as folder:
        log = Growing(whole)
        workers = [ReadStore(Path(folder) / "read.db", log) for _ in range(2)]
        log.write(1)
        for worker in workers:
            worker.parked()
        while fresh := log.write(random.randint(1, 3)):
            random.choice(workers).follow(fresh)
        assert workers[0].parked() == {}
        followed = workers[0].digest()
        workers[1].rebuild()
        assert workers[0].digest() == followed


def test_a_death_at_any_event_changes_no_answer(tmp_path: Path) -> None:
    """The write stops half-way, after some models have seen the line; the next process goes on from the log."""
    whole = a_year(7, 60)
    log = Growing(whole)
    store = ReadStore(tmp_path / "read.db", log)
    log.write(1)
    store.parked()
    while fresh := log.write(1):
        store.follow(fresh)
        dying = ReadStore(tmp_path / "read.db", log)
        dying.parked()
        _die_half_way(dying, log)
        store = ReadStore(tmp_path / "read.db", log)
    assert store.parked() == {}
    followed = store.digest()
    (tmp_path / "read.db").unlink()
    assert store.digest() == followed


def _die_half_way(store: ReadStore, log: Growing) -> None:
    fresh = log.write(1)
    if not fresh:
        return
    writer = store._file.writer()
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE meta SET position = position + 1")
    writer.execute("DELETE FROM task_now")
    writer.close()
