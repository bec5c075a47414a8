"""Refusals about interviews, their records, signatures and commitments, in English."""

WORDS: dict[str, str] = {
    "interviews.none_in_scheme": "Scheme {scheme} has no rules for interviews, so none can be proposed.",
    "interviews.task_withdrawn": "Task {task_no} has been withdrawn. No interview can be proposed for it.",
    "interviews.waiting_already": (
        "Interview {interview} of {units} is still to be held. There is no need to propose another."
    ),
    "interviews.ground_stands": (
        "The ground for interview {interview} still stands. Only a leader may decide that it is not held."
    ),
    "interviews.for_a_higher_leader": "A leader of higher rank must decide on a level {level} interview.",
    "interviews.not_drafted": "The written notice of interview {interview} has not been drafted. Draft it first.",
    "interviews.drafter_may_not_issue": (
        "Whoever drafted the written notice of interview {interview} may not issue it. Ask another person to."
    ),
    "interviews.host_of_another_rank": (
        "The host's post does not have the rank that a level {level} interview needs. Choose another host."
    ),
    "interviews.cannot_decide": (
        "Interview {interview} has been decided on. Only a proposed interview can be approved or declined."
    ),
    "interviews.cannot_decline": "Interview {interview} has been held or closed and can no longer be declined.",
    "interviews.cannot_convene": (
        "The written notice of interview {interview} can be issued after a leader has approved it and before it is "
        "held."
    ),
    "interviews.cannot_hold": (
        "Interview {interview} can be entered as held once its written notice is issued, and only once."
    ),
    "interviews.cannot_file": (
        "The record of interview {interview} can be filed once, after it is held. A filed record does not change: "
        "propose a correction instead."
    ),
    "interviews.cannot_sign": (
        "The record of interview {interview} can be signed after it is filed and before it goes to the principal "
        "leader."
    ),
    "interviews.cannot_report": (
        "The record of interview {interview} can go to the principal leader once both sides have signed or their "
        "refusals are recorded."
    ),
    "interviews.cannot_archive": (
        "The record of interview {interview} can be archived after it has gone to the principal leader."
    ),
    "interviews.not_the_host": "The holder of the host's post {host} signs for the city.",
    "interviews.signed_already": "This side has signed already.",
    "interviews.refused_already": "This side's refusal to sign has been recorded already.",
    "commitments.of_another_unit": (
        "{unit} made commitment {commitment}. Only that unit can report that it is fulfilled."
    ),
    "commitments.fulfilled_already": "Commitment {commitment} has been verified as fulfilled already.",
    "commitments.await_word": (
        "The unit has not yet reported on commitment {commitment}, and its day {due_on} has not passed. Verify it "
        "after either."
    ),
    "unknown_level": "There is no interview level {level}. Choose one of: {known}.",
    "level_named_twice": "An interview level is listed twice. Delete one of the two.",
    "needs_year_and_n": "The pattern of numbers must hold {{year}} and {{n}} once each; yours is “{value}”.",
    "unknown_task": "There is no task {task_no}.",
    "unknown_notice": "There is no notice {notice}.",
    "not_a_notice_of_the_task": "Notice {notice} is not a valid notice of task {task_no}. Choose another, or none.",
    "no_role_in_task": "{unit} has no part in task {task_no}. Choose a unit that has one.",
    "one_lead_an_interview": (
        "An interview can have only one lead unit, and you listed {units}. Propose an interview for each."
    ),
    "not_in_the_future": "The time of the meeting must be later than now.",
    "held_in_the_future": "The time at which the interview was held must not be later than now.",
    "before_it_was_convened": (
        "The interview cannot have been held before its written notice was issued on {convened_on}."
    ),
    "host_not_among_attendees": "List the holder of the host's post {post} among the city's attendees.",
    "recorder_not_among_attendees": (
        "The recorder {person} must be one of the city's attendees, and not the host. List them, or name another."
    ),
    "unknown_side": "There is no side “{side}”. Choose the city's side or the unit's side.",
    "not_an_interviewed_unit": "{unit} is not a unit interviewed here ({units}).",
    "unit_not_among_attendees": "Nobody of these interviewed units is among the attendees: {units}. Add who came.",
    "too_few_commitments": "{unit} must make at least {least} commitments, each with its text and its day.",
    "due_before_the_interview": "A commitment cannot be due before the day of the interview, {held_on}.",
    "witness_of_a_side": "The witness must belong to neither side; {person} sat on one. Name another.",
    "not_the_principal_leader": (
        "{post} is not a principal leader's post. The record of an interview goes to the principal leader."
    ),
    "name_the_principal_leader": "Say to which principal leader the record goes. Posts to choose from: {known}.",
    "needed_when_not_fulfilled": "Give a reason why the commitment is found not fulfilled.",
}
