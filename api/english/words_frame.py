"""What is wrong with a request before any rule is asked, in English."""

WORDS: dict[str, str] = {
    "malformed_request": "The request cannot be read. Check it and send it again.",
    "not_json": "Send the request with Content-Type: application/json.",
    "malformed_json": "The request is not valid JSON (UTF-8).",
    "unsound_json": (
        "The JSON is not accepted: at most {max_depth} levels deep, integers within ±2^53, no null characters in text."
    ),
    "body_too_large": "What you sent is too large. Shorten it and send it again.",
    "address_too_long": "The address is too long. Ask with fewer conditions.",
    "headers_too_large": "The request's headers are too large. Delete this site's cookies and try again.",
    "request_timeout": "The request came too slowly. Check your connection and send it again.",
    "method_not_allowed": "This address does not take such requests; the Allow header lists those it takes.",
    "http_error": "The request was not accepted. Check it and try again.",
    "internal_error": (
        "Something went wrong on our side and has been logged. Contact the supervision office with the request number."
    ),
    "absent": "It was not found, or you may not know of it.",
    "unauthenticated": "Log in first. A program sends a valid access token (Authorization: Bearer …).",
    "forbidden": "Your role may not do this. Ask somebody who has this power.",
    "moved_on": (
        "This has changed since you saw it: you saw version {expected}, it is now {current}. Look again, then decide."
    ),
    "key_reused": (
        "Something else was sent with the same Idempotency-Key. Open the page anew, fill it in and send it again."
    ),
    "idempotency_key_unusable": "The Idempotency-Key must be 1 to {limit} printable ASCII characters.",
    "if_match_missing": "Say in If-Match which version (ETag) you saw.",
    "if_match_unusable": (
        'If-Match takes one strong ETag (such as "3"); *, W/ and lists are not accepted. {given} cannot be compared.'
    ),
    "clock_refused": (
        "The system clock is wrong and nothing is saved. The administrator must check it and run: ducha clock accept."
    ),
    "not_written": (
        "Disk or database failed and nothing was saved. Try again later; a program uses the same Idempotency-Key."
    ),
    "throttled": "Too many attempts. Try again in {seconds} seconds.",
    "not_caught_up": "What was last saved is not yet ready to be shown. Try again shortly.",
    "invalid_body": "Some of what you filled in is wrong. Correct each field as shown.",
    "invalid_query": "Some of the search conditions are wrong. Correct each as shown.",
    "missing": "Fill this in.",
    "null": "This must not be empty.",
    "unknown_field": "There is no such field. Leave it out.",
    "not_a_text": "This must be text.",
    "not_a_whole_number": "This must be a whole number.",
    "not_a_number": "This must be a number.",
    "not_a_boolean": "This must be yes or no (true or false).",
    "not_a_date": "This must be a date, such as 2020-08-31.",
    "not_a_moment": "This must be a date and time with an offset, such as 2020-09-03T17:00:00+08:00.",
    "not_a_moment_or_position": "This must be a date, a date and time with an offset, or position:N.",
    "not_a_position": "This must be position:N, with N counted from 1.",
    "beyond_the_record": "The record ends at line {position}; there is no line {value}.",
    "needs_an_offset": "The time needs an offset, such as 2020-09-03T17:00:00+08:00.",
    "not_a_list": "This must be a list.",
    "not_an_object": "This must be a group of fields (a JSON object).",
    "too_long": "This is too long: at most {max}.",
    "too_short": "This is too short: at least {min}.",
    "wrong_length": "This must have {min} to {max} characters or entries.",
    "out_of_range": "This value is outside the permitted range. Check it and enter it again.",
    "not_one_of": "This must be one of: {choices}.",
    "wrong_form": "This is not written in the required form. Write it as the field's hint shows.",
    "repeated": "This may be given only once.",
    "unsound_text": "This contains characters that are not accepted, such as invisible ones. Delete them.",
    "blank": "This must not be only spaces.",
    "invalid": "This value is not accepted. Check it and enter it again.",
    "not_a_cursor": "This page mark is not valid. Start again from the first page.",
    "needs_on_behalf_of": "For a paper entry, say for whom you enter it (unit:CODE or post:ID).",
    "needs_received_at": "For a paper entry, say when the paper was received.",
    "must_name_a_unit": "Name a unit, such as unit:shi-fagaiwei.",
    "must_name_a_post": "Name a post, such as post:vice-mayor-1.",
    "act.only_the_office_enters_paper": "Only the supervision office may enter paper on behalf of others.",
    "act.account_has_no_unit": "This account belongs to no unit and cannot act for one.",
    "act.office_needs_a_paper": (
        "The supervision office does this only by entering a paper: say for whom you enter it and when the paper was "
        "received."
    ),
}
