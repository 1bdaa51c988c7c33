"""Tags that lists find a story by, how many stories share two of them, labels, and picks."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

# Counted at the commit, and one commit after the other: by then a transaction asks for no other
# lock, so that no two can wait for each other. Never below nothing: a count gone wrong must not
# keep a story from being withdrawn.
FORWARD = """
CREATE FUNCTION stories_pairs(tags varchar[]) RETURNS TABLE (one varchar, other varchar)
LANGUAGE sql IMMUTABLE AS $$
    SELECT a, b FROM unnest(tags || ''::varchar) AS a, unnest(tags || ''::varchar) AS b
     WHERE a COLLATE "C" < b COLLATE "C" OR (a = '' AND b = '')
$$;

CREATE FUNCTION stories_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('stories_tally'));
    INSERT INTO stories_tally (one, other, stories)
    SELECT one, other, sum(stories)
      FROM (SELECT one, other, 1 AS stories FROM stories_pairs(NEW.tags) WHERE TG_OP <> 'DELETE'
             UNION ALL
            SELECT one, other, -1 FROM stories_pairs(OLD.tags) WHERE TG_OP <> 'INSERT') AS pairs
     GROUP BY one, other
    HAVING sum(stories) <> 0
        ON CONFLICT (one, other)
        DO UPDATE SET stories = greatest(0, stories_tally.stories + excluded.stories);
    RETURN NULL;
END $$;

CREATE FUNCTION stories_retally() RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtext('stories_tally'));
    DELETE FROM stories_tally;
    INSERT INTO stories_tally (one, other, stories)
    SELECT pairs.one, pairs.other, count(*)
      FROM stories_story AS story, stories_pairs(story.tags) AS pairs
     GROUP BY pairs.one, pairs.other;
$$;

CREATE FUNCTION stories_retag() RETURNS void LANGUAGE sql AS $$
    UPDATE stories_story AS story
       SET tags = ARRAY(
           SELECT 'relation=' || story.relation
            UNION SELECT 'language=' || story.language
            UNION SELECT 'length=' || CASE WHEN story.words < 700 THEN 'short'
                                           WHEN story.words <= 1700 THEN 'medium' ELSE 'long' END
            UNION SELECT 'diagnosis=' || diagnosis.slug
                    FROM stories_storytopic AS topic
                    JOIN stories_diagnosis AS diagnosis ON diagnosis.id = topic.diagnosis_id
                   WHERE topic.story_id = story.id
            UNION SELECT facet.kind || '=' || place
                    FROM stories_facet AS facet, unnest(ARRAY[facet.slug, facet.within]) AS place
                   WHERE facet.slug = ANY(story.facets) AND place <> ''
            ORDER BY 1);
$$;

SELECT stories_retag();
SELECT stories_retally();

CREATE CONSTRAINT TRIGGER story_is_tallied
    AFTER INSERT OR UPDATE OF tags OR DELETE ON stories_story DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION stories_tally();
"""

BACK = """
DROP TRIGGER story_is_tallied ON stories_story;
DROP FUNCTION stories_tally();
DROP FUNCTION stories_retally();
DROP FUNCTION stories_retag();
DROP FUNCTION stories_pairs(varchar[]);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0006_editions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='The lowest comes first; the newest, where two have the same.')),
            ],
            options={
                'ordering': ['position', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('one', models.CharField(blank=True, db_collation='C', max_length=80)),
                ('other', models.CharField(blank=True, db_collation='C', max_length=80)),
                ('stories', models.IntegerField()),
            ],
            options={
                'verbose_name_plural': 'tallies',
            },
        ),
        migrations.RemoveIndex(
            model_name='story',
            name='stories_relation',
        ),
        migrations.RemoveIndex(
            model_name='story',
            name='stories_language',
        ),
        migrations.RemoveIndex(
            model_name='story',
            name='stories_facets',
        ),
        migrations.AddField(
            model_name='diagnosis',
            name='abbreviation_es',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='story',
            name='labels',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), db_default=[], default=list, size=None),
        ),
        migrations.AddField(
            model_name='story',
            name='tags',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), db_default=[], default=list, size=None),
        ),
        migrations.AddIndex(
            model_name='story',
            index=django.contrib.postgres.indexes.GinIndex(fields=['tags'], name='stories_tags'),
        ),
        migrations.AddField(
            model_name='pick',
            name='story',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='pick', to='stories.story', help_text='What stands behind /stories/ in its address. Choose none that is hard to meet unprepared: somebody who was told yesterday reads it.'),
        ),
        migrations.AddIndex(
            model_name='tally',
            index=models.Index(fields=['other'], name='tallies_other'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(fields=('one', 'other'), name='tallied_once'),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
