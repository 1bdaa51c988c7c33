import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0006_how_long_people_wait'),
        ('stories', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('draft', models.UUIDField(null=True, unique=True)),
                ('original', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('format', models.CharField(max_length=8)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('left', models.FloatField(default=0)),
                ('top', models.FloatField(default=0)),
                ('across', models.FloatField(default=1)),
                ('down', models.FloatField(default=1)),
                ('turn', models.PositiveIntegerField(default=1)),
                ('developed_at', models.DateTimeField(null=True)),
                ('refused', models.CharField(blank=True, max_length=20)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='PhotoFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cut', models.BooleanField()),
                ('format', models.CharField(max_length=8)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('data', models.BinaryField()),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddField(
            model_name='photo',
            name='contribution',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='moderation.contribution'),
        ),
        migrations.AddField(
            model_name='submission',
            name='photo',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='moderation.photo'),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='submission',
            name='words_stay',
        ),
        migrations.AddField(
            model_name='submission',
            name='photo_alt',
            field=models.CharField(blank=True, db_default='', max_length=300),
        ),
        migrations.AddField(
            model_name='submission',
            name='photo_by',
            field=models.CharField(blank=True, db_default='', max_length=5),
        ),
        migrations.AddField(
            model_name='submission',
            name='photo_credit',
            field=models.CharField(blank=True, db_default='', max_length=80),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='submission',
            trigger=pgtrigger.compiler.Trigger(name='words_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."erased_at" IS NULL AND (OLD."content_hash" IS DISTINCT FROM (NEW."content_hash") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."passages" IS DISTINCT FROM (NEW."passages") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."diagnoses" IS DISTINCT FROM (NEW."diagnoses") OR OLD."relation" IS DISTINCT FROM (NEW."relation") OR OLD."facets" IS DISTINCT FROM (NEW."facets") OR OLD."display_name" IS DISTINCT FROM (NEW."display_name") OR OLD."photo_id" IS DISTINCT FROM (NEW."photo_id") OR OLD."photo_alt" IS DISTINCT FROM (NEW."photo_alt") OR OLD."photo_by" IS DISTINCT FROM (NEW."photo_by") OR OLD."photo_credit" IS DISTINCT FROM (NEW."photo_credit") OR OLD."contribution_id" IS DISTINCT FROM (NEW."contribution_id")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='444958ac4e81ba74ddcae7b448a20d39f1a3805b', operation='UPDATE', pgid='pgtrigger_words_stay_0a4d6', table='moderation_submission', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('photo', None), ('photo_alt', ''), ('photo_by', ''), ('photo_credit', '')), models.Q(('photo__isnull', False), models.Q(('photo_alt', ''), _negated=True), models.Q(('photo_by', ''), _negated=True)), _connector='OR'), name='a_photo_is_described'),
        ),
        migrations.AddField(
            model_name='photofile',
            name='photo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='moderation.photo'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('contribution__isnull', False), ('draft', None)), models.Q(('contribution', None), ('draft__isnull', False)), _connector='OR'), name='of_a_draft_or_a_story'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.CheckConstraint(condition=models.Q(('developed_at', None), ('refused', ''), _connector='OR'), name='developed_or_refused'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='photo',
            trigger=pgtrigger.compiler.Trigger(name='sent_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."contribution_id" IS NOT NULL AND (OLD."contribution_id" IS DISTINCT FROM (NEW."contribution_id") OR OLD."original" IS DISTINCT FROM (NEW."original") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."left" IS DISTINCT FROM (NEW."left") OR OLD."top" IS DISTINCT FROM (NEW."top") OR OLD."across" IS DISTINCT FROM (NEW."across") OR OLD."down" IS DISTINCT FROM (NEW."down")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='491487bdad42b651f9e0942e574d2dd4ec5b643a', operation='UPDATE', pgid='pgtrigger_sent_stays_c0aa7', table='moderation_photo', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='photofile',
            constraint=models.UniqueConstraint(fields=('photo', 'cut', 'format', 'width', 'height'), name='one_file_of_a_size'),
        ),
    ]
