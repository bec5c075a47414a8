"""A task comes to the same, however its stream is folded."""

from dataclasses import dataclass, replace
from random import Random

import pytest

from domain import task_state
from domain.copies import copier
from tests.projections.histories import a_year


@pytest.mark.parametrize("seed", range(12))
def test_a_task_told_all_at_once_is_the_task_told_event_by_event(seed: int) -> None:
    random = Random(seed)
    streams: dict[str, list] = {}
    for line in a_year(seed, 150).all:
        if line.stream.startswith("task/"):
            streams.setdefault(line.stream, []).append((line.event, line.meta.account))
    assert streams
    for told in streams.values():
        one_by_one = None
        for event, account in told:
            one_by_one = task_state.evolve(one_by_one, event, account)
        assert task_state.fold(None, told) == one_by_one
        cut = random.randint(0, len(told))
        assert task_state.fold(task_state.fold(None, told[:cut]), told[cut:]) == one_by_one


@dataclass(frozen=True, slots=True)
class _Room:
    name: str
    state: str = "free"


def test_a_copy_differs_in_what_was_changed_and_leaves_the_first_alone() -> None:
    copy, room = copier(_Room), _Room("301")
    assert copy(room, state="taken") == replace(room, state="taken")
    assert room == _Room("301", "free")
    with pytest.raises(KeyError):
        copy(room, colour="red")
