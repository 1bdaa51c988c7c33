"""Reports get a reference, a story, an outcome and an answer; older ones are kept and sorted in."""

import secrets
import uuid

from django.db import migrations, models

import readers.models

# What the reasons of before are called now.
NOW = {"private": "others", "harm": "crisis", "wrong": "treatment"}


def sort_in(apps, schema_editor) -> None:
    report = apps.get_model("readers", "Report")
    for row in report.objects.iterator():
        row.reference = "".join(secrets.choice(readers.models.ALPHABET) for _ in range(8))
        row.reason = NOW.get(row.reason, row.reason)
        found = readers.models.STORY_PAGE.search(row.page.lower())
        row.story_id = uuid.UUID(found[1]) if found else None
        row.save(update_fields=["reference", "reason", "story_id"])


class Migration(migrations.Migration):
    dependencies = [("readers", "0001_initial")]

    operations = [
        migrations.AddField("report", "reference", models.CharField(max_length=8, null=True)),
        migrations.AddField("report", "story_id", models.UUIDField(null=True)),
        migrations.AddField("report", "named", models.BooleanField(default=False)),
        migrations.AddField(
            "report",
            "language",
            models.CharField(
                choices=[("en", "English"), ("es", "español")],
                db_default="en",
                default="en",
                max_length=5,
            ),
        ),
        migrations.AddField(
            "report", "network_mark", models.CharField(blank=True, max_length=64, default="")
        ),
        migrations.AddField(
            "report", "address_mark", models.CharField(blank=True, max_length=64, default="")
        ),
        migrations.AddField("report", "seen_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "report", "outcome", models.CharField(blank=True, max_length=10, default="")
        ),
        migrations.AddField(
            "report", "answer", models.TextField(blank=True, max_length=2000, default="")
        ),
        migrations.AddField("report", "erased_at", models.DateTimeField(null=True)),
        migrations.RunPython(sort_in, migrations.RunPython.noop),
    ]
