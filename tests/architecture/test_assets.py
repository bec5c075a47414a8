"""What browsers are given: vendored files are the ones written down, our own sheet stays small, nothing is inline."""

import re
import tomllib
from hashlib import sha256
from pathlib import Path

API = Path(__file__).parents[2] / "api"
STATIC = API / "static"
TEMPLATES = sorted((API / "templates").rglob("*.html"))


def test_every_vendored_file_is_the_one_written_down_beside_its_licence() -> None:
    for name, asset in tomllib.loads((STATIC / "vendored.toml").read_text()).items():
        assert sha256((STATIC / f"{name}.js").read_bytes()).hexdigest() == asset["sha256"]
        assert (STATIC / f"{name}.LICENSE.txt").read_text().strip()
        assert asset["licence"] and asset["integrity"].startswith("sha512-")


def test_our_own_style_sheet_stays_small() -> None:
    assert len((STATIC / "ducha.css").read_bytes()) <= 15 * 1024


def test_no_template_needs_a_weaker_policy_than_ours() -> None:
    for path in TEMPLATES:
        text = path.read_text()
        assert not re.search(r"<[a-z][^>]*\s(style|on[a-z]+)=", text), f"{path.name}: inline style or handler"
        assert not re.search(r"<script(?![^>]*src=)", text), f"{path.name}: inline script"
        assert not re.search(r"(src|href)=\"(https?:)?//", text), f"{path.name}: another host"
