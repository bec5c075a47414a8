"""What random years hold of bulletins, the office's own duties, manual entries and finalised scores."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from domain import events as e
from domain import ids

SCHEME, DIGEST = "heyuan-2020", "0" * 64


def bulletin(story: Any) -> None:
    """Draft a bulletin, or draft the last one anew."""
    number = sum(line.name == "bulletin.drafted.v1" and line.version == 1 for line in story.record.all) + 1
    kind, month = story.random.choice(("regular", "livelihood")), story.random.choice(("2020-08", "2020-09"))
    mentions = tuple(
        e.Mention(unit, story.random.choice((story.a_task(), None)), story.random.random() < 0.5)
        for unit in story.random.sample(("gxj", "fgj", "jsdw", "jyj"), story.random.randint(0, 2))
    )
    digests = (DIGEST,) * len(mentions)
    figures = {"position": len(story.record.all), "profile": "heyuan-2020", "livelihood": []}
    story.record.add(
        e.BulletinDrafted(
            ids.bulletin_id(2020, number), SCHEME, kind, month, "督查通报", DIGEST, mentions, digests, mentions,
            digests, len(story.record.all), figures, story.today,
        )
    )  # fmt: skip


def bulletin_step(story: Any) -> None:
    """Publish a draft, or correct what is published."""
    drafts = {x.event.bulletin: x.event for x in story.record.all if isinstance(x.event, e.BulletinDrafted)}
    out = {x.event.bulletin: x.event for x in story.record.all if isinstance(x.event, e.BulletinPublished)}
    waiting = [draft for name, draft in drafts.items() if name not in out]
    if waiting and story.random.random() < 0.6:
        _publish(story, story.random.choice(waiting), len(out) + 1)
    elif out:
        told = story.random.choice(list(out.values()))
        number = sum(isinstance(x.event, e.BulletinCorrectionProposed) and x.event.bulletin == told.bulletin
                     for x in story.record.all) + 1  # fmt: skip
        gone = (e.Withdrawn("criticism", 1),) if told.criticism else ()
        story.record.add(e.BulletinCorrectionProposed(told.bulletin, number, DIGEST, "有误", gone, True))
        if story.random.random() < 0.7:
            story.record.add(
                e.BulletinCorrected(told.bulletin, number, DIGEST, "有误", gone, True, "office", story.today)
            )


def _publish(story: Any, draft: e.BulletinDrafted, issue: int) -> None:
    told = {name: getattr(draft, name) for name in asdict(draft) if name != "drafted_on"}
    late = story.random.choice((0, 0, 2))
    story.record.add(
        e.BulletinPublished(
            **told, number=f"第{issue}期", issue=issue, drafted_by="office", published_on=story.today,
            due_on=date(2020, 9, 7) if draft.kind == "livelihood" else None, late_days=late,
        )
    )  # fmt: skip


def special_missed(story: Any) -> None:
    month = story.random.choice(("2020-08", "2020-09"))
    story.record.add(e.DutyMissed("office_special", SCHEME, "office", "office", None, month, date(2020, 9, 7)))


def score_entry(story: Any) -> None:
    """Propose a manual entry, and mostly confirm it."""
    number = sum(isinstance(x.event, e.ScoreEntryProposed) for x in story.record.all) + 1
    said = (SCHEME, number, story.random.choice(("gxj", "fgj", "zjj")), story.random.choice((story.a_task(), None)),
            Decimal(story.random.choice(("1", "-0.5", "2.25"))), "专项考评")  # fmt: skip
    story.record.add(e.ScoreEntryProposed(*said))
    if story.random.random() < 0.7:
        story.record.add(e.ScoreEntryConfirmed(*said, "kaohe"))


def finalisation(story: Any) -> None:
    if any(isinstance(line.event, e.AssessmentFinalised) for line in story.record.all):
        return
    story.record.add(e.FinalisationProposed(SCHEME, "年终"))
    if story.random.random() < 0.3:
        formula = {"name": "default-2020", "base": "100"}
        position = len(story.record.all)
        story.record.add(
            e.AssessmentFinalised(SCHEME, 1, "年终", "kaohe", position, formula, (), ({"unit": "gxj"},), story.today)
        )


ACTS = (bulletin, bulletin_step, bulletin_step, special_missed, score_entry, finalisation)
