"""Where a paper's template comes from: the operator's folder first, ours otherwise; theirs are checked at start."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.papers import docx_check, typst_check
from api.papers.pdf import PAGE

OURS = Path(__file__).parent / "templates"
ENDINGS = (".docx", ".typ")


@dataclass(frozen=True, slots=True)
class Fault:
    template: Path
    place: str
    fault: str

    def __str__(self) -> str:
        return f"{self.template}：{self.place}：{self.fault}"


class TemplatesRefusedError(Exception):
    """Templates of the operator's folder cannot be used."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("模板不能使用：\n" + "\n".join(f"  {fault}" for fault in faults))
        self.faults = faults


def find(folder: Path, file: str) -> Path:
    """Return the template's place: in the operator's folder when there is one of that name."""
    theirs = folder / file
    return theirs if theirs.is_file() else OURS / file


def check(folder: Path, contracts: Mapping[str, Mapping[str, Any]]) -> None:
    """Look at every template of the operator's folder. Raises: TemplatesRefusedError naming faults and places."""
    found = [fault for path in _templates(folder) for fault in _faults(path, folder, contracts)]
    if found:
        raise TemplatesRefusedError(found)


def _templates(folder: Path) -> list[Path]:
    """Return the files that stand for a template; Word's own lock files and pictures beside them do not."""
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted(f for f in files if f.suffix in ENDINGS and not f.name.startswith((".", "~$")))


def _faults(path: Path, folder: Path, contracts: Mapping[str, Mapping[str, Any]]) -> Iterator[Fault]:
    content = path.read_bytes()
    page = find(folder, PAGE)
    if path.name == PAGE:  # shared by all: whatever it breaks shows in one of them
        tried = [(find(folder, f"{name}.typ").read_bytes(), contract) for name, contract in contracts.items()]
        found = [fault for typ, contract in tried for fault in typst_check.faults(typ, content, contract, folder)][:1]
    elif path.stem not in contracts:
        found = [("文件名", f"没有名为 {path.stem} 的公文；可用：{'、'.join(contracts)}、{Path(PAGE).stem}")]
    elif path.suffix == ".typ":
        found = list(typst_check.faults(content, page.read_bytes(), contracts[path.stem], folder))
    else:
        found = list(docx_check.faults(content, contracts[path.stem])) or list(
            docx_check.tried(content, contracts[path.stem])
        )
    yield from (Fault(path, place, fault) for place, fault in found)
