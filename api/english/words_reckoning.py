"""Refusals about calendars, schemes, duties, the daily tick and scores, in English."""

WORDS: dict[str, str] = {
    # calendar
    "outside_the_year": "{day} is not in the year {year}.",
    "not_a_weekday": "{day} is at a weekend and off anyway. List only Mondays to Fridays as days off.",
    "not_a_weekend": "{day} is not at a weekend. List only Saturdays and Sundays as make-up working days.",
    "day_named_twice": "{day} is listed twice. Delete one of the two.",
    "calendar.already_so": "The calendar of {year} is published like this already.",
    # schemes
    "wrong_kind": "This is the wrong kind of value: {value}.",
    "needs_by_or_working_days": "Give either the last day (by) or a number of working days (working_days).",
    "unknown_path": "The scheme has no entry “{step}”.",
    "never_changes": "A scheme's id, version, year and time zone cannot be amended.",
    "before_the_last_amendment": ("The day it takes effect must not be before that of the last amendment, {last_on}."),
    "before_starts_on": "The last day is before the first day.",
    "not_in_order": "List the nodes in the order of their last days.",
    "not_a_formula": (
        'This is not a formula that can be read; it must be a JSON object such as {{"points": {{"yellow": -1}}}}: '
        "{detail}"
    ),
    "above_base": "The lowest score must not be above the base score.",
    "unknown_kind": "There is no kind of duty “{kind}”. Choose one of: {known}.",
    "unknown_addressee": "Duties are owed to the supervision office (office) or the lead unit (lead) only.",
    "unknown_period": "There is no period “{period}”.",
    "period_outside_scheme": "{period} is too far from the scheme's year.",
    "needs_year_and_number": (
        "The pattern of notice numbers must hold {{year}} and {{n}} once each and no other braces: {number}."
    ),
    "unknown_timezone": "There is no time zone “{timezone}”.",
    "scheme.issued_already": "Scheme {scheme} has been issued. To change it, amend it.",
    "scheme.already_so": "Scheme {scheme} is like this already; there is nothing to amend.",
    # duties and the tick
    "negative": "This must not be negative.",
    "duty.not_owed": "Nothing of this kind is owed for this period. It is owed for: {periods}.",
    "day_not_come": "{until} has not come yet; today is {today}.",
}
