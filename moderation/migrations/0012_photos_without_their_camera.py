"""A photo loses what its camera wrote once it is copied; those already kept are owed the same."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def owe_copies(apps, schema_editor):
    photos = apps.get_model('moderation', 'Photo').objects.filter(refused='')
    job = apps.get_model('jobs', 'Job')
    job.objects.bulk_create(
        job(kind='develop', subject=str(pk), key=f'copy:{pk}')
        for pk in photos.values_list('pk', flat=True)
    )
    apps.get_model('moderation', 'Photo').objects.exclude(refused='').update(
        original=b'', bare=True
    )


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0011_about_somebody'),
        ('jobs', '0002_longer_subject'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='photo',
            name='sent_stays',
        ),
        migrations.AddField(
            model_name='photo',
            name='bare',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunPython(owe_copies, migrations.RunPython.noop),
        pgtrigger.migrations.AddTrigger(
            model_name='photo',
            trigger=pgtrigger.compiler.Trigger(name='sent_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."contribution_id" IS NOT NULL AND (OLD."contribution_id" IS DISTINCT FROM (NEW."contribution_id") OR (OLD."bare" AND OLD."original" IS DISTINCT FROM (NEW."original")) OR (NOT NEW."bare" AND OLD."bare") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."left" IS DISTINCT FROM (NEW."left") OR OLD."top" IS DISTINCT FROM (NEW."top") OR OLD."across" IS DISTINCT FROM (NEW."across") OR OLD."down" IS DISTINCT FROM (NEW."down")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='efddd14d3f6196e61c277937ca42387335749be4', operation='UPDATE', pgid='pgtrigger_sent_stays_c0aa7', table='moderation_photo', when='BEFORE')),
        ),
    ]
