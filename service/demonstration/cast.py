"""Who plays: the office, city leaders, a clerk and a head for every unit, assessor and auditor. All invented."""

from datetime import date

from domain import actors as a
from domain.actors import Actor
from service import bundled
from service.appoint_holder import appoint_holder
from service.create_post import create_post
from service.demonstration.stage import Stage
from service.open_account import open_account

ADMINISTRATOR = "admin"
SHOWN = (
    "admin", "banli", "qianfa", "shizhang", "fushizhang-jingji", "renshe-jingban", "renshe-fuzeren",
    "zhujian-jingban", "yuancheng-jingban", "kaohe", "shenji",
)  # fmt: skip
_FAMILY_NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章"
_FROM = date(2020, 1, 1)


def come_on_stage(stage: Stage) -> None:
    """Create posts, appoint holders, open accounts."""
    stage.move("2020-08-11 08:40")
    stage.join(Actor(ADMINISTRATOR, a.ADMIN))
    ledger = bundled.ledger(stage.scheme)
    for place, post in enumerate(ledger.posts):
        create_post(stage.app, stage.by(ADMINISTRATOR), post=post.post, title=post.title, rank=post.rank)
        _hold(stage, post.post, f"{_FAMILY_NAMES[place]}市明")
    for post in ledger.posts:
        if post.rank in (a.PRINCIPAL, a.LEADER):
            _open(stage, post.post, post.rank, posts=(post.post,))
    _open(stage, "banli", a.OFFICE)
    _open(stage, "qianfa", a.HEAD)
    _open(stage, "kaohe", a.ASSESSOR)
    _open(stage, "shenji", a.AUDITOR)
    names = {unit.code: unit.name for unit in ledger.units}
    for place, code in enumerate(sorted(_playing(stage))):
        principal = f"{code}-principal"
        title = f"{names[code]}主要负责人"
        create_post(stage.app, stage.by(ADMINISTRATOR), post=principal, title=title, rank="unit_principal", unit=code)
        _hold(stage, principal, f"{_FAMILY_NAMES[place % len(_FAMILY_NAMES)]}建国")
        _open(stage, f"{code}-fuzeren", a.UNIT_HEAD, posts=(principal,), unit=code)
        _open(stage, f"{code}-jingban", a.CLERK, unit=code)


def _playing(stage: Stage) -> set[str]:
    ledger = bundled.ledger(stage.scheme)
    units = {unit for task in ledger.tasks for unit in (*task.lead, *task.co, *task.construction)}
    collectives = {group.group for group in ledger.groups}
    return units | {unit for item in ledger.items for unit in item.units if unit not in collectives}


def _hold(stage: Stage, post: str, person: str) -> None:
    appoint_holder(stage.app, stage.by(ADMINISTRATOR), post=post, person=person, from_on=_FROM)


def _open(stage: Stage, account: str, role: str, *, posts: tuple[str, ...] = (), unit: str | None = None) -> None:
    open_account(stage.app, stage.by(ADMINISTRATOR), account=account, role=role, posts=posts, unit=unit)
    actor = stage.app.accounts.actor_of(account, stage.app.clock.now())
    assert actor is not None
    stage.join(actor)
