from django.template import Context, Template


def test_templates_can_group_the_entries():
    """
    The filter gives headings with their entries.
    """
    shown = Template("{% load visitcore %}{% for group in entries|grouped %}{{ group.title }};{% endfor %}")

    assert "People;" == shown.render(Context({"entries": [{"object_name": "Team"}]}))
