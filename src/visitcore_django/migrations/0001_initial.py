import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("auth", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedFacts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=32, unique=True)),
                ("content", models.JSONField()),
            ],
            options={
                "verbose_name": "shared facts",
                "verbose_name_plural": "shared facts",
            },
        ),
        migrations.CreateModel(
            name="SweepRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(unique=True, verbose_name="day")),
                ("part", models.CharField(blank=True, max_length=32, verbose_name="part")),
                ("past", models.BigIntegerField(default=0, verbose_name="done up to number")),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="started at")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                ("counts", models.JSONField(default=dict, verbose_name="counts")),
            ],
            options={
                "verbose_name": "sweep",
                "verbose_name_plural": "sweeps",
                "ordering": ["-on"],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True, verbose_name="day")),
                ("works", models.BooleanField(verbose_name="working day")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
            ],
            options={
                "verbose_name": "company day",
                "verbose_name_plural": "company days",
                "ordering": ["-day"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="visitcore_day_says_why"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=32, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="visitcore_teams_led",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="team lead",
                    ),
                ),
            ],
            options={
                "verbose_name": "team",
                "verbose_name_plural": "teams",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("code", models.CharField(max_length=64, unique=True, verbose_name="customer code")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="customer name")),
                ("grade", models.CharField(blank=True, max_length=32, verbose_name="grade")),
                (
                    "region",
                    models.CharField(
                        blank=True,
                        choices=[("local", "local"), ("out_of_town", "out of town")],
                        max_length=16,
                        verbose_name="region",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="customer since")),
                ("category", models.CharField(blank=True, max_length=64, verbose_name="category")),
                ("contacted_on", models.DateField(blank=True, null=True, verbose_name="first contact")),
                ("filed", models.BooleanField(blank=True, null=True, verbose_name="filed")),
                ("filed_on", models.DateField(blank=True, null=True, verbose_name="filed on")),
                ("active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "source_model",
                    models.CharField(blank=True, editable=False, max_length=100, verbose_name="table of origin"),
                ),
                (
                    "source_key",
                    models.CharField(
                        blank=True, editable=False, max_length=100, null=True, verbose_name="key of origin"
                    ),
                ),
                (
                    "due_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "visited enough"),
                            ("due", "due"),
                            ("overdue", "overdue"),
                            ("excused", "excused"),
                            ("undetermined", "cannot be told"),
                            ("not_applicable", "no visit owed"),
                        ],
                        editable=False,
                        max_length=16,
                        verbose_name="visit status",
                    ),
                ),
                ("last_visit", models.DateField(editable=False, null=True, verbose_name="last visit")),
                ("period_start", models.DateField(editable=False, null=True, verbose_name="period from")),
                ("period_end", models.DateField(editable=False, null=True, verbose_name="period to")),
                ("owed", models.PositiveIntegerField(editable=False, null=True, verbose_name="owed")),
                ("done", models.PositiveIntegerField(editable=False, null=True, verbose_name="done")),
                ("missed", models.PositiveIntegerField(editable=False, null=True, verbose_name="periods missed")),
                ("next_due", models.DateField(editable=False, null=True, verbose_name="next due")),
                ("overdue_since", models.DateField(editable=False, null=True, verbose_name="overdue since")),
                (
                    "act_by",
                    models.DateField(
                        default=datetime.date(9999, 12, 31), editable=False, verbose_name="to be visited by"
                    ),
                ),
                ("due_rule", models.CharField(blank=True, editable=False, max_length=32, verbose_name="by clause")),
                ("due_missing", models.CharField(blank=True, editable=False, max_length=200, verbose_name="missing")),
                ("due_provisional", models.BooleanField(default=False, editable=False, verbose_name="provisional")),
                ("due_on", models.DateField(editable=False, null=True, verbose_name="status as of")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="visitcore_customers",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="customers",
                        to="visitcore_django.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "verbose_name": "customer",
                "verbose_name_plural": "customers",
                "ordering": ["code"],
                "permissions": [
                    ("scope_team", "Sees the whole team's customers"),
                    ("scope_all", "Sees every customer"),
                ],
                "indexes": [
                    models.Index(fields=["act_by", "id"], name="visitcore_cus_act"),
                    models.Index(fields=["owner", "act_by", "id"], name="visitcore_cus_owner_act"),
                    models.Index(fields=["team", "act_by", "id"], name="visitcore_cus_team_act"),
                    models.Index(fields=["grade", "act_by", "id"], name="visitcore_cus_grade_act"),
                    models.Index(fields=["due_status", "act_by", "id"], name="visitcore_cus_status_act"),
                    models.Index(fields=["due_status", "grade", "act_by", "id"], name="visitcore_cus_status_grade"),
                    models.Index(fields=["next_due", "id"], name="visitcore_cus_next_due"),
                    models.Index(fields=["last_visit", "act_by", "id"], name="visitcore_cus_last_visit"),
                    models.Index(fields=["name", "id"], name="visitcore_cus_name"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("source_model", "source_key"), name="visitcore_cus_one_origin"),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="visitcore_cus_has_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("file_data", models.BooleanField(null=True, verbose_name="data of the customer file are there")),
                (
                    "opener_id_copy",
                    models.BooleanField(null=True, verbose_name="copy of the opener's identity card is there"),
                ),
                (
                    "contract_type",
                    models.CharField(blank=True, max_length=64, verbose_name="type of the business contract"),
                ),
                (
                    "settlement_agreement",
                    models.BooleanField(null=True, verbose_name="the contract has a settlement agreement"),
                ),
                (
                    "limit",
                    models.DecimalField(
                        decimal_places=2, editable=False, max_digits=14, null=True, verbose_name="credit limit"
                    ),
                ),
                (
                    "outstanding",
                    models.DecimalField(
                        decimal_places=2, editable=False, max_digits=14, null=True, verbose_name="money owed"
                    ),
                ),
                (
                    "headroom",
                    models.DecimalField(
                        decimal_places=2, editable=False, max_digits=14, null=True, verbose_name="head-room"
                    ),
                ),
                (
                    "past_term",
                    models.DecimalField(
                        decimal_places=2, editable=False, max_digits=14, null=True, verbose_name="past its term"
                    ),
                ),
                ("standing_on", models.DateField(editable=False, null=True, verbose_name="as of")),
                ("currency", models.CharField(blank=True, editable=False, max_length=3, verbose_name="currency")),
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit",
                        to="visitcore_django.customer",
                        verbose_name="customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "credit account",
                "verbose_name_plural": "credit accounts",
                "ordering": ["customer"],
                "indexes": [
                    models.Index(fields=["headroom"], name="visitcore_acc_headroom"),
                    models.Index(fields=["past_term"], name="visitcore_acc_past_term"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("number", models.CharField(blank=True, max_length=64, unique=True, verbose_name="number")),
                ("complainant", models.CharField(blank=True, max_length=100, verbose_name="who complains")),
                ("problem", models.CharField(max_length=200, verbose_name="problem")),
                ("channel", models.CharField(blank=True, max_length=32, verbose_name="how it came")),
                ("demand", models.CharField(blank=True, max_length=64, verbose_name="what is wanted")),
                ("area", models.CharField(blank=True, max_length=64, verbose_name="part of the business")),
                ("judged", models.CharField(blank=True, max_length=32, verbose_name="gravity as judged by a person")),
                ("gravity", models.CharField(blank=True, editable=False, max_length=32, verbose_name="gravity")),
                ("flags", models.JSONField(blank=True, default=dict, verbose_name="signs of a major complaint")),
                (
                    "visible_at_receipt",
                    models.BooleanField(blank=True, null=True, verbose_name="a sign could be seen at receipt"),
                ),
                ("about", models.JSONField(blank=True, default=list, verbose_name="persons it is about")),
                (
                    "reply_letter_only",
                    models.BooleanField(blank=True, null=True, verbose_name="only a written reply is asked for"),
                ),
                ("text", models.TextField(blank=True, verbose_name="in the customer's words")),
                ("times", models.PositiveIntegerField(editable=False, null=True, verbose_name="which on this matter")),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed at")),
                ("state", models.CharField(blank=True, editable=False, max_length=64, verbose_name="state")),
                (
                    "next_by",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="who takes the next step"
                    ),
                ),
                ("next_due", models.DateTimeField(editable=False, null=True, verbose_name="next due")),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="visitcore_complaints",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
                (
                    "receptionist",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="received by",
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="again",
                        to="visitcore_django.complaint",
                        verbose_name="same matter as",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="visitcore_django.customer",
                        verbose_name="customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "complaint",
                "verbose_name_plural": "complaints",
                "ordering": ["-received_at"],
                "permissions": [("advance_complaint", "Takes complaints a step further")],
                "indexes": [
                    models.Index(fields=["closed_at", "next_due"], name="visitcore_cmp_open_due"),
                    models.Index(fields=["state", "-received_at"], name="visitcore_cmp_state"),
                    models.Index(fields=["gravity", "next_due"], name="visitcore_cmp_gravity"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="visitcore_cmp_has_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True), ("closed_at__gte", models.F("received_at")), _connector="OR"
                        ),
                        name="visitcore_cmp_closed_after",
                        violation_error_message="A complaint cannot be closed before it came in.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallbackMatter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("case", models.CharField(max_length=64, unique=True, verbose_name="case number")),
                ("cause", models.CharField(max_length=64, verbose_name="cause")),
                ("class_of", models.CharField(blank=True, max_length=32, verbose_name="class")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="dealt with at")),
                ("complainant", models.CharField(blank=True, max_length=100, verbose_name="who complains")),
                ("problem", models.CharField(blank=True, max_length=200, verbose_name="problem")),
                ("anonymous", models.BooleanField(blank=True, null=True, verbose_name="anonymous")),
                (
                    "reply_letter_only",
                    models.BooleanField(blank=True, null=True, verbose_name="only a written reply is asked for"),
                ),
                ("reply_attached", models.BooleanField(blank=True, null=True, verbose_name="the reply is attached")),
                ("set_for", models.DateField(blank=True, null=True, verbose_name="day set for it")),
                ("participants", models.PositiveIntegerField(blank=True, null=True, verbose_name="participants")),
                ("settled", models.BooleanField(default=False, editable=False, verbose_name="settled")),
                ("next_due", models.DateTimeField(editable=False, null=True, verbose_name="next due")),
                (
                    "next_by",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="role that calls back"),
                ),
                (
                    "caller",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who calls back",
                    ),
                ),
                (
                    "complaint",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="callback_matter",
                        to="visitcore_django.complaint",
                        verbose_name="complaint",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="callback_matters",
                        to="visitcore_django.customer",
                        verbose_name="customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "matter to call back on",
                "verbose_name_plural": "matters to call back on",
                "ordering": ["settled", "next_due"],
                "indexes": [models.Index(fields=["settled", "next_due"], name="visitcore_mat_open_due")],
            },
        ),
        migrations.CreateModel(
            name="Desk",
            fields=[],
            options={
                "verbose_name": "desk",
                "verbose_name_plural": "desk",
                "proxy": True,
                "default_permissions": (),
            },
            bases=("visitcore_django.customer",),
        ),
        migrations.CreateModel(
            name="CustomerFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=64, verbose_name="figure")),
                ("value", models.CharField(max_length=100, verbose_name="value")),
                ("as_of", models.DateField(verbose_name="as of")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="visitcore_django.customer",
                        verbose_name="customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "figure of a customer",
                "verbose_name_plural": "figures of customers",
                "ordering": ["customer", "name", "-as_of"],
                "constraints": [
                    models.UniqueConstraint(fields=("customer", "name", "as_of"), name="visitcore_one_figure_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("toml", models.TextField(help_text="The content of the TOML file.", verbose_name="policy file")),
                ("hash", models.CharField(editable=False, max_length=32, verbose_name="fingerprint")),
                ("in_force_from", models.DateField(verbose_name="in force from")),
                ("note", models.TextField(blank=True, verbose_name="what changes, and why")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "waiting for approval"),
                            ("returned", "returned"),
                            ("published", "published"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="published at")),
                (
                    "approver",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approver",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
            ],
            options={
                "verbose_name": "policy version",
                "verbose_name_plural": "policy versions",
                "ordering": ["-in_force_from", "-pk"],
                "permissions": [("publish_policyversion", "Publishes a policy")],
                "indexes": [models.Index(fields=["state", "-in_force_from"], name="visitcore_pol_running")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approver__isnull", True),
                            models.Q(("approver", models.F("author")), _negated=True),
                            _connector="OR",
                        ),
                        name="visitcore_pol_four_eyes",
                        violation_error_message="Nobody approves his own request.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(("approver__isnull", False), ("published_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="visitcore_pol_published_by_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_kind", models.CharField(editable=False, max_length=40, verbose_name="about")),
                ("subject_id", models.BigIntegerField(editable=False, verbose_name="number")),
                ("name", models.CharField(max_length=64, verbose_name="decision")),
                ("verdict", models.CharField(max_length=16, verbose_name="verdict")),
                (
                    "governed_on",
                    models.DateField(help_text="The day whose rules were applied.", verbose_name="governing day"),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                ("policy_name", models.CharField(max_length=100, verbose_name="policy")),
                ("policy_hash", models.CharField(max_length=32, verbose_name="fingerprint")),
                ("rules", models.CharField(blank=True, max_length=200, verbose_name="clauses")),
                ("facts", models.JSONField(verbose_name="facts")),
                ("answer", models.JSONField(verbose_name="answer")),
                ("told_en", models.TextField(blank=True, verbose_name="in words")),
                ("told_zh", models.TextField(blank=True, verbose_name="in Chinese words")),
                ("calendar", models.JSONField(default=list, verbose_name="company days")),
                ("seal", models.CharField(blank=True, editable=False, max_length=32, verbose_name="seal")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="for whom",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="visitcore_django.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "policy_version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="visitcore_django.policyversion",
                        verbose_name="policy version",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision record",
                "verbose_name_plural": "decision records",
                "ordering": ["-recorded_at", "-pk"],
                "indexes": [
                    models.Index(fields=["subject_kind", "subject_id"], name="visitcore_dec_subject"),
                    models.Index(fields=["-recorded_at"], name="visitcore_dec_recorded"),
                    models.Index(fields=["name", "verdict"], name="visitcore_dec_name_verdict"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_kind", models.CharField(editable=False, max_length=40, verbose_name="about")),
                ("subject_id", models.BigIntegerField(editable=False, verbose_name="number")),
                ("title", models.CharField(editable=False, max_length=200, verbose_name="what for")),
                (
                    "needs",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="who may approve (roles)"
                    ),
                ),
                ("permission", models.CharField(editable=False, max_length=100, verbose_name="right needed")),
                ("requested_at", models.DateTimeField(editable=False, verbose_name="requested at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting"),
                            ("approved", "approved"),
                            ("returned", "returned"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        editable=False,
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("open_key", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided at")),
                ("comment", models.CharField(blank=True, max_length=500, verbose_name="comment")),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visitcore_approvals_given",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="on behalf of",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visitcore_approvals_asked",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="requested by",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="visitcore_django.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="visitcore_django.decisionrecord",
                        verbose_name="decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval",
                "verbose_name_plural": "approvals",
                "ordering": ["-requested_at"],
                "indexes": [
                    models.Index(fields=["state", "-requested_at"], name="visitcore_app_state"),
                    models.Index(fields=["subject_kind", "subject_id"], name="visitcore_app_subject"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            ("state", "withdrawn"),
                            models.Q(("decided_by", models.F("requested_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="visitcore_app_four_eyes",
                        violation_error_message="Nobody approves his own request.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_behalf_of__isnull", True),
                            models.Q(("on_behalf_of", models.F("requested_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="visitcore_app_not_by_proxy",
                        violation_error_message="Nobody approves his own request, not by another's hand either.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at__isnull", True), ("decided_at__gte", models.F("requested_at")), _connector="OR"
                        ),
                        name="visitcore_app_after_request",
                        violation_error_message="It cannot be decided before it is asked for; check the clock.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("open_key__isnull", False),
                                ("state", "open"),
                            ),
                            models.Q(("decided_at__isnull", False), ("open_key__isnull", True), ("state", "withdrawn")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("open_key__isnull", True),
                                ("state__in", ["approved", "returned"]),
                            ),
                            _connector="OR",
                        ),
                        name="visitcore_app_decided_by_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_kind", models.CharField(editable=False, max_length=40, verbose_name="about")),
                ("subject_id", models.BigIntegerField(editable=False, verbose_name="number")),
                ("token", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={
                "verbose_name": "deed",
                "verbose_name_plural": "deeds",
                "constraints": [models.UniqueConstraint(fields=("token", "name"), name="visitcore_deed_once")],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                (
                    "from_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visitcore_delegations_given",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who is away",
                    ),
                ),
                (
                    "to_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visitcore_delegations_held",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who stands in",
                    ),
                ),
            ],
            options={
                "verbose_name": "delegation",
                "verbose_name_plural": "delegations",
                "ordering": ["-first_day"],
                "indexes": [models.Index(fields=["to_user", "first_day", "last_day"], name="visitcore_dlg_to_days")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_user", models.F("to_user")), _negated=True),
                        name="visitcore_dlg_not_oneself",
                        violation_error_message="Nobody stands in for himself; choose another person.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="visitcore_dlg_days_in_order",
                        violation_error_message="The last day lies before the first; give them in order.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Excuse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[("requested", "requested"), ("returned", "returned"), ("approved", "approved")],
                        default="requested",
                        editable=False,
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="excuses",
                        to="visitcore_django.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="requested by",
                    ),
                ),
            ],
            options={
                "verbose_name": "excuse",
                "verbose_name_plural": "excuses",
                "ordering": ["-first_day"],
                "permissions": [("approve_excuse", "Approves excuses")],
                "indexes": [models.Index(fields=["customer", "state", "first_day"], name="visitcore_exc_customer")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="visitcore_exc_days_in_order",
                        violation_error_message="The last day lies before the first; give them in order.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="visitcore_exc_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GiftItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("code", models.CharField(max_length=32, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="value of one",
                    ),
                ),
                ("stock", models.IntegerField(default=0, editable=False, verbose_name="in stock")),
            ],
            options={
                "verbose_name": "kind of gift",
                "verbose_name_plural": "kinds of gifts",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stock__gte", 0)),
                        name="visitcore_gif_stock_not_below",
                        violation_error_message="There are not so many in stock.",
                    ),
                    models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="visitcore_gif_value_not_below"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                (
                    "quantity",
                    models.PositiveIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="quantity"
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("arranged_by", models.CharField(blank=True, max_length=64, verbose_name="role that arranged it")),
                ("ticked", models.JSONField(blank=True, default=list, verbose_name="what holds of it")),
                ("important", models.BooleanField(blank=True, null=True, verbose_name="important")),
                ("reported", models.BooleanField(blank=True, null=True, verbose_name="reported")),
                ("in_promotion", models.BooleanField(blank=True, null=True, verbose_name="in a promotion")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("requested", "waiting for approval"),
                            ("returned", "returned"),
                            ("refused", "refused by the rules"),
                            ("given", "given"),
                            ("cancelled", "cancelled"),
                            ("taken_back", "taken back into the store"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("rule", models.CharField(blank=True, editable=False, max_length=32, verbose_name="by clause")),
                ("missing", models.CharField(blank=True, editable=False, max_length=200, verbose_name="still missing")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="visitcore_django.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="requested by",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="visitcore_django.giftitem",
                        verbose_name="gift",
                    ),
                ),
            ],
            options={
                "verbose_name": "gift",
                "verbose_name_plural": "gifts",
                "ordering": ["-on"],
                "permissions": [("approve_gift", "Approves gifts")],
                "indexes": [models.Index(fields=["state", "-on"], name="visitcore_gft_state_day")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 1)), name="visitcore_gft_some")
                ],
            },
        ),
        migrations.CreateModel(
            name="GradingRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("on", models.DateField(unique=True, verbose_name="grading day")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "under way"), ("closed", "finished")],
                        default="open",
                        editable=False,
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
            ],
            options={
                "verbose_name": "grading round",
                "verbose_name_plural": "grading rounds",
                "ordering": ["-on"],
                "permissions": [("grade_round", "Grades a round of customers")],
            },
        ),
        migrations.CreateModel(
            name="GradeAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("on", models.DateField(verbose_name="grading day")),
                ("before", models.CharField(blank=True, max_length=32, verbose_name="grade before")),
                ("proposed", models.CharField(blank=True, max_length=32, verbose_name="grade proposed")),
                (
                    "score",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name="score"),
                ),
                ("missing", models.CharField(blank=True, max_length=200, verbose_name="missing")),
                ("provisional", models.BooleanField(default=False, verbose_name="provisional")),
                ("given", models.CharField(blank=True, max_length=32, verbose_name="grade given")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("confirmed", "confirmed"),
                            ("overridden", "replaced by a person"),
                            ("rejected", "rejected"),
                        ],
                        default="proposed",
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="visitcore_django.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="visitcore_django.decisionrecord",
                        verbose_name="decision",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="visitcore_django.gradinground",
                        verbose_name="grading round",
                    ),
                ),
            ],
            options={
                "verbose_name": "grade assessment",
                "verbose_name_plural": "grade assessments",
                "ordering": ["-on", "customer"],
                "permissions": [("confirm_gradeassessment", "Confirms a grade")],
                "indexes": [
                    models.Index(fields=["state", "-on"], name="visitcore_asm_state_day"),
                    models.Index(fields=["round", "state"], name="visitcore_asm_round_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("customer", "on"), name="visitcore_one_grading_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "overridden"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="visitcore_asm_override_reason",
                        violation_error_message="Another grade than the one worked out needs a reason.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=64, verbose_name="role in the policy")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visitcore_roles",
                        to="auth.group",
                        verbose_name="group",
                    ),
                ),
            ],
            options={
                "verbose_name": "role of a group",
                "verbose_name_plural": "roles of groups",
                "ordering": ["group", "role"],
                "constraints": [models.UniqueConstraint(fields=("group", "role"), name="visitcore_one_role_per_group")],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField(verbose_name="place in the ledger")),
                ("on", models.DateField(verbose_name="day")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("invoice", "invoice"),
                            ("payment", "payment"),
                            ("return", "return of goods"),
                            ("special_limit", "special limit"),
                        ],
                        max_length=16,
                        verbose_name="what happened",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=64, null=True, verbose_name="document number")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="amount",
                    ),
                ),
                ("class_of", models.CharField(blank=True, max_length=16, verbose_name="class of the invoice")),
                ("signer", models.CharField(blank=True, max_length=64, verbose_name="signed by (role)")),
                ("towards", models.CharField(blank=True, max_length=64, verbose_name="for invoice")),
                ("first_day", models.DateField(blank=True, null=True, verbose_name="in force from")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="in force to")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="visitcore_django.creditaccount",
                        verbose_name="credit account",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="visitcore_django.decisionrecord",
                        verbose_name="decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "ledger entry",
                "verbose_name_plural": "ledger entries",
                "ordering": ["account", "place"],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "place"), name="visitcore_led_one_a_place"),
                    models.UniqueConstraint(fields=("account", "kind", "number"), name="visitcore_led_one_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0), models.Q(("amount__gte", 0), ("kind", "special_limit")), _connector="OR"
                        ),
                        name="visitcore_led_moves_something",
                        violation_error_message="An amount must be above zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day__isnull", True),
                            ("first_day__isnull", True),
                            ("last_day__gte", models.F("first_day")),
                            _connector="OR",
                        ),
                        name="visitcore_led_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MealRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("on", models.DateField(verbose_name="day of the meal")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="time")),
                ("restaurant", models.CharField(blank=True, max_length=100, verbose_name="restaurant")),
                ("occasion", models.CharField(blank=True, max_length=32, verbose_name="occasion")),
                ("importance", models.CharField(blank=True, max_length=32, verbose_name="importance of the guests")),
                ("host", models.CharField(blank=True, max_length=64, verbose_name="role of the host")),
                (
                    "customers",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="guests",
                    ),
                ),
                (
                    "company_diners",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="diners of the company"),
                ),
                (
                    "bill",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="bill",
                    ),
                ),
                (
                    "drinks",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="drinks and fruit in the bill",
                    ),
                ),
                (
                    "designated_restaurant",
                    models.BooleanField(blank=True, null=True, verbose_name="in a designated restaurant"),
                ),
                ("special", models.BooleanField(default=False, verbose_name="special case")),
                ("manager_joins", models.BooleanField(blank=True, null=True, verbose_name="the manager joins")),
                ("emergency", models.BooleanField(default=False, verbose_name="emergency, papers made up later")),
                (
                    "oral_consent_by",
                    models.CharField(blank=True, max_length=64, verbose_name="agreed to by word of mouth by"),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("requested", "waiting for approval"),
                            ("returned", "returned"),
                            ("approved", "approved"),
                            ("refused", "refused by the rules"),
                            ("settled", "settled"),
                            ("cancelled", "cancelled"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                (
                    "approved_by",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="approved by (roles)"),
                ),
                ("made_up", models.BooleanField(default=False, editable=False, verbose_name="papers made up later")),
                ("currency", models.CharField(blank=True, editable=False, max_length=3, verbose_name="currency")),
                (
                    "cap",
                    models.DecimalField(
                        decimal_places=2,
                        editable=False,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="cap per person",
                    ),
                ),
                (
                    "excess",
                    models.DecimalField(
                        decimal_places=2,
                        editable=False,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="over the cap",
                    ),
                ),
                (
                    "per_person",
                    models.DecimalField(
                        decimal_places=2,
                        editable=False,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="per person",
                    ),
                ),
                ("rule", models.CharField(blank=True, editable=False, max_length=32, verbose_name="by clause")),
                ("missing", models.CharField(blank=True, editable=False, max_length=200, verbose_name="still missing")),
                (
                    "next_by",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="who decides next"),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meals",
                        to="visitcore_django.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visitcore_meals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="requested by",
                    ),
                ),
            ],
            options={
                "verbose_name": "meal",
                "verbose_name_plural": "meals",
                "ordering": ["-on"],
                "permissions": [("approve_mealrequest", "Approves meals")],
                "indexes": [
                    models.Index(fields=["state", "-on"], name="visitcore_mea_state_day"),
                    models.Index(fields=["requested_by", "-on"], name="visitcore_mea_by_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("customers__gte", 1)),
                        name="visitcore_mea_has_guests",
                        violation_error_message="A meal with customers needs at least one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bill__gte", 0), ("drinks__gte", 0), ("drinks__lte", models.F("bill"))),
                        name="visitcore_mea_drinks_in_bill",
                        violation_error_message="The drinks are part of the bill and cannot be more.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MealSettlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("on", models.DateField(verbose_name="claimed on")),
                (
                    "bill",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="bill as paid",
                    ),
                ),
                (
                    "drinks",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="drinks and fruit in the bill",
                    ),
                ),
                (
                    "already_paid",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="paid for it before",
                    ),
                ),
                (
                    "customers",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="guests who came"
                    ),
                ),
                ("company_diners", models.PositiveIntegerField(verbose_name="diners of the company")),
                ("ticked", models.JSONField(blank=True, default=list, verbose_name="signed")),
                (
                    "paid",
                    models.DecimalField(
                        decimal_places=2,
                        editable=False,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="reimbursed",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("claimed", "claimed"), ("paid", "paid"), ("refused", "refused by the rules")],
                        default="claimed",
                        editable=False,
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("rule", models.CharField(blank=True, editable=False, max_length=32, verbose_name="by clause")),
                ("missing", models.CharField(blank=True, editable=False, max_length=200, verbose_name="still missing")),
                (
                    "claimed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="claimed by",
                    ),
                ),
                (
                    "meal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlement",
                        to="visitcore_django.mealrequest",
                        verbose_name="meal",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="settled by",
                    ),
                ),
            ],
            options={
                "verbose_name": "settlement of a meal",
                "verbose_name_plural": "settlements of meals",
                "ordering": ["-on"],
                "permissions": [("settle_mealsettlement", "Settles meals")],
                "indexes": [models.Index(fields=["state", "-on"], name="visitcore_set_state_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_by__isnull", True),
                            models.Q(("settled_by", models.F("claimed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="visitcore_set_four_eyes",
                        violation_error_message="Nobody settles his own claim.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bill__gte", 0),
                            ("drinks__gte", 0),
                            ("drinks__lte", models.F("bill")),
                            ("customers__gte", 1),
                        ),
                        name="visitcore_set_amounts",
                        violation_error_message="The drinks are part of the bill and cannot be more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("already_paid__gte", 0),
                            ("already_paid__lte", models.F("bill")),
                            models.Q(
                                ("paid__isnull", True),
                                models.Q(
                                    ("paid__gte", 0),
                                    (
                                        "paid__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("bill"), "-", models.F("already_paid")
                                        ),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="visitcore_set_paid_within_bill",
                        violation_error_message="No more than the bill is paid, what was paid before included.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_kind", models.CharField(editable=False, max_length=40, verbose_name="about")),
                ("subject_id", models.BigIntegerField(editable=False, verbose_name="number")),
                ("kind", models.CharField(max_length=64, verbose_name="kind")),
                ("to_role", models.CharField(blank=True, max_length=64, verbose_name="for which role")),
                ("says_en", models.CharField(max_length=500)),
                ("says_zh", models.CharField(max_length=500)),
                ("rule", models.CharField(blank=True, max_length=32, verbose_name="by clause")),
                ("due_by", models.DateField(null=True, verbose_name="due by")),
                ("rung", models.PositiveIntegerField(default=0, verbose_name="step of the escalation")),
                ("opened_on", models.DateField(verbose_name="opened on")),
                ("closed_on", models.DateField(null=True, verbose_name="closed on")),
                ("told_at", models.DateTimeField(null=True, verbose_name="told at")),
                ("open_key", models.CharField(editable=False, max_length=128, null=True, unique=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="visitcore_django.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="visitcore_reminders",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="for whom",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "ordering": ["closed_on", "due_by"],
                "indexes": [
                    models.Index(fields=["to", "closed_on", "due_by"], name="visitcore_rem_to_open"),
                    models.Index(fields=["closed_on", "due_by"], name="visitcore_rem_open_due"),
                    models.Index(fields=["subject_kind", "subject_id"], name="visitcore_rem_subject"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                        ),
                        name="visitcore_rem_closed_after",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ShipmentRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("on", models.DateField(verbose_name="day")),
                ("number", models.CharField(max_length=64, verbose_name="invoice number")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="value of the goods",
                    ),
                ),
                (
                    "cash",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="cash paid for it",
                    ),
                ),
                ("plan", models.BooleanField(blank=True, null=True, verbose_name="a plan for the money is on file")),
                (
                    "ticket",
                    models.CharField(
                        choices=[("normal", "invoice"), ("handwritten", "handwritten ticket"), ("none", "no ticket")],
                        default="normal",
                        max_length=16,
                        verbose_name="leaves on",
                    ),
                ),
                (
                    "signer",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="signed by (role)"),
                ),
                (
                    "class_of",
                    models.CharField(blank=True, editable=False, max_length=16, verbose_name="class of the invoice"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "requested"),
                            ("referred", "waiting for approval"),
                            ("returned", "returned"),
                            ("refused", "refused by the rules"),
                            ("released", "released"),
                            ("unapproved", "left without approval"),
                        ],
                        default="requested",
                        editable=False,
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                (
                    "next_by",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="who decides next"),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shipments",
                        to="visitcore_django.creditaccount",
                        verbose_name="credit account",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shipment",
                        to="visitcore_django.ledgerentry",
                        verbose_name="ledger entry",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="requested by",
                    ),
                ),
            ],
            options={
                "verbose_name": "shipment",
                "verbose_name_plural": "shipments",
                "ordering": ["-on", "-pk"],
                "permissions": [("release_shipmentrequest", "Signs for shipments over the limit")],
                "indexes": [models.Index(fields=["state", "-on"], name="visitcore_shp_state_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "number"),
                        name="visitcore_shp_one_number",
                        violation_error_message="A shipment with this number is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("cash__gte", 0)),
                        name="visitcore_shp_amounts",
                        violation_error_message="An amount must be above zero.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StockMovement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="day")),
                ("quantity", models.IntegerField(verbose_name="in (+) or out (−)")),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="why")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="visitcore_django.gift",
                        verbose_name="given as",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="visitcore_django.giftitem",
                        verbose_name="gift",
                    ),
                ),
            ],
            options={
                "verbose_name": "stock movement",
                "verbose_name_plural": "stock movements",
                "ordering": ["-on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity", 0), _negated=True), name="visitcore_mov_moves_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visitcore_membership",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="visitcore_django.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "verbose_name": "team member",
                "verbose_name_plural": "team members",
                "ordering": ["team", "user"],
            },
        ),
        migrations.CreateModel(
            name="VisitPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                (
                    "month",
                    models.DateField(help_text="Any day of the month; its first day is kept.", verbose_name="month"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("returned", "returned"),
                            ("approved", "approved"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="submitted at")),
                ("values", models.JSONField(blank=True, default=dict, verbose_name="fields of the plan")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visitcore_plans",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="salesperson",
                    ),
                ),
            ],
            options={
                "verbose_name": "visit plan",
                "verbose_name_plural": "visit plans",
                "ordering": ["-month", "owner"],
                "permissions": [("approve_visitplan", "Approves visit plans")],
                "indexes": [models.Index(fields=["state", "-month"], name="visitcore_pln_state_month")],
                "constraints": [models.UniqueConstraint(fields=("owner", "month"), name="visitcore_one_plan_a_month")],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("start", models.DateTimeField(verbose_name="start")),
                ("end", models.DateTimeField(blank=True, null=True, verbose_name="end")),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "planned"), ("completed", "completed"), ("cancelled", "cancelled")],
                        default="planned",
                        max_length=16,
                        verbose_name="status",
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="What the policy calls it.",
                        max_length=32,
                        verbose_name="in the plan",
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="purpose")),
                ("ticked", models.JSONField(blank=True, default=dict, verbose_name="checklists")),
                ("summary", models.JSONField(blank=True, default=dict, verbose_name="outcome")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "cancelled_because",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="why cancelled"),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="visitcore_django.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="visitcore_visits",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="visitor",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="visits",
                        to="visitcore_django.visitplan",
                        verbose_name="visit plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "visit",
                "verbose_name_plural": "visits",
                "ordering": ["-start"],
                "indexes": [
                    models.Index(fields=["customer", "status", "start"], name="visitcore_vis_customer"),
                    models.Index(fields=["owner", "-start"], name="visitcore_vis_owner"),
                    models.Index(fields=["status", "-start"], name="visitcore_vis_status"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"),
                        name="visitcore_vis_end_after_start",
                        violation_error_message="The visit ends before it starts; give the times in order.",
                    ),
                    models.UniqueConstraint(
                        fields=("customer", "owner", "start"),
                        name="visitcore_vis_once",
                        violation_error_message="This visit is recorded already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("what", models.CharField(max_length=500, verbose_name="what was promised")),
                ("made", models.DateField(verbose_name="promised on")),
                ("due_by", models.DateField(editable=False, null=True, verbose_name="due by")),
                ("kept", models.DateField(blank=True, null=True, verbose_name="kept on")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="visitcore_django.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who promised",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="promises",
                        to="visitcore_django.visit",
                        verbose_name="visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "promise",
                "verbose_name_plural": "promises",
                "ordering": ["kept", "due_by"],
                "indexes": [models.Index(fields=["kept", "due_by"], name="visitcore_prm_open_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kept__isnull", True), ("kept__gte", models.F("made")), _connector="OR"),
                        name="visitcore_prm_kept_after_made",
                        violation_error_message="A promise cannot be kept before it is made.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("returned", "returned"),
                            ("reviewed", "reviewed"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("due_by", models.DateField(editable=False, null=True, verbose_name="due by")),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="submitted at")),
                ("late", models.BooleanField(editable=False, null=True, verbose_name="late")),
                ("values", models.JSONField(blank=True, default=dict, verbose_name="fields of the report")),
                ("text", models.TextField(blank=True, verbose_name="report")),
                (
                    "visit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report",
                        to="visitcore_django.visit",
                        verbose_name="visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "visit report",
                "verbose_name_plural": "visit reports",
                "ordering": ["-visit__start"],
                "permissions": [("approve_visitreport", "Reviews visit reports")],
                "indexes": [models.Index(fields=["state", "due_by"], name="visitcore_rep_state_due")],
            },
        ),
        migrations.CreateModel(
            name="CallBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("made", models.DateTimeField(verbose_name="made at")),
                ("by_role", models.CharField(blank=True, max_length=64, verbose_name="in the role of")),
                ("mode", models.CharField(blank=True, max_length=32, verbose_name="how")),
                ("person", models.CharField(blank=True, max_length=100, verbose_name="who was reached")),
                ("resolved", models.BooleanField(null=True, verbose_name="nothing is left to settle")),
                ("next_at", models.DateTimeField(blank=True, null=True, verbose_name="next call-back at")),
                ("values", models.JSONField(blank=True, default=dict, verbose_name="record sheet")),
                ("valid", models.BooleanField(editable=False, null=True, verbose_name="valid")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="callbacks",
                        to="visitcore_django.callbackmatter",
                        verbose_name="matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "call-back",
                "verbose_name_plural": "call-backs",
                "ordering": ["-made"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_at__isnull", True), ("next_at__gt", models.F("made")), _connector="OR"
                        ),
                        name="visitcore_cbk_next_later",
                        violation_error_message="The next call-back comes after this one.",
                    ),
                    models.UniqueConstraint(fields=("matter", "made"), name="visitcore_cbk_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField(verbose_name="place")),
                ("kind", models.CharField(max_length=64, verbose_name="what happened")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("role", models.CharField(blank=True, max_length=64, verbose_name="in the role of")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="visitcore_django.complaint",
                        verbose_name="complaint",
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="on behalf of",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a complaint",
                "verbose_name_plural": "events of complaints",
                "ordering": ["complaint", "place"],
                "constraints": [
                    models.UniqueConstraint(fields=("complaint", "place"), name="visitcore_cev_one_a_place")
                ],
            },
        ),
    ]
