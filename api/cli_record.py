"""`ducha init demo migrate tick rebuild digest clock`: the record and what is made from it."""

import click

from api.cli_frame import act, as_json, bar, opened, say
from domain.actors import ADMIN
from service.settings import load


@click.command()
@click.option("--scheme", default="heyuan-2020", show_default=True, help="The bundled scheme to begin with.")
@click.option("--demonstration", is_flag=True, help="A record for trying out: it obeys DUCHA_CLOCK and says so.")
@as_json
def init(scheme: str, demonstration: bool, plain: bool) -> None:
    """Create an empty record with the scheme, its units and calendars; print the administrator's one-time code."""
    from service.open_record import open_record

    opening = open_record(load(), scheme_id=scheme, demonstration=demonstration)
    said = {"home": str(opening.home), "account": opening.account, "code": opening.code}
    say(said, plain, f"记录已建立:{opening.home}\n管理员账号:{opening.account}\n一次性激活码:{opening.code}")


@click.command()
@click.option("--if-none", is_flag=True, help="Leave a record that is there as it is.")
def demo(if_none: bool) -> None:
    """Create a demonstration record and play a whole year through the real verbs."""
    from service.demonstration import demonstrate

    settings = load()
    if if_none and settings.record_path.exists():
        return
    with bar("演示年度") as progress:
        logins = demonstrate(settings, progress=progress)
    click.echo(f"演示记录已建立:{settings.home}({logins.last_position} 条)")


@click.command()
@as_json
def migrate(plain: bool) -> None:
    """Bring the tables of this folder to this release; nothing on the record changes."""
    from service.migrate import migrate_home

    settings = load()
    migrate_home(settings)
    say({"home": str(settings.home)}, plain, "已是当前版本。")


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be recorded; record nothing.")
@as_json
def tick(dry_run: bool, plain: bool) -> None:
    """Record what fell due unmet, day by day up to today; remind units of what comes due, and deliver it."""
    from api import notify
    from service.deliver import deliver_once
    from service.tick import tick as run

    app = opened()
    result = run(app, dry_run=dry_run)
    sent = 0 if dry_run else deliver_once(app, notify.send)
    said = {
        "days": [day.isoformat() for day in result.days], "missed": result.missed, "reminded": result.reminded,
        "sent": sent,
    }  # fmt: skip
    missed, reminded = len(result.missed), result.reminded
    say(said, plain, f"{len(result.days)} 天,逾期未报 {missed} 项,催办 {reminded} 个单位,送出 {sent} 条。")


class _ModelName(click.ParamType):
    """The name of a read model; looked up when one is given, since the list is long to load."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from projections.models import MODELS

        known = [model.name for model in MODELS]
        if value not in known:
            self.fail(f"没有读模型“{value}”，有：{'、'.join(known)}", param, ctx)
        return value


@click.command()
@click.argument("names", nargs=-1, type=_ModelName())
@as_json
def rebuild(names: tuple[str, ...], plain: bool) -> None:
    """Make the read models anew from the record; the old ones answer until the switch."""
    app = opened()
    with bar("重建") as progress:
        app.read.rebuild(names, progress=progress)
    say({"position": app.store.position(), "digests": app.read.digest(names)} if plain else None, plain, "已重建。")


@click.command()
@click.argument("names", nargs=-1, type=_ModelName())
@as_json
def digest(names: tuple[str, ...], plain: bool) -> None:
    """Print each read model's digest: equal before and after a rebuild."""
    digests = opened().read.digest(names)
    say(digests, plain, "\n".join(f"{value}  {name}" for name, value in digests.items()))


@click.group()
def clock() -> None:
    """The clock that the record believes."""


@clock.command()
@click.option("--reason", default="", help="Why the clock stood still or jumped, for the record.")
@as_json
def accept(reason: str, plain: bool) -> None:
    """Accept the machine's clock as it is now, after downtime or a repair."""
    from service.accept_clock import accept_clock

    app = opened()
    line = accept_clock(app, act(ADMIN), reason=reason).lines[0]
    now = line.event.now_at.astimezone(app.settings.zone).isoformat()
    say({"accepted": now, "position": line.position}, plain, f"已接受 {now}。")


COMMANDS = [init, demo, migrate, tick, rebuild, digest, clock]
