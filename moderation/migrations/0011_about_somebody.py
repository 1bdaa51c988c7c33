"""Who a story is about, what they said, and the database's own last word on it.

No story goes public without the yes of the living adult whom it is about to exactly these words,
and none stays public after their no. Deferred to the commit, as a verb writes in any order.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


FORWARD = """
CREATE FUNCTION moderation_subject_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE public_id uuid;
BEGIN
    IF TG_TABLE_NAME = 'stories_story' THEN
        public_id := NEW.id;
    ELSE
        SELECT o.story_id INTO public_id FROM moderation_subject b
          JOIN moderation_contribution o ON o.id = b.contribution_id WHERE b.id = NEW.subject_id;
    END IF;
    -- A child's own yes is wanted a day late: the site's day may have begun after this one.
    IF EXISTS (
        SELECT 1
          FROM stories_story p
          JOIN moderation_contribution o ON o.story_id = p.id
          JOIN moderation_subject b ON b.contribution_id = o.id AND b.kind <> 'died'
          LEFT JOIN LATERAL (
              SELECT a.said FROM moderation_subjectanswer a
               WHERE a.subject_id = b.id AND a.by = 'subject'
                 AND a.content_hash IN (p.content_hash, '')
               ORDER BY a.id DESC LIMIT 1
          ) answer ON true
         WHERE p.id = public_id
           AND (answer.said = 'no'
                OR (answer.said IS NULL
                    AND (b.kind = 'adult' OR b.born + interval '18 years 1 day' <= now())))
    ) THEN
        RAISE EXCEPTION 'a public story needs the yes of the person it is about to these words'
              USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER subject_agrees
    AFTER INSERT ON stories_story DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION moderation_subject_agrees();
CREATE CONSTRAINT TRIGGER subject_agrees
    AFTER INSERT ON moderation_subjectanswer DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.said = 'no') EXECUTE FUNCTION moderation_subject_agrees();
"""

BACK = """
DROP TRIGGER subject_agrees ON stories_story;
DROP TRIGGER subject_agrees ON moderation_subjectanswer;
DROP FUNCTION moderation_subject_agrees();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0010_suggest_and_appeal'),
    ]

    operations = [
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('adult', 'Adult'), ('child', 'Child'), ('died', 'Died')], max_length=5)),
                ('born', models.DateField(null=True)),
                ('link_digest', models.CharField(max_length=64, null=True, unique=True)),
                ('asked_at', models.DateTimeField(null=True)),
                ('contribution', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='subject', to='moderation.contribution')),
            ],
        ),
        migrations.CreateModel(
            name='SubjectAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(choices=[('subject', 'Subject'), ('guardian', 'Guardian')], max_length=8)),
                ('said', models.CharField(choices=[('yes', 'Yes'), ('no', 'No')], max_length=3)),
                ('content_hash', models.CharField(blank=True, max_length=64)),
                ('text_version', models.CharField(blank=True, max_length=20)),
                ('text_hash', models.CharField(blank=True, max_length=64)),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish')], max_length=5)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='moderation.subject')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='subject',
            index=models.Index(condition=models.Q(('born__isnull', False), ('kind', 'child')), fields=['born'], name='coming_of_age'),
        ),
        migrations.AddConstraint(
            model_name='subject',
            constraint=models.CheckConstraint(condition=models.Q(('born', None), ('kind', 'child'), _connector='OR'), name='only_a_child_has_a_month'),
        ),
        migrations.AddConstraint(
            model_name='subject',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'died'), ('link_digest', None)), models.Q(models.Q(('kind', 'died'), _negated=True), ('link_digest__isnull', False)), _connector='OR'), name='the_living_have_a_link'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='subject',
            trigger=pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='cc5df17e4b447cff3ec44c4e2ea034e9b22572cd', operation='DELETE', pgid='pgtrigger_kept_a1c55', table='moderation_subject', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='subjectanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('by', 'subject'), ('said', 'yes'), _negated=True), models.Q(('content_hash', ''), _negated=True), _connector='OR'), name='their_yes_is_to_words'),
        ),
        migrations.AddConstraint(
            model_name='subjectanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('said', 'yes'), _negated=True), models.Q(('text_hash', ''), _negated=True), _connector='OR'), name='a_yes_is_to_a_sentence'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='subjectanswer',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5ec4dcb4e42809d9cc3e655addec59a890381744', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f080d', table='moderation_subjectanswer', when='BEFORE')),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
