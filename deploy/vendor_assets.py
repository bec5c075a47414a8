"""Take the vendored assets of `api/static/vendored.toml` out of their npm tarballs anew; needs npm, at no other time.

Refuses a tarball whose SHA-512 is not the one written down.
"""

import base64
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from hashlib import sha512
from pathlib import Path

STATIC = Path(__file__).parents[1] / "api" / "static"


def take(name: str, asset: dict[str, object], folder: Path) -> None:
    """Fetch one package and write its files. Raises: SystemExit for another tarball than the one written down."""
    wanted = f"{asset['package']}@{asset['version']}"
    subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (tarball,) = folder.glob("*.tgz")
    found = f"sha512-{base64.b64encode(sha512(tarball.read_bytes()).digest()).decode()}"
    if found != asset["integrity"]:
        sys.exit(f"{name}: the tarball is {found}, written down is {asset['integrity']}")
    with tarfile.open(tarball) as packed:
        for ours, theirs in asset["files"].items():  # type: ignore[attr-defined]
            file = packed.extractfile(theirs)
            assert file is not None, theirs
            (STATIC / ours).write_bytes(file.read())


for name, asset in tomllib.loads((STATIC / "vendored.toml").read_text()).items():
    with tempfile.TemporaryDirectory() as folder:
        take(name, asset, Path(folder))
