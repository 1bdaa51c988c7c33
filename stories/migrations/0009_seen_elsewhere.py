"""Whether a story may be shown on the pages of others, and in the preview of a link."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0008_veil'),
    ]

    operations = [
        migrations.AddField(
            model_name='story',
            name='embeddable',
            field=models.BooleanField(db_default=False),
        ),
        migrations.AddField(
            model_name='story',
            name='social',
            field=models.BooleanField(db_default=False),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(models.OrderBy(models.F('published_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('embeddable', True)), name='stories_embeddable'),
        ),
    ]
