"""`founded`: the first chapter, played once; `hall`: everybody let in, nothing done yet; `year`: the whole of 2020."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes import START
from tests.journeys import a_visit, autumn, first_lights, first_reports, the_ledger, winter
from tests.journeys.city_hall import SCHEME, CityHall, Json, begin
from tests.journeys.founding import let_everybody_in

CHAPTERS = (
    the_ledger.enter_the_ledger, the_ledger.file_plans,
    first_reports.construction_entities_report, first_reports.leads_report, first_reports.late_missing_and_on_paper,
    first_reports.follow_the_problem,
    first_lights.light_august, first_lights.sign_answer_and_judge, first_lights.correct_a_light,
    autumn.report_september, autumn.issue_the_second_list, autumn.complete_early, autumn.extend,
    autumn.report_october, autumn.light_october, autumn.light_what_was_deferred,
    winter.report_november, winter.report_december, winter.light_december, winter.draft_a_bulletin,
    a_visit.instruct_and_visit,
)  # fmt: skip


@dataclass(frozen=True)
class Founded:
    home: Path
    people: dict[str, str]
    refusals: list[Json]

    def hall(self, home: Path) -> CityHall:
        """Open a copy of the record, on the morning it began."""
        shutil.copytree(self.home, home, ignore=shutil.ignore_patterns("read.db*"))
        hall = CityHall.on(home, people=dict(self.people), at=START)
        hall.refusals += self.refusals
        return hall


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    home = tmp_path_factory.mktemp("empty")
    hall, code = begin(home)
    let_everybody_in(hall, code)
    hall.close()
    return Founded(home, hall.people, hall.refusals)


@pytest.fixture
def hall(founded: Founded, tmp_path: Path) -> Iterator[CityHall]:
    hall = founded.hall(tmp_path / "home")
    yield hall
    hall.close()


@pytest.fixture(scope="session")
def year(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CityHall]:
    """The whole year, on the morning of 8 January 2021; tests only read it."""
    hall = founded.hall(tmp_path_factory.mktemp("year") / "home")
    hall.seen["then"] = []
    for chapter in CHAPTERS:
        chapter(hall)
        hall.seen["then"].append((chapter.__name__, *answers(hall)))
    yield hall
    hall.close()


def answers(hall: CityHall, **times: str) -> tuple[int, Json]:
    """Return the record's position and what it answers of tasks, duties and scores, as the office reads them."""
    office = hall.as_("banli")
    position: int = office.get("/tasks", limit=1)["as_of"]["position"]
    found: Json = {path: office.every(path, **times) for path in ("/tasks", "/duties", f"/assessments/{SCHEME}/units")}
    return position, found
