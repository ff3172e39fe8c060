from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from visitcore.codec import policy as codec_policy
from visitcore.codec.library import composition_files, library_pack, pack_files
from visitcore.codec.policy import evolve_policy, load_policy, structure_policy
from visitcore.ground.calendar import DayOverride
from visitcore.ground.errors import PolicyError, SilentPolicyError, UnknownNameError
from visitcore.ground.problem import words
from visitcore.policy import Origin

DAY = date(2024, 6, 14)
CITED = next(iter(library_pack("ABC").rules))
LENGTH = {"key": "visits.length", "unit": "minutes", "history": [{"cites": [CITED], "value": 45}]}
RULE = {"id": "ACME-1", "clause": "1", "kind": "term", "strength": "must", "text": {"en": "a rule", "zh": "规定"}}
SATURDAY = {"on": date(2024, 6, 15), "works": True, "reason": "stocktaking"}


def policy(**content):
    """
    A policy from the content of a company's own file.
    """
    return structure_policy(content, name="acme", file="acme.toml")


def lines(**content):
    """
    Every problem for which a company's own file is refused, as (path, what is wrong, what to do).
    """
    with pytest.raises(PolicyError) as told:
        policy(**content)

    assert {"acme.toml"} == {problem.file for problem in told.value.problems}
    return [(problem.where, words(problem.what).en, words(problem.fix).en) for problem in told.value.problems]


def own(value, key="visits.length", **more):
    """
    A parameter of the company's own, with a rule of its own.
    """
    return {"rule": [RULE], "parameter": [{"key": key, "history": [{"cites": ["ACME-1"], "value": value, **more}]}]}


@pytest.fixture
def written(tmp_path):
    """
    Writes a company's own file and gives its path.
    """

    def write(content, name="acme.toml"):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return write


# names, codes and files


@pytest.mark.parametrize("code", pack_files())
def test_the_code_of_a_pack_is_the_name_of_a_policy(code):
    """
    A single pack can be asked as it is.
    """
    found = load_policy(code)

    assert (code, [code]) == (found.name, [pack.code for pack in found.packs])
    assert set(library_pack(code).parameters) <= set(found.keys())


@pytest.mark.parametrize("name", composition_files())
def test_a_composition_is_a_policy(name):
    """
    A ready-made composition has several packs and says which one counts.
    """
    found = load_policy(name)

    assert len(found.packs) > 1
    assert all(found.on(DAY).find(key).pack == code for key, code in found.choose.items())


def test_a_file_is_a_policy(written):
    """
    A company's own file is named by its path, as text or as a path; the policy bears the file's name.
    """
    path = written('extends = ["DST"]')

    assert "acme" == load_policy(path).name == load_policy(str(path)).name
    assert "Acme Ltd" == load_policy(written('name = "Acme Ltd"\nextends = ["DST"]')).name


def test_a_file_may_be_a_regime_of_its_own(trial_file):
    """
    A pack file that extends nothing is a policy of that one pack; what it says is the document's.
    """
    found = load_policy(trial_file)

    assert ("TRY", ["TRY"]) == (found.name, [pack.code for pack in found.packs])
    assert Origin.DOCUMENT is found.on(DAY).read("plans.due").origin
    assert "plans.capacity" in found.keys()  # noqa: SIM118  # a policy is no mapping


def test_an_unknown_name_comes_with_the_one_meant():
    """
    What is neither a composition nor a pack nor a file.
    """
    with pytest.raises(UnknownNameError, match=r"there is no policy 'DTS'; did you mean 'DST'\?"):
        load_policy("DTS")


def test_a_file_that_is_not_there(tmp_path):
    """
    A path is told as a path.
    """
    with pytest.raises(PolicyError, match="there is no such file"):
        load_policy(tmp_path / "nothing.toml")


# what a company's own file does


def test_the_company_speaks_first():
    """
    Its own value comes before that of a pack, and that before the default of the house.
    """
    plain = policy(extends=["KAT"]).on(DAY)
    mine = policy(extends=["KAT"], **own(["[10:00..12:00)"], key="plans.hours")).on(DAY)

    assert "KAT" == plain.read("plans.hours").pack
    assert "VC" == plain.read("plans.capacity").pack
    assert ("acme", Origin.COMPANY) == (mine.read("plans.hours").pack, mine.read("plans.hours").origin)


@pytest.mark.parametrize(("day", "pack"), [(date(2023, 12, 31), "KAT"), (date(2024, 1, 1), "acme")])
def test_a_value_with_a_first_day_leaves_the_packs_before_it(day, pack):
    """
    The day before, the document answers; from the first day on, the company does.
    """
    mine = policy(extends=["KAT"], **own(["[10:00..12:00)"], key="plans.hours", since=date(2024, 1, 1)))

    assert pack == mine.on(day).read("plans.hours").pack


def test_rules_of_the_packs_may_be_cited():
    """
    A value of the company's own may rest on a rule of a pack it extends, or on one of its own.
    """
    found = policy(extends=["ABC"], rule=[RULE], parameter=[LENGTH, *own(5, key="a.b")["parameter"]]).on(DAY)

    assert "ABC" == found.read("visits.length").cite().pack
    assert "acme" == found.read("a.b").cite().pack


def test_rules_of_other_packs_may_not_be_cited():
    """
    A pack that is not extended backs nothing.
    """
    ((where, what, _),) = lines(extends=["DST"], parameter=[LENGTH])

    assert ("parameter[0].history[0].cites[0]", f"there is no rule {CITED!r}") == (where, what)


def test_two_packs_need_a_choice():
    """
    Where two packs speak to one key, both are named.
    """
    told = {what for _, what, _ in lines(extends=["ABC", "DST"])}

    assert "ABC and DST both speak to 'visits.cadence'" in told


def test_a_choice_settles_it():
    """
    The pack chosen answers.
    """
    shared = set(library_pack("ABC").parameters) & set(library_pack("DST").parameters)
    found = policy(extends=["ABC", "DST"], choose=dict.fromkeys(shared, "DST")).on(DAY)

    assert {"DST"} == {found.read(key).pack for key in shared}


def test_a_part_of_a_pack_settles_it():
    """
    Of one pack only the keys named are taken.
    """
    found = policy(extends=["ABC", "DST"], only={"ABC": ["checklists.arrival"]})

    assert "DST" == found.on(DAY).read("visits.cadence").pack
    assert "ABC" == found.on(DAY).read("checklists.arrival").pack
    with pytest.raises(SilentPolicyError):
        found.on(DAY).read("visits.summary")


def test_a_composition_brings_its_choices():
    """
    A company that extends a composition extends its packs with its choices, and may choose otherwise.
    """
    shipped = load_policy("standard")
    mine = policy(extends=["standard"])
    other = policy(extends=["standard"], choose={"visits.cadence": "CGR"})

    assert shipped.packs == mine.packs
    assert shipped.choose == mine.choose
    assert "ABC" == mine.on(DAY).read("visits.cadence").pack
    assert "CGR" == other.on(DAY).read("visits.cadence").pack


def test_settings_come_from_the_first_pack():
    """
    Currency, zone, calendar and weekend are those of the first pack, unless the file says otherwise.
    """
    same = policy(extends=["KAT", "DST"], **own(1))
    other = policy(extends=["KAT"], **own(1), pack={"zone": "Europe/Berlin", "roll": False})

    assert library_pack("KAT").settings == same.pack("acme").settings
    assert "Europe/Berlin" == other.zone("acme").key
    assert not other.pack("acme").settings.roll
    assert library_pack("KAT").settings.weekend == other.pack("acme").settings.weekend


def test_a_file_of_the_companys_own_may_extend_nothing():
    """
    Own values alone are a policy too.
    """
    found = policy(**own(45))

    assert () == found.packs
    assert 45 == found.on(DAY).read("visits.length").value


def test_waived_properties_keep_their_reason():
    """
    What need not hold is named, with the reason.
    """
    found = policy(extends=["DST"], waive=[{"property": "better_grade_more_visits", "reason": "few A customers"}])

    assert {"better_grade_more_visits": "few A customers"} == found.waived


# days of the company's own


def test_the_company_has_days_of_its_own():
    """
    One day, or a stretch with both ends in it.
    """
    stretch = {"on": date(2024, 8, 5), "until": date(2024, 8, 7), "works": False, "reason": "closed"}
    calendar = policy(extends=["DST"], day=[SATURDAY, stretch]).calendar("DST")

    assert calendar.is_workday(date(2024, 6, 15))
    assert [True, False, False, False, True] == [calendar.is_workday(date(2024, 8, n)) for n in (2, 5, 6, 7, 8)]


def test_faults_of_days_are_problems():
    """
    A day without a reason, with a wrong key, or said twice with two answers, is told like any other fault.
    """
    days = [{"on": date(2024, 6, 15), "works": True, "reason": " "}, {**SATURDAY, "wroks": 1}]
    days += [SATURDAY, {**SATURDAY, "works": False}]

    assert [
        ("day[0].reason", "is missing"),
        ("day[1].wroks", "is no key of a day"),
        ("day[3]", "2024-06-15 has another answer than in day[1]"),
    ] == [line[:2] for line in lines(extends=["DST"], day=days)]


def test_days_may_be_added():
    """
    Days from a calendar file join those of the company's own file; the fingerprint tells.
    """
    day = DayOverride(date(2024, 6, 16), works=True, reason="fair")
    path = {"extends": ["DST"], "day": [SATURDAY]}
    plain = policy(**path)
    more = evolve_policy(plain, (*plain.overrides, day))

    assert more.calendar("DST").is_workday(date(2024, 6, 15))
    assert more.calendar("DST").is_workday(date(2024, 6, 16))
    assert plain.hash != more.hash


def test_days_that_contradict_the_file_are_refused():
    """
    A calendar file cannot silently overrule the company's own file.
    """
    day = DayOverride(date(2024, 6, 15), works=False, reason="closed")
    plain = policy(extends=["DST"], day=[SATURDAY])

    with pytest.raises(PolicyError, match="2024-06-15 is overridden twice"):
        evolve_policy(plain, (*plain.overrides, day))


def test_days_are_given_when_loading():
    """
    Without a file of its own, a company's days come with the call.
    """
    day = DayOverride(date(2024, 6, 15), works=True, reason="fair")

    assert load_policy("DST", overrides=[day]).calendar("DST").is_workday(date(2024, 6, 15))
    assert load_policy("DST").hash == load_policy("DST", overrides=[]).hash
    assert load_policy("DST").hash != load_policy("DST", overrides=[day]).hash


# faults


def test_every_fault_of_the_file_is_told_at_once():
    """
    Unknown keys, unknown packs, wrong kinds and faults of its own values together; nothing is told that only follows.
    """
    found = lines(
        extnds=["ABC"],
        extends=["ABC", "DTS"],
        choose={"visits.cadence": 5},
        waive=[{"property": "x"}],
        day=[{"on": "soon", "works": True, "reason": "x"}],
        parameter=[LENGTH | {"label": {"en": "x"}}],
    )

    assert {
        ("extnds", "unknown key 'extnds'"),
        ("extends[1]", "there is no pack 'DTS'"),
        ('choose."visits.cadence"', "5 is no text"),
        ("waive[0].reason", "required key 'reason' is missing"),
        ("day[0].on", "'soon' is not a day"),
        ("parameter[0].label", "is not said in both languages"),
    } == {line[:2] for line in found}


def test_an_unknown_pack_comes_with_the_one_meant():
    """
    A slip of the pen in a code; rules of the library may still be cited, so that nothing else is told.
    """
    assert [("extends[1]", "there is no pack 'DTS'", "did you mean 'DST'?")] == lines(
        extends=["ABC", "DTS"], parameter=[{"key": "a.b", "history": [{"cites": ["DST-01"], "value": 1}]}]
    )


@pytest.mark.parametrize(
    "content", [{"extends": 5}, {"extends": [5]}, {"choose": []}, {"only": {"DST": 5}}, {"name": 5}, {"waive": {}}]
)
def test_parts_of_the_wrong_kind(content):
    """
    Each is told as a fault of the file.
    """
    ((where, _, fix),) = lines(**{"extends": ["DST"], **content})

    assert where.startswith(next(iter(content)))
    assert fix


def test_an_empty_file_says_nothing():
    """
    A file that neither extends nor sets anything is a mistake.
    """
    assert [("", "says nothing", 'extend a pack, e.g. extends = ["ABC"], or add a [[parameter]]')] == lines()


@pytest.mark.parametrize("code", ["DST", "VC"])
def test_a_file_needs_a_name_of_its_own(code):
    """
    The company's values must not be taken for those of the pack below.
    """
    with pytest.raises(PolicyError, match=f"'{code}' is the code of a pack it rests on"):
        structure_policy({"extends": ["DST"], **own(1)}, name=code)
    assert code == structure_policy({"extends": ["DST"]}, name=code).name


def test_a_composition_says_nothing_of_its_own(tmp_path, monkeypatch):
    """
    A composition chooses; what it set itself would be lost for those who extend it.
    """
    path = tmp_path / "mix.toml"
    path.write_text('extends = ["DST"]\n[[day]]\non = 2024-06-15\n', encoding="utf-8")
    monkeypatch.setattr(codec_policy, "composition_files", lambda: {"mix": path})

    with pytest.raises(PolicyError, match=r"mix\.toml: day: 'day' has no place in a composition"):
        load_policy("mix")


# the fingerprint


BASE = {"extends": ["ABC", "KAT"], "day": [SATURDAY], **own(Decimal("45.0"))}


def test_the_same_content_has_the_same_fingerprint():
    """
    Loading twice gives the same fingerprint, whatever the order of the keys and the name of the file.
    """
    again = structure_policy(dict(reversed(BASE.items())), name="acme", file="elsewhere.toml")

    assert policy(**BASE).hash == again.hash
    assert 16 == len(again.hash)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Acme"},
        {"extends": ["KAT", "ABC"]},
        {"extends": ["ABC", "KAT", "RNK"]},
        {"only": {"KAT": ["plans.*"]}},
        {"choose": {"plans.hours": "KAT"}},
        {"day": [{**SATURDAY, "reason": "fair"}]},
        {"waive": [{"property": "x", "reason": "y"}]},
        {"pack": {"roll": False}},
        own(Decimal("45.00")),
        own(Decimal("45.0"), note={"en": "a", "zh": "甲"}),
        {"rule": [{**RULE, "strength": "soft"}]},
    ],
)
def test_another_content_has_another_fingerprint(change):
    """
    Whatever is changed in the file shows.
    """
    assert policy(**BASE).hash != policy(**{**BASE, **change}).hash


@pytest.mark.parametrize("changed", ["ABC", "VC"])
def test_another_pack_has_another_fingerprint(changed, monkeypatch):
    """
    Whatever is changed in a pack it extends shows, and so does a default of the house.
    """
    before = policy(**BASE).hash

    def other(code):
        pack = library_pack(code)
        return evolve(pack, hash="another") if code == changed else pack

    monkeypatch.setattr(codec_policy, "library_pack", other)

    assert before != policy(**BASE).hash


@settings(max_examples=200)
@given(st.data())
def test_whatever_is_written_ends_in_a_policy_or_in_problems(spoilt, data):
    """
    However a good company file is spoilt, it is taken, or every problem says what is wrong in which file.
    """
    waive = [{"property": "x", "reason": "y"}]
    good = {**BASE, "name": "acme", "only": {"KAT": ["plans.*"]}, "choose": {"plans.hours": "KAT"}, "waive": waive}
    found = reading(spoilt(deepcopy(good), data.draw))

    assert all(words(problem.what).en and "acme.toml" == problem.file for problem in found)


def reading(content):
    """
    The problems for which a company file is refused, or none; any other error is not caught.
    """
    try:
        policy(**content)
    except PolicyError as error:
        return error.problems
    return ()


@pytest.mark.parametrize("name", [None, 5, load_policy("ABC")])
def test_what_is_no_name_names_no_policy(name):
    """
    Whoever gives something else is told what to give.
    """
    with pytest.raises(TypeError, match="names no policy; give a name such as 'standard', or the path of a TOML file"):
        load_policy(name)
