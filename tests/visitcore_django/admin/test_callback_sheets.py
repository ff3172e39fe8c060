import re
from datetime import timedelta

import pytest
from django.urls import reverse
from visitcore_site.days import NOW

from visitcore_django import desk
from visitcore_django.models import CallBack, CallbackMatter, Complaint, DecisionRecord

LIST, ADD = reverse("admin:visitcore_django_callback_changelist"), reverse("admin:visitcore_django_callback_add")
XSS = "<script>alert(1)</script>"


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def matter(office):
    """
    An important complaint of Li's customer that was dealt with yesterday.
    """
    told = {"cause": "complaint", "class_of": "important", "complainant": "Sun", "reply_letter_only": False}
    row = CallbackMatter(case="M1", customer=office.customer(), closed_at=NOW - timedelta(days=1), **told)
    return desk.open_matter(row, by=office.li)


def typed(matter, **more):
    """
    What is typed on a sheet: on site, all is settled.
    """
    told = {"matter": matter.pk, "made": "2024-06-14T09:00", "mode": "on_site", "resolved": "true"}
    sheet = {"values__content": "all well", "values__customer_signature": "Mrs Sun"}
    return {**told, "person": "", "next_at": "", **sheet, **more}


def page_of(row):
    """
    The address of a sheet.
    """
    return reverse("admin:visitcore_django_callback_change", args=[row.pk])


def test_the_sheet_asks_what_the_policy_asks(office, client, matter):
    """
    RCB-01.7 and RCB-02.4a: content, signature, mark and the rest, each with its clause and when it is asked for.
    """
    client.force_login(office.lead)
    page = client.get(ADD, {"matter": matter.pk}).content.decode()

    for name in ("content", "customer_signature", "mark", "answers", "discontent", "opinion"):
        assert f"values__{name}" in page
    assert "asked for where “How” = on site" in page
    assert "RCB-01.7" in page and "RCB-02.4a" in page


@pytest.fixture
def unclassed(office):
    """
    A call-back on a complaint that was ordinary, which is none of the classes of RCB-01.3c.
    """
    told = {"problem": "lift stuck", "received_at": NOW - timedelta(days=2), "reply_letter_only": False}
    row = desk.open_complaint(Complaint(customer=office.customer("C2"), judged="ordinary", **told), by=office.li)
    return desk.callback_matters.open_after(row, by=office.li, at=NOW - timedelta(days=1))


def test_the_class_is_asked_for_where_the_matter_has_none(office, client, unclassed, matter):
    """
    RCB-01.3c: without it nobody can tell who calls back; once it is chosen on the sheet, the call-back is judged by it.
    """
    client.force_login(office.lead)
    pages = [client.get(ADD, {"matter": one.pk}).content.decode() for one in (unclassed, matter)]
    without = client.post(ADD, typed(unclassed)).context["adminform"].form.errors
    client.post(ADD, typed(unclassed, class_of="important"))
    unclassed.refresh_from_db()
    record = DecisionRecord.objects.filter(name="callback_due", subject_id=unclassed.pk).first()

    assert [True, False] == ['name="class_of"' in page for page in pages]
    assert "class_of" in without
    assert ("important", True, "allowed") == (unclassed.class_of, unclassed.settled, record.verdict)


def test_a_class_goes_with_its_call_back_or_not_at_all(office, client, unclassed):
    """
    Where the call-back is refused, the matter stays as it was; kept though incomplete, it may stay without a class.
    """
    client.force_login(office.lead)
    client.post(ADD, typed(unclassed, class_of="important", made="2024-06-14T11:00"))
    unclassed.refresh_from_db()
    assert "" == unclassed.class_of

    client.post(ADD, typed(unclassed, _incomplete="1"))
    assert unclassed.callbacks.exists()


def test_the_class_is_not_asked_of_whoever_only_calls_back(office, client, unclassed):
    """
    The company manager records call-backs and changes no matter: he is not asked for what he may not set.
    """
    client.force_login(office.boss)
    asked = 'name="class_of"' in client.get(ADD, {"matter": unclassed.pk}).content.decode()
    answer = client.post(ADD, typed(unclassed, class_of="important"))
    unclassed.refresh_from_db()

    assert (False, 302, 1, "") == (asked, answer.status_code, unclassed.callbacks.count(), unclassed.class_of)


def test_a_full_sheet_settles_the_matter(office, client, matter):
    """
    The supervisor's call on site with a signature is valid, and nothing is left.
    """
    client.force_login(office.lead)
    client.post(ADD, typed(matter))
    row = CallBack.objects.get()
    matter.refresh_from_db()

    assert (True, "department_supervisor", office.lead) == (row.valid, row.by_role, row.by)
    assert matter.settled


def test_what_a_sheet_lacks_is_told_and_the_call_kept(office, client, matter):
    """
    RCB-01.7: kept without the signature it is not valid, and the message names the clause; filled in later it counts.
    """
    client.force_login(office.lead)
    sent = typed(matter, values__customer_signature="", _incomplete="1")
    page = client.post(ADD, sent, follow=True).content.decode()
    row = CallBack.objects.get()
    before = row.valid
    client.post(page_of(row), typed(matter, version=row.version))
    row.refresh_from_db()
    matter.refresh_from_db()

    assert "RCB-01.7" in page
    assert (False, True, True) == (before, row.valid, matter.settled)


@pytest.mark.parametrize(
    ("lacks", "field", "clause"),
    [
        ({"values__content": " "}, "values__content", ""),
        ({"values__customer_signature": ""}, "values__customer_signature", "RCB-01.7"),
        ({"mode": ""}, "mode", "RCB-01.7"),
        ({"resolved": "false"}, "next_at", "RCB-01.9a"),
        ({"resolved": "unknown"}, "resolved", "RCB-02.4a"),
        (
            {"resolved": "false", "next_at": "2024-06-20T09:00", "values__discontent": "yes"},
            "values__reason",
            "RCB-02.3",
        ),
    ],
)
def test_what_is_mandatory_has_to_be_filled_in(office, client, matter, lacks, field, clause):
    """
    Also what is mandatory only in this case; nothing is kept, and the field says by which clause it is asked for.
    """
    client.force_login(office.lead)
    answer = client.post(ADD, typed(matter, **lacks))
    errors = answer.context["adminform"].form.errors

    assert field in errors
    assert clause in str(errors[field])
    assert not CallBack.objects.exists()


def test_a_browser_is_told_what_is_mandatory(office, client, matter):
    """
    What is asked for in any case cannot be sent empty, but by the button that keeps an incomplete sheet.
    """
    client.force_login(office.lead)
    page = client.get(ADD, {"matter": matter.pk}).content.decode()
    field = {name: re.search(f'<textarea[^>]*name="values__{name}"[^>]*>', page)[0] for name in ("content", "reason")}

    assert " required" in field["content"]
    assert " required" not in field["reason"]
    assert 'name="_incomplete" formnovalidate' in page
    assert page.index('name="_save"') < page.index('name="_incomplete"')  # what the Enter key presses comes first


def test_yes_no_and_lists_come_as_the_policy_reads_them(office, client, matter):
    """
    RCB-02.3 and RCB-01.10: discontent is yes or no, and the cases of a letter are several; both are shown again.
    """
    client.force_login(office.lead)
    more = {"mode": "open_letter", "values__answers": "M1，M2", "values__filed_in": "callback_file"}
    client.post(ADD, typed(matter, values__discontent="no", **more))
    row = CallBack.objects.get()
    page = client.get(page_of(row)).content.decode()

    assert (False, ["M1", "M2"]) == (row.values["discontent"], row.values["answers"])
    assert row.valid
    assert "M1, M2" in page


def test_a_mark_with_one_choice_bears_it_by_itself(office, client, matter):
    """
    RCB-01.7 and RCB-01.10: a call by phone is marked as one, a letter says where it is kept; neither is chosen.
    """
    client.force_login(office.lead)
    for minute, more in enumerate([{"mode": "phone"}, {"mode": "open_letter", "values__answers": "M1, M2"}, {}]):
        later = {"resolved": "false", "next_at": "2024-06-20T09:00", "made": f"2024-06-14T09:0{minute}"}
        client.post(ADD, typed(matter, **later, **more))
    told = [(row.mode, row.values.get("mark"), row.values.get("filed_in")) for row in CallBack.objects.order_by("made")]

    assert [
        ("phone", "phone_callback", None),
        ("open_letter", None, "callback_file"),
        ("on_site", None, None),
    ] == told


def test_each_field_tells_the_script_its_case(office, client, matter):
    """
    RCB-01.7, RCB-02.3, RCB-01.8: by the values that the form sends; an opinion is never asked of a call being recorded.
    """
    client.force_login(office.lead)
    form = client.get(ADD, {"matter": matter.pk}).context["adminform"].form
    told = {name: field.widget.attrs.get("data-visitcore-where") for name, field in form.fields.items()}

    assert '[["mode", ["on_site"]]]' == told["values__customer_signature"]
    assert '[["resolved", ["false", "no"]], ["values__discontent", ["true", "yes"]]]' == told["values__reason"]
    assert '[["", []]]' == told["values__opinion"]
    assert told["values__content"] is None


def test_an_opinion_is_asked_for_on_an_assistants_call(office, client, matter):
    """
    RCB-01.8: on the sheet of an assistant it stands there whatever else is chosen; on a supervisor's it does not.
    """
    row = CallBack(made=NOW, mode="on_site", resolved=True, values={"content": "x"})
    desk.call_back(matter, row, by=office.lead)
    client.force_login(office.lead)
    told = []
    for role in ("property_assistant", "department_supervisor"):
        CallBack.objects.update(by_role=role)
        form = client.get(page_of(row)).context["adminform"].form
        told.append(form.fields["values__opinion"].widget.attrs["data-visitcore-where"])

    assert ["[]", '[["", []]]'] == told


def test_times_that_cannot_be_are_told_on_the_form(office, client, matter):
    """
    A call ahead of now, or a next one before it, is refused with words and nothing is kept.
    """
    client.force_login(office.lead)
    ahead = client.post(ADD, typed(matter, made="2024-06-14T11:00")).content.decode()
    before = client.post(ADD, typed(matter, resolved="false", next_at="2024-06-14T08:00"))

    assert "lies ahead" in ahead
    assert "comes after this one" in before.content.decode()
    assert not CallBack.objects.exists()


def test_a_double_click_records_one(office, client, matter):
    """
    The same form sent twice is one call-back.
    """
    client.force_login(office.lead)
    for _ in range(2):
        client.post(ADD, typed(matter, token="t1"))

    assert 1 == CallBack.objects.count()


def test_nobody_calls_back_on_what_he_does_not_see(office, client, matter):
    """
    Another team's salesperson cannot choose the matter, the auditor has no form at all.
    """
    client.force_login(office.zhao)
    client.post(ADD, typed(matter))
    client.force_login(office.auditor)
    answer = client.post(ADD, typed(matter))

    assert 403 == answer.status_code
    assert not CallBack.objects.exists()


def test_anothers_sheet_does_not_exist_and_the_auditor_reads_it(office, client, matter):
    """
    A guessed address answers 404; the auditor reads the sheet, and nothing typed on it is run.
    """
    row = CallBack(made=NOW, mode="on_site", resolved=True, person=XSS, values={"content": XSS})
    desk.call_back(matter, row, by=office.lead)
    client.force_login(office.zhao)
    missing = client.get(page_of(row)).status_code
    client.force_login(office.auditor)
    page, listed = (client.get(url).content.decode() for url in (page_of(row), LIST))

    assert 404 == missing
    assert XSS not in page and "&lt;script&gt;" in page
    assert "department supervisor" in listed and "on site" in listed


def test_the_list_takes_as_many_queries_for_many_rows(office, client, matter, django_assert_max_num_queries):
    """
    Three rows and thirty cost the same number of queries.
    """
    client.force_login(office.lead)
    for upto in (3, 30):
        for number in range(CallBack.objects.count(), upto):
            CallBack.objects.create(matter=matter, made=NOW - timedelta(minutes=number), by=office.lead)
        with django_assert_max_num_queries(16):
            client.get(LIST)
