"""`ducha verify [BUNDLE]`: the whole record against its hashes, or one evidence bundle with nothing but itself."""

from dataclasses import asdict
from pathlib import Path

import click

from api.cli_frame import as_json, bar, opened, say
from service.verify_bundle import BundleResult, verify_bundle

_FAULTS = {
    "unreadable": "文件不是完整的证据包，或其中内容已损坏",
    "format": "不是本程序认识的证据包格式",
    "member_twice": "包内有重名的文件",
    "member_missing": "缺少文件",
    "member_extra": "多出文件",
    "member_changed": "文件内容已改动",
    "line_changed": "记录已改动",
    "line_not_in_tree": "记录不在所述的根之中",
    "line_missing": "约谈的记录缺号",
    "not_one_case": "包内不是一件约谈的记录",
    "text_changed": "正文已改动",
    "text_unnamed": "正文不是记录所登记的",
    "file_changed": "附件已改动",
    "file_unnamed": "附件不是记录所登记的",
    "minutes_differ": "minutes.txt 与登记的正文不符",
    "repacked": "包内各文件相符，但压缩包本身不是当初给出的那一个（重新打包或改动过）",
}


@click.command()
@click.argument("bundle", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
def verify(bundle: Path | None, plain: bool) -> None:
    """Hash the whole record anew, or check an evidence bundle by itself; exit 1 when anything does not fit."""
    if bundle is not None:
        result = verify_bundle(bundle)
        say({"clean": result.clean, **asdict(result)}, plain, lambda: _told(result))
        clean = result.clean
    else:
        clean = _verify_record(plain)
    if not clean:
        raise SystemExit(1)


def _verify_record(plain: bool) -> bool:
    from service.verify_record import verify_record

    app = opened()
    with bar("核验") as progress:
        result = verify_record(app.store, progress)
    fault = result.fault
    said = {"clean": result.clean, "size": result.size, "root": result.root, "fault": asdict(fault) if fault else None}
    found = f"不符：第 {fault.position} 条 {fault.what} {fault.detail}" if fault else "全部相符。"
    say(said, plain, f"{result.size} 条，根 {result.root}：{found}")
    return result.clean


def _told(result: BundleResult) -> str:
    if not result.clean:
        return f"不符：{_FAULTS[result.fault]}（{result.detail or result.fault}）。这个证据包不能作为证据。"
    omitted = f"另有 {result.omitted} 条未公开的草稿已列明而未放入。" if result.omitted else ""
    missing = f"登记在案的附件有 {result.missing} 个不在包内，已列明。" if result.missing else ""
    return (
        f"相符：{result.lines} 条记录、{result.texts} 段正文、{result.files} 个附件逐一重算。{omitted}{missing}\n"
        f"记录库 {result.incarnation}\n条数 {result.size}\n根   {result.root}\n"
        "证明：包内每一条记录都在这个根所代表的记录之中，一个字节也没有改动；正文和附件正是这些记录登记的那些。\n"
        "不证明：这个根尚无签名检查点，须同别处留存的同一条数的根核对；也不证明录入的内容属实，"
        "或此后没有别的记录。\nreport.txt、about.json 是供阅读的说明，只与包内清单核对。"
    )


COMMANDS = [verify]
