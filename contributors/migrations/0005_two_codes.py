from django.db import migrations, models
from django.db.models import F


def part(apps, schema_editor):
    """What has a number has been promised its receipt: that is the code it last gave."""
    drafts = apps.get_model("contributors", "Draft").objects.exclude(contribution=None)
    drafts.update(receipt_digest=F("code_digest"), code_digest=None)


class Migration(migrations.Migration):

    dependencies = [
        ('contributors', '0004_sleep_on_it'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='receipt_digest',
            field=models.CharField(max_length=64, null=True, unique=True),
        ),
        migrations.RunPython(part, migrations.RunPython.noop),
    ]
