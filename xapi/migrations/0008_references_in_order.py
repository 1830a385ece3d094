"""References that carry their place in the log: what refers to a statement is found by walking an index too."""

import django.db.models.deletion
from django.db import migrations, models

PLACES = """
UPDATE xapi_statementrefclosure SET
  seq = (SELECT seq FROM xapi_statement WHERE statement_id = ancestor),
  stored = (SELECT stored FROM xapi_statement WHERE statement_id = ancestor),
  target_seq = (SELECT seq FROM xapi_statement WHERE statement_id = descendant),
  verb = (SELECT verb FROM xapi_statement WHERE statement_id = descendant),
  registration = (SELECT registration FROM xapi_statement WHERE statement_id = descendant)
"""
LINKS = """
INSERT INTO xapi_reference{thing} (pair_id, {thing}_id, direct, stored, seq)
SELECT p.id, l.{thing}_id, l.direct, p.stored, p.seq
FROM xapi_statementrefclosure p JOIN xapi_statement{thing} l ON l.statement_id = p.target_seq
"""


def marks(thing: str) -> list[migrations.operations.base.Operation]:
    return [
        migrations.RemoveIndex(f"statement{thing}", f"xapi_of_{thing}_referenced"),
        migrations.RemoveField(f"statement{thing}", "referenced"),
    ]


def links(thing: str) -> list[migrations.operations.base.Operation]:
    """The index before the rows: PostgreSQL makes none while a table's references wait to be checked."""
    model = f"Reference{thing.title()}"
    own = {"db_index": False, "related_name": "+"}
    return [
        migrations.CreateModel(
            name=model,
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "pair", thing, blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("direct", models.BooleanField()),
                ("stored", models.DateTimeField()),
                ("seq", models.BigIntegerField()),
                (
                    thing,
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=f"xapi.{thing}", **own),
                ),
                (
                    "pair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="xapi.statementrefclosure", **own
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=[thing, "direct", "stored", "seq"], name=f"xapi_ref_of_{thing}")],
            },
        ),
        migrations.RunSQL(LINKS.format(thing=thing), migrations.RunSQL.noop),
    ]


class Migration(migrations.Migration):
    dependencies = [("xapi", "0007_registration_in_order")]

    operations = [
        migrations.AddField("statementrefclosure", "seq", models.BigIntegerField(null=True)),
        migrations.AddField("statementrefclosure", "stored", models.DateTimeField(null=True)),
        migrations.AddField("statementrefclosure", "target_seq", models.BigIntegerField(null=True)),
        migrations.AddField("statementrefclosure", "verb", models.TextField(null=True)),
        migrations.AddField("statementrefclosure", "registration", models.UUIDField(null=True)),
        migrations.RunSQL(PLACES, migrations.RunSQL.noop),
        migrations.AlterField("statementrefclosure", "seq", models.BigIntegerField()),
        migrations.AlterField("statementrefclosure", "stored", models.DateTimeField()),
        migrations.AddIndex(
            "statementrefclosure", models.Index(fields=["verb", "stored", "seq"], name="xapi_ref_of_verb")
        ),
        migrations.AddIndex(
            "statementrefclosure",
            models.Index(fields=["registration", "stored", "seq"], name="xapi_ref_of_registration"),
        ),
        migrations.RemoveIndex("statement", "xapi_of_registration_ref"),
        migrations.RemoveIndex("statement", "xapi_of_verb_referenced"),
        migrations.RemoveField("statement", "referenced"),
        *marks("agent"),
        *marks("activity"),
        *links("agent"),
        *links("activity"),
    ]
