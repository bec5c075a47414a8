"""Refusals about units, posts and accounts, in English."""

WORDS: dict[str, str] = {
    # units
    "bad_unit_code": "A unit code has 2 to 32 lower-case letters, digits or hyphens.",
    "bad_name": "A name has 1 to {longest} characters.",
    "unknown_assessment_group": "There is no assessment group “{value}”. Choose one of: {known}.",
    "unknown_unit": "There is no unit “{unit}”.",
    "unknown_change": "There is no kind of change “{value}” to a unit. Choose one of: {known}.",
    "one_only": "This kind of change takes one value only.",
    "split_needs_two": "A split needs at least two registered units to split into.",
    "unit.code_taken": "The code “{unit}” belongs to {name}. Choose another.",
    "unit.code_is_a_group": "The code “{unit}” belongs to the unit group “{name}”. Choose another.",
    "unit.name_taken": "The name “{name}” belongs to unit {unit} and cannot mean another.",
    "unit.alias_known": "“{alias}” is a name of this unit already.",
    "unit.same_name": "The unit will be called “{name}” on that day already.",
    "unit.same_group": "The unit will be in this assessment group on that day already.",
    "unit.ended": "Unit {unit} was merged or abolished from {ended_on}. Use the unit that took over.",
    "unit.changed_already": "It is on record already that unit {unit} merges into, or splits into, {into} from {on}.",
    "unit.into_itself": "A unit cannot be merged into itself. Choose another.",
    "unit_group.nothing_changes": "Unit group {group} will have these members on that day already.",
    # posts
    "bad_post_id": "A post's id has 2 to 48 lower-case letters, digits or hyphens.",
    "unknown_rank": "There is no rank “{value}”.",
    "unknown_post": "There is no post {post}.",
    "empty": "This must not be empty.",
    "to_before_from": "The last day must not be before the first day, {from_on}.",
    "post.taken": "The id “{post}” belongs to the post {title}. Choose another.",
    "post.holder_overlaps": (
        "{holder} holds this post from {from_on}, and the terms overlap. Record the day on which they leave first."
    ),
    "post.appointed_already": "This term of {holder} is on record already.",
    # accounts
    "bad_account_name": (
        "An account name has 2 to 48 lower-case letters, digits, dots, underscores or hyphens, begins with a letter or "
        "digit, and is no reserved word."
    ),
    "unknown_role": "There is no role “{value}”. Choose one of: {known}.",
    "role_needs_unit": "An account of a unit needs its unit.",
    "role_needs_post": "A leader's account needs the post that the leader holds.",
    "unknown_account": "There is no account “{account}”.",
    "delegates_to_itself": "You cannot lend powers to yourself. Choose another account.",
    "over_already": "The last day of the delegation has passed. Choose a later day.",
    "bad_label": "A token's name has 1 to {longest} characters.",
    "password_length": "A password has {shortest} to {longest} characters.",
    "password_holds_account": "A password must not be the account name with a short ending. Choose another.",
    "account.taken": "The account name “{account}” is taken; names of closed accounts are not used again.",
    "account.closed": "The account “{account}” is closed.",
    "account.own_closure": "You cannot close your own account. Ask another administrator to.",
    "account.admin_does_no_business": (
        "A system administrator does no business: powers of administration and of business are not lent to each other."
    ),
    "account.power_stays_in_unit": "A unit's powers can be lent only to accounts of the same unit.",
    "account.nothing_lent": "No power is lent to “{to}” at present.",
    "account.label_taken": "This account has a token called “{label}” already. Choose another name.",
    "account.no_such_token": "This account has no valid token called “{label}”.",
    "account.wrong_code": (
        "The account or the one-time code is wrong, or the code has expired. Check both, or ask for a new code."
    ),
    "account.wrong_login": "The account or the password is wrong. Check both and try again.",
    "account.wrong_password": "The present password is wrong. Check it and try again.",
}
