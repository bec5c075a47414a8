"""Sentences that only a browser is told: forms that came too late, passwords typed twice."""

WORDS: dict[str, str] = {
    "form_expired": "此页已过期，内容没有提交。下面仍是您填写的内容，请再提交一次。",
    "signed_in_again": "您已重新登录，内容没有提交。下面是您刚才填写的内容，请核对后提交；附件须重新选择。",
    "password_not_repeated": "两次输入的口令不一致，请再输一次。",
}
