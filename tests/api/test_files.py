"""Attachments: kept whole before anybody names them, one file for the same bytes, refused when not what they say."""

import hashlib
import io
import json
import zipfile

import pytest
from cryptography.hazmat.primitives.hashes import SM3, Hash

from domain.errors import InvalidError
from service.files import SIZE_LIMIT, Files

PDF = b"%PDF-1.7\n" + b"x" * 100
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100
JPG = b"\xff\xd8\xff\xe0" + b"x" * 100


def _office_paper(*names: str, main: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as paper:
        for name in ("[Content_Types].xml", main, *names):
            paper.writestr(name, "<x/>")
    return out.getvalue()


DOCX, XLSX = _office_paper(), _office_paper(main="xl/workbook.xml")


def _upload(caller, content, name):
    return caller.post("/files", data={"file": (io.BytesIO(content), name)}, content_type="multipart/form-data")


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "报告.pdf", "pdf"),
        (PNG, "a.PNG", "png"),
        (JPG, "a.jpeg", "jpg"),
        (DOCX, "a.docx", "docx"),
        (XLSX, "a.xlsx", "xlsx"),
    ],
)
def test_a_file_is_known_by_its_digests(city, content, name, kind):
    answer = _upload(city.as_("unit_clerk"), content, name)
    assert answer.status_code == 201
    sm3 = Hash(SM3())
    sm3.update(content)
    sha256 = hashlib.sha256(content).hexdigest()
    assert answer.json == {
        "file": sha256, "sha256": sha256, "sm3": sm3.finalize().hex(), "size": len(content), "kind": kind,
    }  # fmt: skip
    assert city.app.files.path(sha256).read_bytes() == content
    assert city.app.files.find(sha256).kind == kind


def test_the_same_bytes_twice_are_one_file(city):
    first = _upload(city.as_("unit_clerk"), PDF, "a.pdf").json
    second = _upload(city.as_("office"), PDF, "b.pdf").json
    assert first == second
    kept = [path for path in city.app.files.root.rglob("*") if path.is_file()]
    assert len(kept) == 2, "the file and what is known of it; nothing is left half-written"


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.pdf", "file.empty"),
        (PDF, "a.exe", "file.kind_not_accepted"),
        (PDF, "a", "file.kind_not_accepted"),
        (PDF, "a.png", "file.not_what_its_name_says"),
        (DOCX, "a.xlsx", "file.not_what_its_name_says"),
        (b"PK\x03\x04 broken", "a.docx", "file.not_what_its_name_says"),
        (_office_paper("word/vbaProject.bin"), "a.docx", "file.has_macros"),
        (b"<html><script>", "a.jpg", "file.not_what_its_name_says"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(city, content, name, reason):
    answer = _upload(city.as_("unit_clerk"), content, name)
    assert (answer.status_code, answer.json["type"]) == (422, f"/problems/{reason}")
    assert not [path for path in city.app.files.root.rglob("*") if path.is_file()]


def test_a_zip_with_a_directory_beyond_reason_is_not_opened(city):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bomb:
        for number in range(10_001):
            bomb.writestr(str(number), b"")
    answer = _upload(city.as_("unit_clerk"), out.getvalue(), "a.xlsx")
    assert answer.json["type"] == "/problems/file.not_what_its_name_says"


def test_a_file_over_twenty_megabytes_is_refused(city, tmp_path):
    with pytest.raises(InvalidError) as refused:
        Files(tmp_path / "files").put(io.BytesIO(PDF + b"x" * SIZE_LIMIT), "a.pdf")
    assert refused.value.reason == "file.too_large"
    answer = _upload(city.as_("unit_clerk"), PDF + b"x" * (SIZE_LIMIT + 100_000), "a.pdf")
    assert answer.status_code == 413


def test_what_is_not_one_file_is_refused(city):
    clerk = city.as_("unit_clerk")
    assert clerk.post("/files", {"file": "x"}).status_code == 415
    faults = [
        ({}, ("file", "missing")),
        ({"file": (io.BytesIO(PDF), "a.pdf"), "note": "x"}, ("note", "unknown_field")),
        ({"file": [(io.BytesIO(PDF), "a.pdf"), (io.BytesIO(PNG), "b.png")]}, ("file", "repeated")),
    ]
    for data, fault in faults:
        answer = clerk.post("/files", data=data, content_type="multipart/form-data")
        assert [(error["field"], error["reason"]) for error in answer.json["errors"]] == [fault], json.dumps(
            answer.json
        )


def test_no_name_leads_out_of_the_folder(tmp_path):
    with pytest.raises(ValueError, match="sha256"):
        Files(tmp_path).path("../../etc/passwd")
