"""Measurable targets that a text states (新增2家, 6.0—6.5%): candidates for the office, never created unasked."""

import re

from service.reading_text import fold

_UNITS = (
    "个百分点|百分点|平方公里|万平方米|立方米|平方米|微克/立方米|吨/日|公里|公顷|万亩|亿元|万元|万吨|万台|万人|万户|万个|"
    "%|元|亩|吨|台|人|户|家|个|项|座|条|处|所|支|套|件|次|张|辆|艘|米|场|批|宗|天|小时|亿|万"
)
_NUMBER = r"\d+(?:\.\d+)?(?:\s*[—–~-]+\s*\d+(?:\.\d+)?)?"
_TARGET = re.compile(rf"(?<![\dA-Za-z.])({_NUMBER})\s*({_UNITS})(以上|以内|左右|以下)?")
_CLAUSE = re.compile(r"[^,，。;；:：]+")


def candidate_targets(body: str) -> list[dict[str, str]]:
    """Return `{text, value, unit_of_measure}` for each figure, with the words around it up to the next stop."""
    key = fold(body)
    found = []
    for clause in _CLAUSE.finditer(key):
        for match in _TARGET.finditer(key, clause.start(), clause.end()):
            words = body[clause.start() : clause.end()].strip()
            value = body[match.start(1) : match.end(1)] + body[match.start(3) : match.end(3)] if match[3] else match[1]
            found.append({"text": words, "value": value, "unit_of_measure": body[match.start(2) : match.end(2)]})
    return found
