from visitcore_django.admin.lines import in_lines


def test_each_reason_is_a_line_within_its_bar():
    """
    What was refused is no item of a list, which the admin dresses as a success; markup is text.
    """
    shown = in_lines("Not done for these:", [("<b>", "closed"), ("C2", "gone")])

    assert "Not done for these:<br>&lt;b&gt;: closed<br>C2: gone" == shown
