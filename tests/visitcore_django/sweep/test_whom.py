from django.contrib.auth.models import User
from visitcore_site.days import NOW, TODAY

from visitcore_django.models import Approval, Delegation
from visitcore_django.sweep.whom import Whom


def names(keys):
    """
    People by name.
    """
    return [User.objects.get(pk=key).username for key in keys]


def test_a_matter_without_an_owner_is_the_leads(office):
    """
    Who left, or was never there, is replaced by who leads the team.
    """
    office.wang.is_active = False
    office.wang.save()
    whom = Whom.on(TODAY)

    assert office.li.pk == whom.owner(office.li.pk, office.team.pk)
    assert office.lead.pk == whom.owner(office.wang.pk, office.team.pk)
    assert office.lead.pk == whom.owner(None, office.team.pk)
    assert whom.owner(None, None) is None


def test_the_superior_is_who_leads_the_team(office):
    """
    The lead of a salesperson, and the manager of a lead; nobody is his own superior.
    """
    whom = Whom.on(TODAY)

    assert ["lead"] == names(whom.in_role("superior", office.li.pk, None))
    assert ["manager"] == names(whom.in_role("superior", office.lead.pk, None))


def test_a_role_is_sought_in_the_team_first(office):
    """
    A manager of the team is told; without one, those who see every customer in that role.
    """
    whom = Whom.on(TODAY)

    assert ["manager"] == names(whom.in_role("department_manager", office.li.pk, None))
    assert [] == names(whom.in_role("department_manager", office.zhao.pk, None))
    assert ["money"] == names(whom.in_role("finance", office.zhao.pk, None))


def approval(office, **more):
    """
    Something of Li's that waits.
    """
    told = {"permission": "approve_visitplan", "requested_by": office.li, "requested_at": NOW, "title": "x"}
    number = Approval.objects.count()
    key = f"visitplan:{number}"
    return Approval.objects.create(subject_kind="visitplan", subject_id=number, open_key=key, **{**told, **more})


def test_an_approval_waits_for_those_of_the_team_who_may(office):
    """
    Lead and manager of the team may; the general manager is troubled only where nobody of the team may.
    """
    whom = Whom.on(TODAY)

    assert ["lead", "manager"] == names(whom.approvers(approval(office), None))
    assert ["boss"] == names(whom.approvers(approval(office, requested_by=office.zhao), None))


def test_nobody_is_asked_to_approve_his_own(office):
    """
    The lead's own request waits for the manager alone.
    """
    assert ["manager"] == names(Whom.on(TODAY).approvers(approval(office, requested_by=office.lead), None))


def test_nobody_is_asked_to_approve_what_he_wrote(office):
    """
    Li handed in what the lead wrote: the manager alone is asked, and nobody who stands in for the lead.
    """
    Delegation.objects.create(from_user=office.lead, to_user=office.wang, first_day=TODAY, last_day=TODAY)

    assert ["manager"] == names(Whom.on(TODAY).approvers(approval(office), None, {office.lead.pk}))


def test_a_role_that_is_needed_is_needed(office):
    """
    Where the policy names roles, only those who act in one of them are asked.
    """
    waiting = approval(office, needs="regional_manager,president")

    assert ["manager"] == names(Whom.on(TODAY).approvers(waiting, None))


def test_who_stands_in_is_told_as_well(office):
    """
    On the days of a delegation the deputy is told; outside of them he is not, and the requester never is.
    """
    days = {"first_day": TODAY, "last_day": TODAY}
    Delegation.objects.create(from_user=office.lead, to_user=office.wang, **days)
    Delegation.objects.create(from_user=office.manager, to_user=office.li, **days)
    waiting = approval(office)

    assert ["lead", "manager", "wang"] == names(Whom.on(TODAY).approvers(waiting, None))
    assert ["lead", "manager"] == names(Whom.on(TODAY.replace(day=15)).approvers(waiting, None))


def test_the_auditor_is_told_as_nobodys_deputy(office):
    """
    He could not decide on it.
    """
    Delegation.objects.create(from_user=office.lead, to_user=office.auditor, first_day=TODAY, last_day=TODAY)

    assert ["lead", "manager"] == names(Whom.on(TODAY).approvers(approval(office), None))
