import pytest
from django.db import connection

from visitcore_django.models import Customer

pytestmark = pytest.mark.django_db

NAMES = ["华东机电公司", "东华机电", "华-东", "华", "ACME Trading", "acme-2", "100% 纯棉", "100 纯棉", "a_b", "aab", ""]
WORDS = ["华东", "机电", "华", "华东机电公司", "acme", "ME T", "100%", "% 纯", "a_b", "纯棉", "没有", "x", ""]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_wherever_it_stands(office, word):
    """
    Every database finds what plain looking finds: letters side by side, no signs that stand for others.
    """
    for number, name in enumerate(NAMES):
        office.customer(f"C{number}", name=name)
    wanted = {name for name in NAMES if word.lower() in name.lower()}

    assert wanted == set(Customer.objects.filter(name__holds=word).values_list("name", flat=True))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the other databases have no such index")
@pytest.mark.parametrize(("word", "by_index"), [("机电", True), ("acme", True), ("华", False)])
def test_postgresql_looks_into_its_index(office, word, by_index):
    """
    Two letters are enough; one is looked for in every row.
    """
    office.customer("C1", name="华东机电公司")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        told = Customer.objects.filter(name__holds=word).order_by().explain()

    assert by_index == ("visitcore_cus_name_pairs" in told)


def test_the_column_alone_is_looked_at(office):
    """
    The look-up belongs to the name; no other column of the site has it.
    """
    assert "holds" in Customer._meta.get_field("name").get_lookups()
    assert "holds" not in Customer._meta.get_field("code").get_lookups()
