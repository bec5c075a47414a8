"""A receipt (回执), A5: what the record received, when, from whom, and the leaf it became."""

from api import receipts
from api.closed_words import chinese
from api.papers.contract import Fields
from api.papers.made import Made
from api.papers.told import moment
from api.routes import Ask
from api.sentences import sentence
from api.workbook_names import names_of
from projections.as_of import AsOf

NAME = "receipt"
FIELDS: Fields = {
    "receipt_id": "回执编号",
    "received": "事项，一句话",
    "received_at": "登记时间",
    "by": "办理人与账号",
    "role": "办理人的角色",
    "unit": "单位；没有为空",
    "post": "岗位；没有为空",
    "on_behalf": "代录的说明；不是代录为空",
    "stream": "记录中的卷",
    "version": "卷内序号",
    "leaf": "该条的叶（SHA-256，RFC 6962）",
    "incarnation": "记录库的名称",
}


def gather(ask: Ask, receipt_id: str) -> Made:
    """Return the receipt's paper. Raises: AbsentError when there is none, or it is not the reader's."""
    told = receipts.read_receipt(ask, receipt_id)
    zone, position = ask.app.settings.zone, told["position"]
    with ask.reading() as db:
        names = names_of(db, AsOf(position, zone=zone))
    line = ask.app.store.line(position)
    assert line is not None
    behalf = told["on_behalf"]
    fields = {
        "receipt_id": receipt_id,
        "received": sentence(line.name, line.event, zone),
        "received_at": f"{line.meta.recorded_at.astimezone(zone):%Y-%m-%d %H:%M:%S}",
        "by": f"{told['person']}（{told['account']}）" if told["person"] else told["account"],
        "role": chinese("role", told["role"]),
        "unit": names.unit(told["unit"]),
        "post": names.post(told["post"]),
        "on_behalf": f"纸质件代录，{moment(behalf['received_at'], zone)}收到" if behalf else "",
        "stream": told["stream"],
        "version": str(told["version"]),
        "leaf": told["leaf"],
        "incarnation": ask.app.store.incarnation,
    }
    return Made(NAME, receipt_id, position, line.meta.recorded_at.astimezone(zone), fields)
