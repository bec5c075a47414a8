"""What the audit log says of lawful erasure."""

SENTENCES: dict[str, str] = {
    "content.erasure_proposed.v1": (
        "提出依法删除 {erasure}（文字 {texts}；附件 {files}；涉及记录第 {lines} 条），依据：{ground}，理由：{reason}"
    ),
    "content.erased.v1": (
        "确认依法删除 {erasure}（文字 {texts}；附件 {files}），依据：{ground}（提出人：{proposed_by}）"
    ),
}
