"""Chapter 1, 11 August, early: the administrator lets everybody in; units, posts and their holders."""

from tests.journeys.city_hall import ADMIN_PASSWORD, CityHall

# post → title, unit, rank, who holds it
POSTS = {
    "shizhang": ("市长", None, "principal_leader", "钟一"),
    "fushizhang-jingji": ("常务副市长", None, "leader", "钱二"),
    "fushizhang-minsheng": ("副市长（民生）", None, "leader", "孙三"),
    "fumishuzhang": ("副秘书长", None, "coordinator", "李四"),
    "ducha-zhuren": ("督查室主任", None, "staff", "周五"),
    "jiaotong-juzhang": ("市交通运输局局长", "jiaotong", "unit_principal", "吴六"),
}
OFFICE_STAFF = {
    "banli": ("office", []), "qianfa": ("office_head", ["ducha-zhuren"]), "kaohe": ("assessor", []),
    "jiwei": ("auditor", []), "shizhang": ("principal_leader", ["shizhang"]),
    "jingji": ("leader", ["fushizhang-jingji"]), "minsheng": ("leader", ["fushizhang-minsheng"]),
}  # fmt: skip
UNITS = (
    "jiaotong", "caizheng", "gaoxin", "gongxin", "shuiwu", "dongyuan", "minzheng", "heping", "fagai", "zhujian",
    "chengguan", "renshe", "shuju",
)  # fmt: skip


def let_everybody_in(hall: CityHall, code: str) -> None:
    """The one-time code opens the door once; from then on the administrator opens it for the others."""
    activate_the_administrator(hall, code)
    admin = hall.as_("admin")
    register_a_new_unit(hall)
    for post, (title, unit, rank, person) in POSTS.items():
        admin.post("/posts", {"post": post, "title": title, "unit": unit, "rank": rank})
        admin.post(f"/posts/{post}/holders", {"person": person, "from_on": "2020-01-01"})
    admin.refused(
        "/posts/shizhang/holders",
        {"person": "别人", "from_on": "2020-06-01"},
        reason="post.holder_overlaps",
        clause="D-032",
    )
    for account, (role, posts) in OFFICE_STAFF.items():
        open_for(hall, account, {"role": role, "posts": posts})
    for unit in UNITS:
        posts = ["jiaotong-juzhang"] if unit == "jiaotong" else []
        open_for(hall, unit, {"role": "unit_clerk", "unit": unit})
        open_for(hall, f"{unit}-head", {"role": "unit_head", "unit": unit, "posts": posts})
    admin.refused("/accounts", {"account": "banli", "role": "office"}, reason="account.taken", clause="D-033")
    admin.refused("/tasks", {}, reason="forbidden", status=403)  # manages accounts and can do no business


def activate_the_administrator(hall: CityHall, code: str) -> None:
    nobody = hall.anybody()
    said = {"account": "admin", "password": ADMIN_PASSWORD}
    nobody.refused("/activation", {**said, "code": "AAAA-BBBB"}, reason="account.wrong_code", clause="D-033")
    nobody.post("/activation", {**said, "code": code})
    nobody.refused("/activation", {**said, "code": code}, reason="account.wrong_code", clause="D-033")
    wrong = {**said, "password": "not the right words", "label": "浏览器"}
    nobody.refused("/tokens", wrong, reason="account.wrong_login", clause="D-033")
    issued = nobody.post("/tokens", {**said, "label": "浏览器"})
    hall.people["admin"] = issued["token"]
    assert hall.as_("admin").get("/accounts/self")["role"] == "admin"


def open_for(hall: CityHall, account: str, said: dict[str, object]) -> None:
    admin = hall.as_("admin")
    assert admin.post("/accounts", {"account": account, **said})["code"]
    hall.people[account] = admin.post(f"/accounts/{account}/tokens", {"label": "系统"})["token"]


def register_a_new_unit(hall: CityHall) -> None:
    """A unit the notice did not know, with the short form people write, as a member of its collective."""
    admin = hall.as_("admin")
    admin.post("/units", {"code": "shuju", "name": "市数据局", "group": "municipal"})
    admin.post("/units/shuju/aliases", {"alias": "数据局"})
    admin.refused("/units/caizheng/aliases", {"alias": "数据局"}, reason="unit.name_taken", clause="D-030")
    (group,) = [g for g in admin.get("/units/groups")["items"] if g["group"] == "shifu-zhishu"]
    more = {"group": "shifu-zhishu", "name": group["name"], "members": [*group["members"], "shuju"]}
    admin.post("/units/groups", {**more, "effective_on": "2020-08-11"})
    (group,) = [g for g in admin.get("/units/groups")["items"] if g["group"] == "shifu-zhishu"]
    assert group["members"][-1] == "shuju"
