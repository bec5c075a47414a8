"""The verifier in the browser says what `ducha verify` says, of good bundles and of every kind of touched one."""

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from service.evidence_bundle import pack
from service.verify_bundle import verify_bundle
from tests.pages.site import Site, axe_clean

Members = dict[str, bytes]
NOBODYS, WORK = hashlib.sha256(b"\x01x").hexdigest(), "复工".encode()
EVIDENCE = "/get/interviews/i-2020-0002/evidence"


@pytest.fixture(scope="session")
def bundle(year: Site) -> bytes:
    return year.client("shenji").get(EVIDENCE).data


def members_of(bundle: bytes) -> Members:
    with zipfile.ZipFile(BytesIO(bundle)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed_anew(members: Members, *, sums: bool = True) -> bytes:
    """Pack members as a bundle is packed; with `sums` the list of digests is made to fit, as a forger would."""
    if sums:
        rows = (
            f"{hashlib.sha256(said).hexdigest()}  {name}\n" for name, said in members.items() if name != "SHA256SUMS"
        )
        members = {**members, "SHA256SUMS": "".join(rows).encode()}
    out = BytesIO()
    pack(out, ((name, BytesIO(said)) for name, said in members.items()))
    return out.getvalue()


def edited(name: str, change: Callable[[Any], Any]) -> Callable[[bytes], bytes]:
    """Return the tampering that changes one JSON member and makes the list of digests fit."""

    def tamper(bundle: bytes) -> bytes:
        members = members_of(bundle)
        value = json.loads(members[name])
        changed = change(value)
        members[name] = json.dumps(value if changed is None else changed, ensure_ascii=False).encode()
        return packed_anew(members)

    return tamper


def with_members(change: Callable[[Members], Any], *, sums: bool = True) -> Callable[[bytes], bytes]:
    def tamper(bundle: bytes) -> bytes:
        members = members_of(bundle)
        change(members)
        return packed_anew(members, sums=sums)

    return tamper


def _deflated(bundle: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, said in members_of(bundle).items():
            packed.writestr(name, said)
    return out.getvalue()


def _without(lines: list[Any], name: str) -> list[Any]:
    return [line for line in lines if line["name"] != name]


def _flip(bundle: bytes) -> bytes:
    at = bundle.index("韩守正".encode())
    return bundle[:at] + b"\xe8" + bundle[at + 1 :]


TOUCHED: dict[str, Callable[[bytes], bytes]] = {
    "a word of the report": with_members(lambda m: m.update({"report.txt": m["report.txt"] + b"."}), sums=False),
    "a byte in place": _flip,
    "a line's words": edited("lines.json", lambda v: v[3].update(state=v[3]["state"].replace("2020", "2021", 1))),
    "a line's version": edited("lines.json", lambda v: v[3].update(version=v[3]["version"] + 1)),
    "a line's path": edited("lines.json", lambda v: v[3]["path"].reverse()),
    "a line's position": edited("lines.json", lambda v: v[3].update(position=v[3]["position"] + 1)),
    "the root": edited("tree.json", lambda v: v.update(root=v["root"][::-1])),
    "the size": edited("tree.json", lambda v: v.update(size=v["size"] - 1000)),
    "the format": edited("tree.json", lambda v: v.update(format="ducha-evidence-v9")),
    "no format": edited("tree.json", lambda v: v.pop("format") and None),
    "a refusal left out": edited("lines.json", lambda v: _without(v, "interview.signature_refused.v1")),
    "no record at all": edited("lines.json", lambda v: _without(v, "interview.record_filed.v1")),
    "a line twice": edited("lines.json", lambda v: [*v, v[0]]),
    "a text": edited("texts.json", lambda v: v[0].update(text=v[0]["text"] + "不")),
    "a text of nobody": edited("texts.json", lambda v: v[0].update(digest=NOBODYS, salt="01", text="x")),
    "the minutes": with_members(lambda m: m.update({"minutes.txt": m["minutes.txt"].replace(WORK, "停工".encode())})),
    "a file of nobody": with_members(lambda m: m.update({f"files/{hashlib.sha256(b'x').hexdigest()}.pdf": b"x"})),
    "a file with another content": with_members(lambda m: m.update({f"files/{'0' * 64}.pdf": b"x"})),
    "a member too many": with_members(lambda m: m.update({"note.txt": b"x"}), sums=False),
    "a member too few": with_members(lambda m: m.pop("about.json"), sums=False),
    "not UTF-8": with_members(lambda m: m.update({"minutes.txt": b"\xff\xfe"})),
    "packed anew": _deflated,
    "bytes behind": lambda bundle: bundle + b"\x00",
    "cut short": lambda bundle: bundle[: len(bundle) // 2],
    "no zip": lambda bundle: b"PK",
}  # fmt: skip


def told(page: Page, *files: tuple[str, bytes]) -> list[tuple[str, str]]:
    """Drop files into the verifier and return what it says of each: the fault, and the words."""
    page.locator("#said").evaluate("said => said.textContent = ''")
    page.locator("#bundle").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files]
    )
    boxes = page.locator("#said section")
    boxes.nth(len(files) - 1).wait_for()
    return [(box.get_attribute("data-fault") or "", box.inner_text()) for box in boxes.all()]


@pytest.fixture(scope="session")
def verifier(year: Site) -> Page:
    page = year.as_(None)
    page.goto("/verify")
    return page


@pytest.mark.parametrize(("window", "language"), [("wide", "zh_Hans"), ("narrow", "zh_Hant"), ("narrow", "en")])
def test_a_tampered_bundle_is_told_from_a_good_one(year: Site, bundle: bytes, window: str, language: str) -> None:
    page = year.as_(None, window=window, language=language)
    page.goto("/verify")
    touched = TOUCHED["a line's words"](bundle)
    (good, said), (bad, refused) = told(page, ("good.zip", bundle), ("bad.zip", touched))
    assert (good, bad) == ("", "line_changed")
    assert said.startswith("✓") and refused.startswith("✕")
    root = json.loads(members_of(bundle)["tree.json"])["root"]
    assert root in said
    axe_clean(page)


@pytest.mark.parametrize("how", TOUCHED)
def test_the_browser_finds_what_the_command_line_finds(verifier: Page, bundle: bytes, tmp_path: Path, how: str) -> None:
    touched = TOUCHED[how](bundle)
    (tmp_path / "b.zip").write_bytes(touched)
    expected = verify_bundle(tmp_path / "b.zip").fault
    assert expected, "it is touched"
    ((found, _),) = told(verifier, ("b.zip", touched))
    assert found == expected


@pytest.mark.parametrize("interview", ["i-2020-0002", "i-2020-0004"])
@pytest.mark.parametrize("account", ["shenji", "banli"])
def test_every_bundle_given_here_is_good(verifier: Page, year: Site, interview: str, account: str) -> None:
    given = year.client(account).get(f"/get/interviews/{interview}/evidence").data
    ((fault, said),) = told(verifier, ("b.zip", given))
    assert fault == "", said


def test_a_plain_intranet_page_without_the_browsers_own_hashes_finds_the_same(year: Site, bundle: bytes) -> None:
    page = year.as_(None)
    page.add_init_script("Object.defineProperty(window.crypto, 'subtle', { value: undefined })")
    page.goto("/verify")
    found = told(page, ("good.zip", bundle), ("bad.zip", TOUCHED["a text"](bundle)))
    assert [fault for fault, _ in found] == ["", "text_changed"]


def test_the_saved_page_verifies_without_any_server(year: Site, bundle: bytes, tmp_path: Path) -> None:
    given = year.client(None).get("/verify/saved")
    assert given.headers["Content-Disposition"].startswith("attachment")
    saved = tmp_path / "ducha-verify.html"
    saved.write_bytes(given.data)
    assert not re.search(r'(src|href)="', given.text), "it needs nothing from anywhere"
    page = year.as_(None)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(saved.as_uri())
    found = told(page, ("good.zip", bundle), ("bad.zip", TOUCHED["the root"](bundle)))
    assert [fault for fault, _ in found] == ["", "line_not_in_tree"]
    axe_clean(page)
    assert {url.partition(":")[0] for url in asked} == {"file"}


def test_a_receipt_is_held_against_the_bundle(verifier: Page, bundle: bytes) -> None:
    line = json.loads(members_of(bundle)["lines.json"])[0]
    receipt = {"receipt_id": f"r-{line['position']}", "position": line["position"], "leaf": line["leaf"]}
    forged = {**receipt, "leaf": "0" * 64}
    files = [(f"{n}.json", json.dumps(one).encode()) for n, one in enumerate(({"receipt": receipt}, forged))]
    assert [fault for fault, _ in told(verifier, ("b.zip", bundle), *files)] == ["", "", "differs"]
    assert [fault for fault, _ in told(verifier, files[0])] == ["alone"]
