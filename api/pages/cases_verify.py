"""`/verify`: anybody checks an evidence bundle in the browser, here or from a saved file that needs no network."""

import hashlib
import json
from base64 import b64encode
from pathlib import Path

from flask import Response, render_template
from flask_babel import gettext
from markupsafe import Markup

from api.pages.declared import Pages
from api.pages.visit import Visit

pages = Pages("cases")
_STATIC = Path(__file__).parents[1] / "static"


@pages.get("/verify", power="read_public")
def show_verifier(visit: Visit) -> Response:
    """Show where a bundle is dropped; everything is reckoned in the browser, nothing is sent."""
    return visit.show("cases/verify.html", here="/verify", words=_words())


@pages.get("/verify/saved", power="read_public")
def save_verifier(visit: Visit) -> Response:
    """Give the verifier as one file: style and script inside, named by their hashes in a policy of its own."""
    style, script = ((_STATIC / name).read_text() for name in ("ducha.css", "verify.js"))
    page = render_template(
        "cases/verify_saved.html", visit=visit, words=_words(),
        style=Markup(f"<style>{style}</style>"), script=Markup(f"<script>{script}</script>"),
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'",
    )  # fmt: skip
    headers = {"Content-Disposition": 'attachment; filename="ducha-verify.html"'}
    return Response(page, headers=headers, content_type="text/html; charset=utf-8")


def _hash(content: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _words() -> str:
    """Return what the script says, as JSON, in the language of the page."""
    return json.dumps(
        {
            "checking": gettext("正在核验……"),
            "clean": gettext("✓ 相符"),
            "not_clean": gettext("✕ 不符"),
            "counted": gettext("{lines} 条记录、{texts} 段正文、{files} 个附件逐一重算，全部相符。"),
            "omitted": gettext("另有 {n} 条未公开的草稿已列明而未放入。"),
            "missing": gettext("登记在案的附件有 {n} 个不在包内，已列明。"),
            "record": gettext("记录库"),
            "size": gettext("条数"),
            "root": gettext("根"),
            "proves": gettext(
                "证明：包内每一条记录都在这个根所代表的记录之中，一个字节也没有改动；正文和附件正是这些记录登记的那些。"
            ),
            "proves_not": gettext(
                "不证明：这个根尚无签名检查点，须同别处留存的同一条数的根核对；也不证明录入的内容属实，或此后没有别的记录。"
            ),
            "no_evidence": gettext("这个证据包不能作为证据。"),
            "receipt_alone": gettext(
                "这是第 {n} 条的回执。回执只写明位置和校验值；请把含有这一条的证据包一起放进来，才能核对。"
            ),
            "receipt_in": gettext("回执与证据包相符：第 {n} 条的校验值相同。"),
            "receipt_not_in": gettext("证据包里没有回执所说的第 {n} 条。"),
            "receipt_differs": gettext("回执与证据包不符：第 {n} 条的校验值不同。请保留两份文件，通知纪检、审计。"),
            "faults": _faults(),
        },
        ensure_ascii=False,
    )


def _faults() -> dict[str, str]:
    return {
        "unreadable": gettext("文件不是完整的证据包，或其中内容已损坏"),
        "format": gettext("不是本程序认识的证据包格式"),
        "member_twice": gettext("包内有重名的文件"),
        "member_missing": gettext("缺少文件"),
        "member_extra": gettext("多出文件"),
        "member_changed": gettext("文件内容已改动"),
        "line_changed": gettext("记录已改动"),
        "line_not_in_tree": gettext("记录不在所述的根之中"),
        "line_missing": gettext("约谈的记录缺号"),
        "not_one_case": gettext("包内不是一件约谈的记录"),
        "text_changed": gettext("正文已改动"),
        "text_unnamed": gettext("正文不是记录所登记的"),
        "file_changed": gettext("附件已改动"),
        "file_unnamed": gettext("附件不是记录所登记的"),
        "minutes_differ": gettext("minutes.txt 与登记的正文不符"),
        "repacked": gettext("包内各文件相符，但压缩包本身不是当初给出的那一个（重新打包或改动过）"),
    }
