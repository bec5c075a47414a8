"""What lies beside an interview record, on a real record: its words, lent powers, readings, evidence on a busy log."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from domain import events as e
from domain import ids
from domain.actors import AUDITOR, CLERK, HEAD, OFFICE, PRINCIPAL, Actor
from domain.errors import ForbiddenError, InvalidError, RefusedError
from domain.interview_disputes import Quote
from domain.record import Fact
from projections.store import ReadStore
from service import bundled, evidence_bundle
from service.act import Act
from service.app import App
from service.check_copy import check_copy
from service.check_record import check_record
from service.correct_record import correct_record
from service.dispute_record import DisputeForm, dispute_record
from service.filed_records import filed
from service.files import Files
from service.gather_evidence import gather_evidence
from service.propose_record_correction import propose_record_correction
from service.resolve_dispute import resolve_dispute
from service.settings import Settings
from service.verify_bundle import verify_bundle
from service.verify_record import verify_record
from service.view_record import view_record
from tests.fakes import ZONE, FixedClock, a_record
from tests.interviewed import FILED, LIFE, NAME
from tests.lit_tasks import entered

BANLI, QIANFA, MAYOR = Actor("banli", OFFICE), Actor("qianfa", HEAD), Actor("mayor", PRINCIPAL, posts=("mayor",))
FINANCE, JIWEI = Actor("finance-1", CLERK, unit="finance"), Actor("jiwei", AUDITOR)
CAUSE = Quote("cause", "统筹不力")


def act(actor: Actor, key: str | None = None) -> Act:
    return Act(actor, "request-1", "request-1", key=key, body_digest=b"d" * 32 if key else None)


@pytest.fixture
def app(tmp_path: Path) -> Any:
    """The record of `tests.interviewed`, filed by banli with its words."""
    clock = FixedClock(datetime(2020, 10, 12, 1, 0, tzinfo=UTC))
    store = a_record(tmp_path, clock=clock)
    settings = Settings(tmp_path, ZONE, "zh_Hans", None, 0, "json", timer=False)
    read = ReadStore(tmp_path / "read.db", store)
    store.follow = read.follow
    made = App(settings, clock, store, read=read, accounts=None, files=Files(tmp_path / "files"))  # type: ignore[arg-type]
    words = {"matters": "节点未完成。", "statement": "资金不足。", "cause": "统筹不力。", "requirements": "尽快完成。"}
    texts = {name: store.content_of(text) for name, text in words.items()}
    promised = store.content_of("年底完成。")
    digests = {name: text.digest for name, text in texts.items()}
    record = e.InterviewRecordFiled(
        FILED.interview, FILED.number, FILED.task_no, FILED.units, FILED.lights, (), FILED.level,
        FILED.approved_by, FILED.approved_on, FILED.held_at, FILED.place, FILED.host, FILED.recorder, FILED.attendees,
        **digests, commitments=FILED.commitments, commitment_texts=(promised.digest,), files=(),
        filed_on=FILED.filed_on,
    )  # fmt: skip
    years = [Fact(ids.calendar(year.year), year) for year in bundled.calendar_years() if year.year in (2020, 2021)]
    issued = e.SchemeIssued("heyuan-2020", 1, bundled.scheme_content("heyuan-2020"))
    before = [Fact(ids.scheme("heyuan-2020"), issued), *years, Fact(ids.task("2020-001"), entered())]
    life = [Fact(ids.interview(NAME), event) for event in (*LIFE[:5], record)]
    store.write(act(BANLI), lambda _: [*before, *life], contents=[*texts.values(), promised])
    yield made
    read.close()
    store.close()


def propose(app: App, by: Actor = BANLI, **named: Any) -> Any:
    return propose_record_correction(
        app, act(by), interview=NAME, quote=CAUSE, replacement="统筹不够", reason="核对", **named
    )


def test_words_lie_beside_the_facts_and_the_whole_record_verifies(app: App) -> None:
    dispute_record(app, act(FINANCE), interview=NAME, form=DisputeForm(CAUSE, "拨款迟了"))
    check_record(app, act(JIWEI), interview=NAME, dispute=None, findings="凭证属实")
    propose(app, dispute=1)
    correct_record(app, act(QIANFA), interview=NAME, correction=1)
    resolve_dispute(app, act(MAYOR), interview=NAME, dispute=1, outcome="corrected", reason="已更正")
    assert verify_record(app.store).clean
    stored = b"".join(row[4] for row in app.store.raw_stream(ids.interview(NAME))).decode()
    for words in ("统筹不力", "统筹不够", "拨款迟了", "凭证属实", "已更正", "核对"):
        assert words not in stored
    found = filed(app, app.store, app.store.fold(ids.interview(NAME)))
    assert [v.words["cause"] for v in found.versions] == ["统筹不力。", "统筹不够。"]


def test_a_borrowed_power_does_not_make_a_second_person(app: App) -> None:
    propose(app)
    borrowed = Actor("qianfa", HEAD, delegated_by="banli")
    with pytest.raises(RefusedError, match=r"disputes\.second_person"):
        correct_record(app, act(borrowed), interview=NAME, correction=1)


def test_a_repeated_key_corrects_once(app: App) -> None:
    propose(app)
    first, again = (correct_record(app, act(QIANFA, "k"), interview=NAME, correction=1) for _ in range(2))
    assert again.replayed and first.lines == again.lines


def test_roles_without_the_power_get_nowhere(app: App) -> None:
    with pytest.raises(ForbiddenError):
        propose(app, by=FINANCE)
    with pytest.raises(ForbiddenError):
        check_record(app, act(FINANCE), interview=NAME, dispute=1, findings="x")
    with pytest.raises(ForbiddenError):
        resolve_dispute(app, act(JIWEI), interview=NAME, dispute=1, outcome="upheld", reason="x")


def test_reading_twice_in_a_minute_is_written_once(app: App) -> None:
    assert view_record(app, act(JIWEI), interview=NAME).lines
    assert view_record(app, act(JIWEI), interview=NAME).lines == ()
    app.clock.advance(seconds=61)  # type: ignore[attr-defined]
    assert view_record(app, act(JIWEI), interview=NAME).lines


def test_another_accounts_document_is_not_read_by_its_digest(app: App) -> None:
    with pytest.raises(InvalidError, match="unknown_file"):
        check_copy(app, act(FINANCE), interview=NAME, text=None, file="0" * 64, write_out=str)


def test_a_bundle_is_proven_against_the_tree_as_it_stood_on_a_busy_record(app: App, tmp_path: Path) -> None:
    others = [Fact(ids.task("2020-001"), e.ProblemClosed("2020-001", 1, f"{n}")) for n in range(300)]
    app.store.write(act(BANLI), lambda _: others)
    found = gather_evidence(app, act(FINANCE), interview=NAME)
    app.store.write(act(BANLI), lambda _: others[:5])
    out = BytesIO()
    papers = {"minutes.txt": "节点未完成。资金不足。统筹不力。尽快完成。年底完成。".encode()}
    evidence_bundle.write(found, papers, app.files, out)
    (tmp_path / "b.zip").write_bytes(out.getvalue())
    result = verify_bundle(tmp_path / "b.zip")
    assert (result.clean, result.size, result.fault) == (True, app.store.position() - 5, "")
    assert result.root == found.root.hex()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip at all"])
def test_what_is_no_bundle_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(content)
    assert verify_bundle(tmp_path / "b.zip").fault == "unreadable"
