"""The closed vocabularies others rely on, each word with its Chinese name, and a word in the language of who reads."""

from api.english.vocabulary import VOCABULARY as IN_ENGLISH
from api.languages import ENGLISH, ours

VOCABULARY: dict[str, dict[str, str]] = {
    "light": {"green": "绿灯", "yellow": "黄灯", "red": "红灯", "none": "未评定", "deferred": "延期"},
    "category": {
        "expected_target": "主要预期目标",
        "hard_task": "硬任务",
        "follow_up": "重点跟踪任务",
        "livelihood": "民生实事",
    },
    "role_in_task": {"lead": "牵头单位", "co": "协办单位", "construction": "建设主体"},
    "duty_kind": {
        "implementation_plan": "实施方案",
        "node_plan": "节点任务安排表",
        "progress_report": "落实情况反馈",
        "notice_answer": "整改答复",
        "commitment": "约谈承诺",
        "office_special": "民生实事专刊",
    },
    "duty_state": {
        "open": "待办",
        "met": "按时完成",
        "late": "逾期完成",
        "missed": "逾期未办",
        "lapsed": "已失效",
        "provisional": "暂定",
    },
    "reminder_moment": {"coming": "即将到期", "due": "今日到期", "overdue": "已逾期"},
    "reminder_delivery": {"delivered": "已送出", "failed": "未送出"},
    "task_state": {"active": "在办", "completed": "已办结", "withdrawn": "已撤销"},
    "notice_state": {
        "draft": "草稿",
        "issued": "已签发",
        "served": "已送达",
        "received": "已签收",
        "answered": "已答复",
        "rectified": "已整改",
        "not_rectified": "未整改到位",
        "voided": "已作废",
    },
    "interview_state": {
        "proposed": "拟约谈",
        "approved": "已批准",
        "declined": "不予约谈",
        "convened": "已通知",
        "held": "已约谈",
        "filed": "记录已入档",
        "signed": "已签字",
        "reported": "已报主要领导",
        "archived": "已归档",
    },
    "interview_ground": {"light": "亮灯", "not_rectified": "整改不到位", "by_hand": "督查室提出"},
    "interview_side": {"city": "市方", "unit": "单位方", "other": "其他人员"},
    "commitment_state": {"open": "待兑现", "reported": "已报兑现", "fulfilled": "已兑现"},
    "record_field": {
        "matters": "约谈事项",
        "statement": "单位陈述",
        "cause": "原因",
        "requirements": "要求",
        "commitments": "承诺",
        "place": "地点",
        "recorder": "记录人",
        "attendees": "参加人员",
    },
    "dispute_state": {"open": "待核查", "checked": "已核查", "resolved": "已处理"},
    "dispute_outcome": {"upheld": "异议成立", "rejected": "异议不成立", "corrected": "异议成立，记录已更正"},
    "dispute_checker": {"office": "督查室", "auditor": "纪检、审计"},
    "record_viewed": {"minutes": "记录全文", "disputes": "异议与更正", "evidence": "证据包"},
    "copy_verdict": {
        "as_filed": "与入档记录一致",
        "with_correction": "与更正后的记录一致",
        "attachment": "与入档附件一致",
        "no_copy": "与任何版本都不一致",
    },
    "inspection_kind": {
        "unannounced": "四不两直督查",
        "special_study": "专题调研",
        "special_supervision": "专项督查",
    },
    "instruction_state": {"recorded": "已登记", "answered": "已回复", "closed": "已办结"},
    "bulletin_kind": {"regular": "定期通报", "livelihood": "民生实事专刊"},
    "bulletin_state": {"draft": "草稿", "published": "已印发"},
    "bulletin_list": {"praise": "表扬", "criticism": "批评"},
    "role": {
        "office": "督查室经办",
        "office_head": "督查室签发",
        "leader": "分管领导",
        "principal_leader": "主要领导",
        "unit_clerk": "单位经办",
        "unit_head": "单位负责人",
        "assessor": "考核办",
        "auditor": "审计",
        "admin": "系统管理员",
    },
    "assessment_group": {
        "county": "县区",
        "municipal": "市直",
        "zone": "功能区",
        "stationed": "驻市单位",
        "unassessed": "不参评",
    },
    "score_cause": {
        "yellow": "黄灯",
        "red": "红灯",
        "report_late": "迟报",
        "report_missing": "未报",
        "report_untrue": "报告失实",
        "notice_not_rectified": "整改不到位",
        "praised": "通报表扬",
        "criticised": "通报批评",
        "done_early": "提前完成",
        "over_target": "超额完成",
        "manual": "人工加减分",
        "floor": "最低分补足",
    },
    "score_why": {
        "counted": "计入",
        "lighter_light": "同一任务取最重",
        "kind_not_counted": "不属计分事项",
        "handed_in_late": "已补报，按迟报计",
        "not_in_formula": "公式未设",
        "floor": "补到最低分",
    },
    "suggestion": {
        "award": "建议评先评优",
        "cancel": "建议取消评先评优资格",
        "decision": "另列待定",
        "none": "不提建议",
    },
    "day_counted": {
        "period_end": "期末",
        "fixed_day": "规定日期",
        "working": "工作日",
        "weekend": "周末",
        "holiday": "节假日",
        "makeup_workday": "调休上班",
        "unpublished": "放假安排未公布",
    },
    "mention": {"public": "公开", "internal": "不公开"},
    "party": {"office": "督查室", "city": "市政府", "system": "系统"},
    "inspection_cause": {"ledger": "工作台账", "instruction": "领导批示"},
    "task_field": {
        "title": "任务名称",
        "category": "类别",
        "item": "重点工作",
        "leader": "分管领导",
        "coordinator": "协调副秘书长",
        "responsible": "责任人",
        "targets": "年度目标",
        "text": "目标",
        "value": "目标值",
        "unit_of_measure": "计量单位",
        "counties": "涉及县区",
        "note": "备注",
    },
    "workbook_form": {
        "progress": "落实情况反馈",
        "node-plan": "节点任务安排表",
        "ledger": "工作台账",
        "livelihood": "民生实事",
        "items": "重点工作",
        "duties": "应办事项",
        "lights": "亮灯",
        "scores": "计分",
        "audit": "记录",
        "accounts": "账号",
    },
    "workbook_mode": {"all": "全部受理，否则全部退回", "each": "逐行受理"},
}


def chinese(vocabulary: str, value: str | None) -> str:
    """Return the Chinese name of a word; the word itself when the vocabulary does not have it."""
    return VOCABULARY[vocabulary].get(value or "", value or "")


def word(vocabulary: str, value: str | None, language: str) -> str:
    """Return a word's name in a language; the word itself when the vocabulary does not have it.

    One of several has its number behind its name: `commitments.2` is 承诺 2.
    """
    known = IN_ENGLISH if language == ENGLISH else VOCABULARY
    kind, _, number = (value or "").partition(".")
    name = known[vocabulary].get(kind)
    return f"{ours(name, language)} {number}".rstrip() if name is not None else value or ""
