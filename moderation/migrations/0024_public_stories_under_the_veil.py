"""A story that is public already is tagged anew, now that it has its content labels."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("moderation", "0023_labels_of_public_stories"), ("stories", "0008_veil")]
    operations = [migrations.RunSQL("SELECT stories_retag()", migrations.RunSQL.noop)]
