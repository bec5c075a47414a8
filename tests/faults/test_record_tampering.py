"""Five thousand changes an insider could make to single rows: every one is found."""

import random
from collections import Counter
from pathlib import Path

import pytest

from domain.evidence import root
from service import record_tables as sql
from service.verify_record import verify_rows
from tests.fakes import a_raised_problem, a_record, a_task, an_act
from tests.tampering import TABLES, rebuild_derived, tamper, ways

pytestmark = pytest.mark.faults
MUTATIONS = 5_000
REBUILT = 300


def a_small_record(folder: Path) -> tuple[Path, dict[int, bytes]]:
    """Return a record of two tiles' length and the root somebody noted."""
    store = a_record(folder)
    for number in range(1, 30):
        text = store.content_of(f"第{number}次报告")
        task_no = f"2020-{number:03d}"
        facts = [a_task(task_no, f"任务{number}"), *(a_raised_problem(task_no, n, text.digest) for n in range(1, 19))]
        store.write(an_act(f"key-{number}", b"%d" % number), lambda _, facts=facts: facts, [text])
    noted = {store.position(): root(store.edge())}
    store.close()
    return store.path, noted


def test_every_flip_deletion_insertion_and_swap_in_every_table_is_found(tmp_path: Path) -> None:
    path, _ = a_small_record(tmp_path)
    chance = random.Random(20200812)
    kinds = [(table, way) for table in TABLES for way in ways(table)]
    found: Counter[str] = Counter()
    db = sql.connect(path)
    for turn in range(MUTATIONS):
        table, way = kinds[turn % len(kinds)]
        db.execute("BEGIN")
        done = tamper(db, table, way, chance)
        fault = verify_rows(db).fault
        assert fault is not None, done
        found[fault.what] += 1
        db.execute("ROLLBACK")
    assert verify_rows(db).clean
    db.close()
    print(f"mutations={MUTATIONS} found={dict(found)}")


def test_an_insider_who_rebuilds_every_derived_row_is_found_by_the_root_noted_outside(tmp_path: Path) -> None:
    path, noted = a_small_record(tmp_path)
    chance = random.Random(20200813)
    db = sql.connect(path)
    for _ in range(REBUILT):
        db.execute("BEGIN")
        done = tamper(db, "events", chance.choice(["flip", "swap"]), chance)
        rebuild_derived(db)
        assert not verify_rows(db, noted=noted).clean, done
        db.execute("ROLLBACK")
    db.close()
