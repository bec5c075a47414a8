"""`GET /vocabulary`: the closed vocabularies others rely on, each word with its Chinese and English name."""

from typing import Any

from marshmallow import fields

from api.closed_words import IN_ENGLISH, VOCABULARY, chinese, word
from api.routes import Ask, Family
from api.schemas import Out

__all__ = ["VOCABULARY", "VocabularyOut", "chinese", "family", "word"]

family = Family("vocabulary")


class WordOut(Out):
    word = fields.String(required=True)
    zh = fields.String(required=True)
    en = fields.String(required=True)


class VocabularyOut(Out):
    light = fields.List(fields.Nested(WordOut), required=True)
    category = fields.List(fields.Nested(WordOut), required=True)
    role_in_task = fields.List(fields.Nested(WordOut), required=True)
    duty_kind = fields.List(fields.Nested(WordOut), required=True)
    duty_state = fields.List(fields.Nested(WordOut), required=True)
    reminder_moment = fields.List(fields.Nested(WordOut), required=True)
    reminder_delivery = fields.List(fields.Nested(WordOut), required=True)
    task_state = fields.List(fields.Nested(WordOut), required=True)
    notice_state = fields.List(fields.Nested(WordOut), required=True)
    interview_state = fields.List(fields.Nested(WordOut), required=True)
    interview_ground = fields.List(fields.Nested(WordOut), required=True)
    interview_side = fields.List(fields.Nested(WordOut), required=True)
    commitment_state = fields.List(fields.Nested(WordOut), required=True)
    record_field = fields.List(fields.Nested(WordOut), required=True)
    dispute_state = fields.List(fields.Nested(WordOut), required=True)
    dispute_outcome = fields.List(fields.Nested(WordOut), required=True)
    dispute_checker = fields.List(fields.Nested(WordOut), required=True)
    record_viewed = fields.List(fields.Nested(WordOut), required=True)
    copy_verdict = fields.List(fields.Nested(WordOut), required=True)
    inspection_kind = fields.List(fields.Nested(WordOut), required=True)
    instruction_state = fields.List(fields.Nested(WordOut), required=True)
    bulletin_kind = fields.List(fields.Nested(WordOut), required=True)
    bulletin_state = fields.List(fields.Nested(WordOut), required=True)
    bulletin_list = fields.List(fields.Nested(WordOut), required=True)
    role = fields.List(fields.Nested(WordOut), required=True)
    assessment_group = fields.List(fields.Nested(WordOut), required=True)
    score_cause = fields.List(fields.Nested(WordOut), required=True)
    score_why = fields.List(fields.Nested(WordOut), required=True)
    suggestion = fields.List(fields.Nested(WordOut), required=True)
    day_counted = fields.List(fields.Nested(WordOut), required=True)
    mention = fields.List(fields.Nested(WordOut), required=True)
    party = fields.List(fields.Nested(WordOut), required=True)
    inspection_cause = fields.List(fields.Nested(WordOut), required=True)
    task_field = fields.List(fields.Nested(WordOut), required=True)
    workbook_form = fields.List(fields.Nested(WordOut), required=True)
    workbook_mode = fields.List(fields.Nested(WordOut), required=True)


@family.get("/vocabulary", power="read_vocabulary", answer=VocabularyOut)
def vocabulary(ask: Ask) -> dict[str, Any]:
    """Return every closed vocabulary, in its own order."""
    return {
        name: [{"word": value, "zh": zh, "en": IN_ENGLISH[name][value]} for value, zh in values.items()]
        for name, values in VOCABULARY.items()
    }
