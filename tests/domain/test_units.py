"""Units: names through time, aliases that belong to one unit only, mergers, splits, groups."""

from datetime import date

import pytest

from domain import events as e
from domain import unit_names, units
from domain.errors import InvalidError, RefusedError

D = date


def unit(*events):
    state = None
    for event in (e.UnitRegistered("shengtai", "市环保局", "河源市环境保护局", "municipal"), *events):
        state = units.evolve(state, event)
    return state


def other(code="fagai", *events):
    state = units.evolve(None, e.UnitRegistered(code, code, code, "municipal"))
    for event in events:
        state = units.evolve(state, event)
    return state


def names(*taken):
    state = None
    for code, *some in taken:
        state = unit_names.evolve(state, e.UnitNamesTaken(code, tuple(some)))
    return state


def refused(slug, call, /, *args, **kwargs):
    with pytest.raises(RefusedError) as caught:
        call(*args, **kwargs)
    assert caught.value.reason == slug
    assert caught.value.clause.startswith("D-0")
    return caught.value.details


def invalid(field, call, *args, **kwargs):
    with pytest.raises(InvalidError) as caught:
        call(*args, **kwargs)
    assert caught.value.field == field


def test_unit_is_called_by_the_name_of_the_day():
    renamed = unit(e.UnitRenamed("shengtai", "市生态环境局", D(2020, 10, 1), "机构改革", "河源市生态环境局"))
    assert renamed.named_on(D(2020, 9, 30)).name == "市环保局"
    assert renamed.named_on(D(2020, 10, 1)).full_name == "河源市生态环境局"


def test_a_rename_entered_later_but_effective_earlier_takes_its_place_in_time():
    late = unit(
        e.UnitRenamed("shengtai", "丙", D(2020, 11, 1), ""), e.UnitRenamed("shengtai", "乙", D(2020, 10, 1), "")
    )
    assert [late.named_on(D(2020, month, 15)).name for month in (9, 10, 11)] == ["市环保局", "乙", "丙"]


def test_renaming_to_the_name_it_bears_is_refused():
    refused("unit.same_name", units.rename, unit(), name="市环保局", full_name="河源市环境保护局",
            effective_on=D(2020, 9, 1), reason="")  # fmt: skip


def test_assessment_group_is_that_of_the_day():
    moved = unit(e.UnitRegrouped("shengtai", "stationed", D(2021, 1, 1), "垂直管理"))
    assert (moved.group_on(D(2020, 12, 31)), moved.group_on(D(2021, 1, 1))) == ("municipal", "stationed")
    refused("unit.same_group", units.regroup, moved, group="stationed", effective_on=D(2021, 2, 1), reason="")
    invalid("to", units.regroup, moved, group="provincial", effective_on=D(2021, 2, 1), reason="")


def test_a_code_is_used_once_by_units_and_groups_alike():
    new = {"name": "甲", "full_name": "", "group": "county"}
    assert units.register(None, None, code="jia", **new) == [e.UnitRegistered("jia", "甲", "甲", "county", ())]
    refused("unit.code_taken", units.register, unit(), None, code="shengtai", **new)
    refused("unit.code_is_a_group", units.register, None, units.UnitGroup("all", "各单位", ()), code="all", **new)


@pytest.mark.parametrize("code", ["A", "a", "市", "a/b", "a" * 33, "a b", ""])
def test_a_code_that_cannot_stand_in_an_address_is_refused(code):
    invalid("code", units.register, None, None, code=code, name="甲", full_name="", group="county")


def test_a_name_another_unit_bears_is_refused_naming_that_unit():
    taken = names(("fagai", "市发展改革局"))
    details = refused("unit.name_taken", unit_names.take, taken, code="shengtai", wanted={"alias": "市发展改革局"})
    assert details["unit"] == "fagai"
    assert unit_names.take(taken, code="fagai", wanted={"name": "市发展改革局"}) == []


def test_full_width_forms_and_spaces_make_no_other_name_but_characters_do():
    taken = names(("qu", "各县(区)"))
    assert taken.owner("各县（区） ") == "qu"
    assert taken.owner("各縣(區)") is None, "never merged by similarity"
    assert unit_names.take(taken, code="b", wanted={"alias": "各縣(區)"}) == [e.UnitNamesTaken("b", ("各縣(區)",))]


def test_an_empty_name_is_refused_at_its_field():
    invalid("aliases.1", unit_names.take, None, code="a", wanted={"name": "甲", "aliases.1": " "})


def test_an_alias_it_already_has_is_refused():
    assert units.confirm_alias(unit(), alias="环保局") == [e.UnitAliasConfirmed("shengtai", "环保局")]
    refused("unit.alias_known", units.confirm_alias, unit(), alias="市环保局")


MERGE = {"to": "fagai", "effective_on": D(2020, 10, 1), "reason": "机构改革", "duties_move": True}


def test_a_merged_unit_is_no_more_from_the_day_of_the_merger():
    merged = unit(*units.merge(unit(), other(), **MERGE))
    assert merged.in_force_on(D(2020, 9, 30)) and not merged.in_force_on(D(2020, 10, 1))
    refused("unit.ended", units.rename, merged, name="丁", full_name="", effective_on=D(2020, 10, 2), reason="")
    refused("unit.changed_already", units.merge, merged, other(), **MERGE)


def test_nothing_merges_into_itself_into_nobody_or_into_a_unit_that_ends():
    refused("unit.into_itself", units.merge, unit(), unit(), **MERGE | {"to": "shengtai"})
    invalid("to", units.merge, unit(), None, **MERGE)
    ending = other("fagai", e.UnitMerged("fagai", "shengtai", D(2021, 1, 1), ""))
    assert refused("unit.ended", units.merge, unit(), ending, **MERGE)["unit"] == "fagai"


def test_a_unit_that_keeps_its_code_in_a_split_goes_on():
    (event,) = units.split(
        unit(), {"shengtai": unit(), "linye": other("linye")}, effective_on=D(2020, 10, 1), reason=""
    )
    assert unit(event).in_force_on(D(2020, 12, 1))
    gone = unit(e.UnitSplit("shengtai", ("a", "b"), D(2020, 10, 1), ""))
    assert not gone.in_force_on(D(2020, 12, 1))


def test_a_split_needs_two_registered_parts():
    invalid("to", units.split, unit(), {"linye": other("linye")}, effective_on=D(2020, 10, 1), reason="")
    invalid("to.1", units.split, unit(), {"a": other("a"), "b": None}, effective_on=D(2020, 10, 1), reason="")


def test_group_members_are_those_of_the_day():
    group = units.evolve_group(None, e.UnitGroupDefined("all", "市直属各单位", ("a", "b"), D(2020, 8, 1)))
    group = units.evolve_group(group, e.UnitGroupDefined("all", "市直属各单位", ("a",), D(2020, 10, 1)))
    assert [group.members_on(D(2020, month, 15)) for month in (7, 8, 10)] == [(), ("a", "b"), ("a",)]


def test_a_group_is_defined_of_registered_units_under_a_code_of_its_own():
    new = {"code": "all", "name": "各单位", "effective_on": D(2020, 8, 1)}
    (event,) = units.define_group(None, None, {"a": other("a")}, **new)
    invalid("members.1", units.define_group, None, None, {"a": other("a"), "x": None}, **new)
    refused("unit.code_taken", units.define_group, None, other("all"), {"a": other("a")}, **new)
    refused("unit_group.nothing_changes", units.define_group, units.evolve_group(None, event), None,
            {"a": other("a")}, **new)  # fmt: skip
