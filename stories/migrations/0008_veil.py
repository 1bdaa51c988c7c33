"""The function that tags all stories knows the veil; it runs once the stories have their labels."""

from django.db import migrations

# As in 0007, and `stories.veil.outcomes` in the middle of it.
RETAG = """
CREATE OR REPLACE FUNCTION stories_retag() RETURNS void LANGUAGE sql AS $$
    UPDATE stories_story AS story
       SET tags = ARRAY(
           SELECT 'relation=' || story.relation
            UNION SELECT 'language=' || story.language
            UNION SELECT 'length=' || CASE WHEN story.words < 700 THEN 'short'
                                           WHEN story.words <= 1700 THEN 'medium' ELSE 'long' END
            {veil}
            UNION SELECT 'diagnosis=' || diagnosis.slug
                    FROM stories_storytopic AS topic
                    JOIN stories_diagnosis AS diagnosis ON diagnosis.id = topic.diagnosis_id
                   WHERE topic.story_id = story.id
            UNION SELECT facet.kind || '=' || place
                    FROM stories_facet AS facet, unnest(ARRAY[facet.slug, facet.within]) AS place
                   WHERE facet.slug = ANY(story.facets) AND place <> ''
            ORDER BY 1);
$$;
"""
VEIL = """UNION SELECT 'veil=on'
                   WHERE NOT (story.labels && ARRAY['death', 'dying', 'relapse']::varchar[]
                              OR story.relation = 'bereaved' OR story.in_memory
                              OR story.facets
                                 && ARRAY['bereaved', 'end-of-life', 'relapse']::varchar[])"""


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0007_browsing'),
    ]

    operations = [
        migrations.RunSQL(RETAG.format(veil=VEIL), RETAG.format(veil="")),
    ]
