"""How many working days ahead a unit is reminded of what it owes (催办): a scheme's data (D-147)."""

from dataclasses import dataclass

from domain.errors import InvalidError
from domain.scheme_reader import Reader


@dataclass(frozen=True, slots=True)
class ReminderRules:
    days_before: int  # working days; 0: only on the day itself, and after it
    clause: str


def parse(content: Reader) -> ReminderRules | None:
    """Read a scheme's part `reminders`; a scheme without one reminds nobody. Raises: InvalidError naming the path."""
    if "reminders" not in content.content:
        return None
    reader = content.part("reminders")
    rules = ReminderRules(reader.whole("days_before"), reader.text("clause"))
    if rules.days_before < 0:
        raise InvalidError("reminders.days_before", "negative", value=rules.days_before)
    return rules
