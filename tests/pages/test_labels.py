"""The list of what is wrong with a form names each field as the form does."""

import pytest

from api.pages.labels import labels_of, named
from tests.pages.site import Site


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ('<label for="f">原因 <span class="mute small">（可不填）</span></label><input id="f">', "原因"),
        (
            '<fieldset id="f"><legend>哪个 <b>节点</b></legend><label class="ck"><input>十月</label></fieldset>',
            "哪个 节点",
        ),
        ('<td><input id="f" aria-label="第 1 项 期限"></td>', "第 1 项 期限"),
        ('<label for="f">R&amp;D</label><textarea id="f" aria-label="又一名"></textarea>', "R&D"),
    ],
)
def test_a_field_is_called_by_its_label_legend_or_spoken_name(field: str, label: str) -> None:
    assert labels_of(field) == {"f": label}


def test_a_sentence_about_a_field_begins_with_its_name_in_the_order_of_the_form() -> None:
    said = '<ul><li><a href="#b">须为数字。</a></li><li><a href="#a">必填。</a></li></ul></section>'
    form = '<label for="a">R&amp;D</label><label for="b">数</label>'
    lines = '<ul><li><a href="#a">R&amp;D：必填。</a></li><li><a href="#b">数：须为数字。</a></li></ul></section>'
    assert named(said + form, "zh_Hans") == lines + form
    assert named(said, "zh_Hans") == said


def test_fields_called_alike_are_told_apart_by_their_groups() -> None:
    group = '<fieldset><legend>{0}</legend><label for="{0}.name">姓名</label></fieldset>'
    page = group.format("甲") + group.format("乙") + '<label for="place">地点</label>'
    assert labels_of(page) == {"甲.name": "甲 · 姓名", "乙.name": "乙 · 姓名", "place": "地点"}


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh_Hans", "从哪天起：必填。"), ("zh_Hant", "從哪天起：必填。"), ("en", "From: Fill this in.")],
)
def test_an_empty_form_is_told_field_by_field(year: Site, language: str, said: str) -> None:
    answer = year.client("qianfa", language=language).submit("/account/delegations", action="/account/delegations")
    assert answer.status_code == 422
    assert f'<a href="#from_on">{said}</a>' in answer.text
