"""One person of each role in the demonstration year, and the page each one's day begins with."""

from api.pages.base import home_of

PEOPLE = {
    "office": "banli",
    "office_head": "qianfa",
    "principal_leader": "shizhang",
    "leader": "fushizhang-jingji",
    "unit_clerk": "renshe-jingban",
    "unit_head": "renshe-fuzeren",
    "assessor": "kaohe",
    "auditor": "shenji",
    "admin": "admin",
}
HOMES = {role: home_of(role) for role in PEOPLE}
