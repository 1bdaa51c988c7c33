"""The link in every mail that takes a story off."""

from django.db import migrations, models

from moderation.receipts import receipt_digest, take_down_token


def give_links(apps, schema_editor):
    """Every story that was sent before gets the link that its mails will end with."""
    for contribution in apps.get_model("moderation", "Contribution").objects.iterator():
        contribution.take_down_digest = receipt_digest(take_down_token(contribution.pk))
        contribution.save(update_fields=["take_down_digest"])


class Migration(migrations.Migration):
    dependencies = [("moderation", "0003_gone_is_gone")]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="take_down_digest",
            field=models.CharField(max_length=64, null=True),
        ),
        migrations.RunPython(give_links, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="contribution",
            name="take_down_digest",
            field=models.CharField(max_length=64, unique=True),
        ),
    ]
