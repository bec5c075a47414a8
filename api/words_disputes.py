"""Sentences of refusals about corrections and disputes of interview records, and what a copy turned out to be."""

WORDS: dict[str, str] = {
    "disputes.not_filed": "约谈 {interview} 的记录尚未入档。",
    "disputes.not_a_party": "只有约谈 {interview} 的被约谈单位或主谈领导可以对记录提出异议。",
    "disputes.correction_confirmed": "第 {correction} 号更正已经确认。",
    "disputes.second_person": "第 {correction} 号更正须由提出人以外的人确认。",
    "disputes.passage_gone": (
        "第 {correction} 号更正所引的原文已不在现行文字中（已被另一更正改动，或已依法删除），请重新提出。"
    ),
    "disputes.resolved_already": "第 {dispute} 号异议已经处理完毕。",
    "disputes.not_checked": "第 {dispute} 号异议尚未核查，核查之后方可处理。",
    "disputes.filer_may_not_resolve": "第 {dispute} 号异议不能由将记录入档的人处理，请由另一人处理。",
    "disputes.raiser_may_not_resolve": "第 {dispute} 号异议不能由提出异议的人处理，请由另一人处理。",
    "disputes.no_correction_confirmed": (
        "没有针对第 {dispute} 号异议并经第二人确认的更正；请先确认更正，或改选“已更正”以外的结果。"
    ),
    "disputes.corrected_already": "针对第 {dispute} 号异议的更正已经确认，处理结果只能是“异议成立，记录已更正”。",
    "no_such_passage_field": "记录中没有“{where}”这一项，可用的有：{known}。",
    "not_in_the_record": "记录的“{where}”中没有所引的文字，请照原文引用。",
    "quoted_more_than_once": "所引的文字在“{where}”中不止一处，请多引几个字。",
    "correction_changes_nothing": "更正后的文字与原文相同，请修改或取消。",
    "unknown_dispute": "没有第 {dispute} 号异议。",
    "unknown_outcome": "没有“{outcome}”这种处理结果，可用的有：{known}。",
    "name_the_dispute": "请写明是哪一号异议（未处理完毕的：{running}）。",
    "text_or_file": "请提交副本的文字或已上传的文件，二者取一。",
    "copy_has_no_text": "读不出副本的文字：请提交文字，或 docx 文件。",
    "copy_too_long": "副本超过 {limit} 字，请只提交记录本身。",
    "copy.as_filed": "与入档的记录一致。",
    "copy.with_correction": "与经第 {correction} 号更正后的记录一致（不是入档原文）。",
    "copy.attachment": "与入档时登记的附件是同一个文件。",
    "copy.no_copy": "与记录的任何版本都不一致。",
}
