"""Links that carry the order of their statements: one row per statement and agent or activity."""

import django.db.models.deletion
from django.db import migrations, models

DIRECT = "'actor', 'object', 'actor_member', 'object_member'"
# ``max`` of a CASE, for PostgreSQL has no maximum of booleans and SQLite no booleans at all.
COPY = """
INSERT INTO xapi_statement{thing} (statement_id, {thing}_id, stored, direct, referenced)
SELECT l.statement_id, l.{thing}_id, s.stored, max(CASE WHEN l.role IN ({direct}) THEN 1 ELSE 0 END) = 1, s.referenced
FROM xapi_earlier{thing} l JOIN xapi_statement s ON s.seq = l.statement_id
GROUP BY l.statement_id, l.{thing}_id, s.stored, s.referenced
"""


def links(thing: str) -> list[migrations.operations.base.Operation]:
    """Make the new table beside the earlier one and fill it."""
    model, statement = f"statement{thing}", "statement"
    return [
        migrations.RenameModel(f"Statement{thing.title()}", f"Earlier{thing.title()}"),
        migrations.CreateModel(
            name=f"Statement{thing.title()}",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        statement, thing, blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("stored", models.DateTimeField()),
                ("direct", models.BooleanField()),
                ("referenced", models.BooleanField(default=False)),
                (
                    thing,
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=f"xapi.{thing}",
                    ),
                ),
                (
                    statement,
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name=f"{thing}_links",
                        to="xapi.statement",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(COPY.format(thing=thing, direct=DIRECT), migrations.RunSQL.noop),
        migrations.AddIndex(
            model, models.Index(fields=[thing, "direct", "stored", statement], name=f"xapi_of_{thing}")
        ),
        migrations.AddIndex(
            model, models.Index(condition=models.Q(referenced=True), fields=[thing], name=f"xapi_of_{thing}_referenced")
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("xapi", "0001_initial")]

    operations = [
        migrations.AddField("statement", "referenced", models.BooleanField(default=False)),
        migrations.RunSQL(
            "UPDATE xapi_statement SET referenced = true "
            "WHERE statement_id IN (SELECT descendant FROM xapi_statementrefclosure)",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveIndex("statement", "xapi_verb"),
        migrations.AddIndex("statement", models.Index(fields=["verb", "stored", "seq"], name="xapi_of_verb")),
        migrations.AddIndex(
            "statement",
            models.Index(condition=models.Q(referenced=True), fields=["verb"], name="xapi_of_verb_referenced"),
        ),
        *links("agent"),
        *links("activity"),
        migrations.DeleteModel("EarlierAgent"),
        migrations.DeleteModel("EarlierActivity"),
    ]
