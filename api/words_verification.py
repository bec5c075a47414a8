"""What re-hashing the whole record may find wrong first (docs/verify.md)."""

WORDS: dict[str, str] = {
    "record.position": "记录的位置不连续。",
    "record.version": "同一事项的记录不连续。",
    "record.leaf": "记录与入卷时的校验值不符。",
    "record.leaf_without_line": "有校验值而没有记录。",
    "record.tile": "汇总的校验值与记录不符。",
    "record.request": "请求登记与记录不符。",
    "record.request_without_lines": "登记了请求而没有记录。",
    "record.content": "正文与登记的校验值不符。",
    "record.content_missing": "登记过的正文不在了，也没有依法删除的记录。",
    "record.content_without_line": "有正文而没有登记它的记录。",
    "record.content_back": "已依法删除的正文又出现了。",
    "record.identity": "记录库的身份与第一条记录不符。",
    "record.guard_changed": "防止改动的触发器被去掉或换掉了。",
    "record.file_damaged": "记录文件已损坏。",
    "record.unreadable": "有记录读不出来。",
    "record.root": "与别处留存的根不符。",
    "record.shorter_than_noted": "记录比别处留存的条数少。",
}
