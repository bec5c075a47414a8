"""Accounts, tokens, one-time codes and passwords: who is let in, and who no longer is."""

import json
import sqlite3
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from domain import accounts as accounts_
from domain import events as e
from domain import ids, posts
from domain.errors import ForbiddenError, InvalidError, RefusedError
from service import passwords
from service.accounts import Accounts
from service.throttle import ThrottledError
from tests.fakes import ZONE

NOW = datetime(2020, 9, 1, 1, 0, tzinfo=UTC)
PASSWORD = "a long enough password"


class Streams:
    """The states of streams, as the event store gives them."""

    def __init__(self):
        self.states, self.versions = {}, {}

    def add(self, stream, *events):
        evolve = accounts_.evolve if ids.kind(stream) == "account" else posts.evolve
        for event in events:
            self.states[stream] = evolve(self.states.get(stream), event)
            self.versions[stream] = self.version(stream) + 1

    def fold(self, stream):
        return self.states.get(stream)

    def version(self, stream):
        return self.versions.get(stream, 0)


@pytest.fixture
def people(tmp_path):
    made = People(tmp_path / "accounts.db")
    yield made
    made.accounts.close()


class People:
    def __init__(self, path):
        self.path, self.streams = path, Streams()
        self.accounts = Accounts(path, ZONE)
        self.accounts.create_tables()

    def open(self, name, role="office", posts=(), unit=None):
        self.happened(name, e.AccountOpened(name, role, posts, unit))
        return self.accounts.new_code(name, NOW)

    def happened(self, name, *events):
        self.streams.add(ids.account(name), *events)
        self.accounts.keep_account(self.streams, name)

    def token(self, name, label="脚本"):
        self.happened(name, e.TokenIssued(name, label))
        return self.accounts.new_token(name, label, replace=True)

    def post(self, post, *terms):
        self.streams.add(ids.post(post), e.PostCreated(post, "副市长", None, "leader"))
        self.streams.add(ids.post(post), *(e.HolderAppointed(post, *term) for term in terms))
        self.accounts.keep_post(self.streams, post)

    def lend(self, lender, to, until=date(2020, 9, 30)):
        self.happened(lender, e.PowerDelegated(lender, to, date(2020, 9, 1), until, "出差"))


def test_a_token_says_who_asks_with_the_holder_of_the_day(people):
    people.post("vice-1", ("张三", date(2020, 1, 1), None, False), ("李四", date(2020, 9, 10), date(2020, 9, 12), True))
    people.open("leader-1", "leader", ("vice-1",))
    token = people.token("leader-1")
    actor = people.accounts.actor_for_token(token, NOW)
    assert (actor.account, actor.role, actor.posts, actor.person) == ("leader-1", "leader", ("vice-1",), "张三")
    # 16:30 UTC on the 9th is already the 10th in Heyuan.
    assert people.accounts.actor_for_token(token, datetime(2020, 9, 9, 16, 30, tzinfo=UTC)).person == "李四"


def test_a_wrong_token_is_nobody(people):
    people.open("li")
    people.token("li")
    assert people.accounts.actor_for_token("ducha_wrong", NOW) is None
    assert people.accounts.actor_for_token("", NOW) is None


def test_tokens_hold_256_bits_and_only_their_digest_is_kept(people):
    people.open("li")
    token = people.token("li")
    assert len(token.removeprefix("ducha_")) >= 43
    assert token.encode() not in people.path.read_bytes() + people.path.with_suffix(".db-wal").read_bytes()


def test_the_file_is_readable_by_its_owner_alone(people):
    assert people.path.stat().st_mode & 0o077 == 0


def test_a_revoked_token_is_dead_at_once_in_every_process(people):
    people.open("li")
    token = people.token("li")
    elsewhere = Accounts(people.path, ZONE)
    assert elsewhere.actor_for_token(token, NOW) is not None
    people.happened("li", e.TokenRevoked("li", "脚本", "遗失"))
    assert elsewhere.actor_for_token(token, NOW) is None
    assert people.accounts.actor_for_token(token, NOW) is None
    elsewhere.close()


def test_a_label_given_again_does_not_wake_the_token_before(people):
    people.open("li")
    old = people.token("li")
    people.streams.add(ids.account("li"), e.TokenRevoked("li", "脚本", ""))  # the copy of this step was lost
    new = people.token("li")
    assert people.accounts.actor_for_token(old, NOW) is None
    assert people.accounts.actor_for_token(new, NOW) is not None


def test_an_older_copy_never_replaces_a_newer_one(people):
    people.open("li")
    token = people.token("li")
    older = Streams()
    older.add(ids.account("li"), e.AccountOpened("li", "office", (), None), e.TokenIssued("li", "脚本"))
    people.happened("li", e.AccountClosed("li", "调离"))
    people.accounts.keep_account(older, "li")
    assert people.accounts.actor_for_token(token, NOW) is None


def test_closing_an_account_ends_its_tokens_and_its_password(people):
    code = people.open("li")
    assert people.accounts.activate("li", code, PASSWORD, NOW)
    token = people.token("li")
    people.happened("li", e.AccountClosed("li", "调离"))
    assert people.accounts.actor_for_token(token, NOW) is None
    assert not people.accounts.check_password("li", PASSWORD, NOW)


def test_a_closure_that_was_recorded_but_not_copied_holds_from_the_next_start(people):
    people.open("li")
    token = people.token("li")
    people.streams.add(ids.account("li"), e.AccountClosed("li", "调离"))  # and then the process died
    people.accounts.catch_up(people.streams)
    assert people.accounts.actor_for_token(token, NOW) is None


def test_lent_powers_are_used_under_ones_own_name(people):
    people.post("vice-1", ("张三", date(2020, 1, 1), None, False))
    people.open("leader-1", "leader", ("vice-1",))
    people.open("li")
    token = people.token("li")
    people.lend("leader-1", "li")
    actor = people.accounts.actor_for_token(token, NOW, acting_for="leader-1")
    assert (actor.account, actor.role, actor.posts) == ("li", "leader", ("vice-1",))
    assert (actor.delegated_by, actor.person) == ("leader-1", None), "the act is never shown as the lender's own"


@pytest.mark.parametrize("ended", ["after_its_last_day", "withdrawn", "lender_closed", "never"])
def test_without_a_delegation_today_nobody_acts_for_another(people, ended):
    people.open("leader-1", "leader", ("vice-1",))
    people.open("li")
    token, now = people.token("li"), NOW
    if ended != "never":
        people.lend("leader-1", "li")
        assert people.accounts.actor_for_token(token, now, acting_for="leader-1")
    if ended == "after_its_last_day":
        now = datetime(2020, 9, 30, 16, 0, tzinfo=UTC)  # 1 October in Heyuan
    if ended == "withdrawn":
        people.happened("leader-1", e.DelegationWithdrawn("leader-1", "li", ""))
    if ended == "lender_closed":
        people.happened("leader-1", e.AccountClosed("leader-1", ""))
    with pytest.raises(ForbiddenError):
        people.accounts.actor_for_token(token, now, acting_for="leader-1")


def test_a_one_time_code_works_once_as_printed_or_as_typed(people):
    code = people.open("li")
    assert people.accounts.activate("li", code.lower().replace("-", " "), PASSWORD, NOW)
    assert people.accounts.check_password("li", PASSWORD, NOW)
    assert not people.accounts.activate("li", code, "another password", NOW)


def test_a_one_time_code_is_void_after_thirty_days(people):
    code = people.open("li")
    assert not people.accounts.activate("li", code, PASSWORD, NOW + timedelta(days=31))


def test_a_new_code_ends_the_old_code_and_the_password(people):
    code = people.open("li")
    people.accounts.activate("li", code, PASSWORD, NOW)
    newer = people.accounts.new_code("li", NOW)
    assert not people.accounts.check_password("li", PASSWORD, NOW)
    assert people.accounts.activate("li", newer, PASSWORD, NOW)


@pytest.mark.parametrize("weak", ["short", "x" * 201, "li-1-li-1-x"])
def test_a_weak_password_is_refused_and_the_code_kept(people, weak):
    code = people.open("li-1")
    with pytest.raises(InvalidError):
        people.accounts.activate("li-1", code, weak, NOW)
    assert people.accounts.activate("li-1", code, PASSWORD, NOW)


def test_five_wrong_passwords_lock_the_account_for_a_growing_time(people):
    people.accounts.activate("li", people.open("li"), PASSWORD, NOW)
    for _ in range(5):
        assert not people.accounts.check_password("li", "wrong password", NOW)
    with pytest.raises(ThrottledError) as first:
        people.accounts.check_password("li", PASSWORD, NOW)
    later = NOW + timedelta(seconds=first.value.seconds)
    assert not people.accounts.check_password("li", "wrong password", later)
    with pytest.raises(ThrottledError) as second:
        people.accounts.check_password("li", PASSWORD, later)
    assert second.value.seconds == 2 * first.value.seconds
    assert people.accounts.check_password("li", PASSWORD, later + timedelta(seconds=second.value.seconds))


def test_an_address_that_guesses_many_accounts_is_locked_too(people):
    people.accounts.activate("li", people.open("li"), PASSWORD, NOW)
    for number in range(5):
        people.accounts.check_password(f"nobody-{number}", "wrong password", NOW, address="10.0.0.9")
    with pytest.raises(ThrottledError):
        people.accounts.check_password("li", PASSWORD, NOW, address="10.0.0.9")
    assert people.accounts.check_password("li", PASSWORD, NOW, address="10.0.0.8")


def test_guesses_at_the_same_moment_do_not_outrun_the_count(people):
    people.open("li")
    outcomes = []

    def guess():
        try:
            outcomes.append(people.accounts.check_password("li", "wrong password", NOW))
        except ThrottledError:
            outcomes.append("locked")

    threads = [Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(False) == 5 and outcomes.count("locked") == 7


def test_a_flood_of_wrong_tokens_is_held_up_but_right_ones_never(people):
    people.open("li")
    token = people.token("li")
    with pytest.raises(ThrottledError):
        for number in range(30):
            assert people.accounts.actor_for_token(f"wrong-{number}", NOW, address="10.0.0.9") is None
    assert people.accounts.actor_for_token(token, NOW, address="10.0.0.9") is not None


def test_a_changed_password_needs_the_old_one(people):
    people.accounts.activate("li", people.open("li"), PASSWORD, NOW)
    with pytest.raises(RefusedError, match=r"account\.wrong_password"):
        people.accounts.change_password("li", "wrong password", "the next password", NOW)
    people.accounts.change_password("li", PASSWORD, "the next password", NOW)
    assert people.accounts.check_password("li", "the next password", NOW)


def test_neither_password_nor_code_lies_in_the_file(people):
    code = people.open("li")
    people.accounts.activate("li", code, PASSWORD, NOW)
    db = sqlite3.connect(people.path)
    kept = json.dumps([list(map(str, row)) for row in db.execute("SELECT * FROM credentials")])
    assert PASSWORD not in kept and code not in kept and "argon2id" in kept
    db.close()


def test_an_unknown_account_takes_the_same_work_as_a_known_one():
    assert not passwords.matches(None, PASSWORD)
