import re
from datetime import date

import pytest
from django.urls import reverse
from visitcore_site.days import NOW, TODAY

from visitcore_django.admin.policies_views import starting_file
from visitcore_django.models import PolicyVersion
from visitcore_django.policies import examined

PAGE = "admin:visitcore_django_policyversion_"
RUNNING, START = reverse(f"{PAGE}running"), reverse(f"{PAGE}start")


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def look(office, client):
    """
    A page as Li sees it.
    """
    client.force_login(office.li)

    def get(address, **asked):
        return client.get(address, asked, headers={"accept-language": "en"})

    return get


def test_without_a_version_the_ready_made_policy_is_shown(look):
    """
    It says so, and how to bring one's own.
    """
    page = look(RUNNING).content.decode()

    assert "No policy version is published: the ready-made policy “standard” runs." in page
    assert START in page
    assert "visits.cadence" in page


def test_the_version_that_runs_is_shown_with_the_one_that_comes(office, look):
    """
    Today's, and from which day the next one governs.
    """
    office.policy('extends = ["ABC"]\nname = "first"', since=date(2024, 1, 1))
    office.policy('extends = ["ABC"]\nname = "second"', since=date(2024, 7, 1))
    page = look(RUNNING).content.decode()

    assert "first" in page
    assert "From 2024-07-01 on," in page
    assert "second" in look(RUNNING, on="2024-07-01").content.decode()


def test_the_ready_made_policy_has_a_name_for_people(office, client):
    """
    A Chinese reader is not shown the English word that names it in a file.
    """
    client.force_login(office.li)
    page = client.get(RUNNING, headers={"accept-language": "zh-hans"}).content.decode()

    assert "内置制度“标准制度”" in page and "<dd>标准制度</dd>" in page


def test_a_version_that_comes_later_is_not_called_unpublished(office, look):
    """
    It is published; on this day the ready-made policy still runs.
    """
    office.policy('extends = ["ABC"]\nname = "second"', since=date(2024, 7, 1))
    page = look(RUNNING).content.decode()

    assert "No published version is in force on this day yet" in page
    assert "From 2024-07-01 on," in page and "No policy version is published" not in page


@pytest.mark.parametrize(("asked", "there"), [("quarter", True), ("zebra", False)])
def test_a_word_is_searched_for(look, asked, there):
    """
    What holds it is shown, and nothing else.
    """
    assert there is ('id="visits.cadence"' in look(RUNNING, q=asked).content.decode())


def test_another_chapter_is_shown(look):
    """
    Each chapter on its own; one that does not exist is the first.
    """
    assert 'id="grading.score"' in look(RUNNING, chapter="grading").content.decode()
    assert 'id="visits.cadence"' in look(RUNNING, chapter="nothing").content.decode()


@pytest.mark.parametrize("asked", ["2024-99-99", "tomorrow", ""])
def test_a_day_that_is_none_is_today(look, asked):
    """
    No error page for a mistyped address.
    """
    assert TODAY == look(RUNNING, on=asked).context["on"]


def test_what_is_searched_for_is_text(look):
    """
    Markup in the search box stays what it is.
    """
    assert "<script>alert" not in look(RUNNING, q="<script>alert(1)</script>").content.decode()


def test_one_version_is_read_and_taken_away(office, look):
    """
    In tables, and as the very file.
    """
    row = office.policy('extends = ["ABC"]\n# 备注\n')

    assert 'id="visits.cadence"' in look(reverse(f"{PAGE}read", args=[row.pk])).content.decode()
    file = look(reverse(f"{PAGE}toml", args=[row.pk]))
    assert row.toml == file.content.decode()
    assert file["Content-Disposition"].startswith("attachment")


def test_a_version_that_cannot_be_read_any_more_says_so(office, look):
    """
    A pack that is gone: the page of the version tells it, and nothing breaks.
    """
    row = office.policy('extends = ["GONE"]\n', since=date(2030, 1, 1))

    answer = look(reverse(f"{PAGE}read", args=[row.pk]))
    assert reverse(f"{PAGE}change", args=[row.pk]) == answer.url
    assert 200 == look(answer.url).status_code


@pytest.mark.parametrize("page", ["read", "toml"])
def test_a_guessed_number_is_no_page(look, page):
    """
    404, not an error.
    """
    assert 404 == look(reverse(f"{PAGE}{page}", args=[999])).status_code


def test_who_may_not_see_policies_sees_none(office, client):
    """
    Somebody without a role.
    """
    nobody = office.li
    nobody.groups.clear()
    client.force_login(nobody)

    assert 403 == client.get(RUNNING).status_code == client.get(START).status_code


def test_the_file_to_start_from_is_sound(look):
    """
    As it is, and with its example let in: B customers every month.
    """
    text = look(START).content.decode()
    example = re.sub(r"(?m)^# (?=\[|id|clause|kind|strength|key|unit| )", "", text)

    assert 'extends = ["standard"]' in text
    assert () == examined(text, "own").problems == examined(example, "own").problems
    assert 'id = "OWN-01"' in example.splitlines()


def test_the_rule_of_the_example_says_what_the_rows_say_that_cite_it(look):
    """
    Each class with how often it is visited, in both languages.
    """
    text = look(START).content.decode()

    assert 3 == text.count('rule = "OWN-01" }')
    assert "A and B customers are visited once a month, C customers once a half-year." in text
    assert "A类和B类客户每月拜访一次，C类客户每半年拜访一次。" in text


def test_the_file_to_start_from_follows_the_setting(settings, tmp_path):
    """
    A pack that is set is extended; a file that is set is handed out itself.
    """
    settings.VISITCORE = {"POLICY": "ABC"}
    assert 'extends = ["ABC"]' in starting_file(TODAY)

    (tmp_path / "own.toml").write_text('extends = ["DST"]\n', encoding="utf-8")
    settings.VISITCORE = {"POLICY": str(tmp_path / "own.toml")}
    assert 'extends = ["DST"]\n' == starting_file(TODAY)


def test_it_takes_as_many_queries_for_many_versions_as_for_one(office, look, django_assert_max_num_queries):
    """
    Versions are not read one by one.
    """
    for month in range(1, 13):
        PolicyVersion.objects.bulk_create(
            [
                PolicyVersion(
                    name=f"v{month}", toml='extends = ["ABC"]', in_force_from=date(2023, month, 1),
                    state="published", author=office.manager, approver=office.boss, published_at=NOW,
                )
            ]
        )  # fmt: skip

    with django_assert_max_num_queries(12):
        look(RUNNING)
