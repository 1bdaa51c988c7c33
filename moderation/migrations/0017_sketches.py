"""By which stories are known again; those that are here already are sketched as well."""

import uuid
from collections.abc import Iterator

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


def sketch_what_is_here(apps, _editor) -> None:
    from moderation.offers import BETWEEN
    from moderation.sketches import sketch

    Submission = apps.get_model("moderation", "Submission")
    Sketch = apps.get_model("moderation", "Sketch")

    def newest() -> Iterator[tuple[uuid.UUID, str]]:
        rows = Submission.objects.filter(erased_at=None).order_by("contribution", "-number")
        for pk, passages in (
            rows.distinct("contribution").values_list("contribution", "passages").iterator(500)
        ):
            yield pk, BETWEEN.join(one["text"] for one in passages)

    batch = []
    for pk, body in newest():
        batch.append(Sketch(contribution_id=pk, bands=sketch(body)))
        if len(batch) == 500:
            Sketch.objects.bulk_create(batch)
            batch = []
    Sketch.objects.bulk_create(batch)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0016_care")]

    operations = [
        migrations.CreateModel(
            name="Sketch",
            fields=[
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sketch",
                        serialize=False,
                        to="moderation.contribution",
                    ),
                ),
                (
                    "bands",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
            ],
            options={"verbose_name_plural": "sketches"},
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(("check_id", "spam"), ("dismissed_at", None)),
                fields=["submission"],
                name="looks_like_spam",
            ),
        ),
        migrations.AddIndex(
            model_name="sketch",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["bands"], name="sketches_alike"
            ),
        ),
        migrations.RunPython(sketch_what_is_here, migrations.RunPython.noop),
    ]
