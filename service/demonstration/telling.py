"""What the city is told: bulletins after each session, a livelihood special each month, praise and criticism."""

from service.demonstration.stage import Stage
from service.draft_bulletin import Wished, WishedMention, draft_bulletin
from service.publish_bulletin import publish_bulletin


def regular(stage: Stage, period: str, drafted_at: str, published_at: str, *, praise: int, criticism: int) -> None:
    """Publish a bulletin that praises the lead of one task and criticises that of another."""
    stage.move(drafted_at)
    wished = Wished(
        "regular", period, f"{period} 节点任务进展情况通报", "各牵头单位节点任务总体推进，个别事项滞后。",
        praise=(_mention(stage, praise, "提前完成节点任务，做法可供借鉴。"),),
        criticism=(_mention(stage, criticism, "节点任务逾期，整改不力。"),),
    )  # fmt: skip
    _out(stage, wished, published_at)


def livelihood(stage: Stage, period: str, drafted_at: str, published_at: str) -> None:
    """Publish the monthly special, the office's own duty."""
    stage.move(drafted_at)
    wished = Wished("livelihood", period, f"{period} 十件民生实事进展专报", "十件民生实事按月推进。")
    _out(stage, wished, published_at)


def draft(stage: Stage, wished: Wished) -> str:
    """Return the id of a bulletin that waits for the head."""
    written = draft_bulletin(stage.app, stage.office(), wished, scheme=stage.scheme)
    return str(written.lines[-1].event.bulletin)


def _out(stage: Stage, wished: Wished, published_at: str) -> None:
    bulletin = draft(stage, wished)
    stage.move(published_at)
    publish_bulletin(stage.app, stage.head(), bulletin=bulletin)


def _mention(stage: Stage, number: int, text: str) -> WishedMention:
    task = stage.task(number)
    return WishedMention(task.lead[0], task.task_no, text)
