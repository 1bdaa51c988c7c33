"""A story that is public already may be seen elsewhere where its person agreed to that."""

from django.db import migrations

FORWARD = """
UPDATE stories_story AS story
   SET embeddable = 'embed' = ANY(agreed.uses), social = 'social' = ANY(agreed.uses)
  FROM (SELECT contribution.story_id, array_agg(consent.use) AS uses
          FROM moderation_contribution AS contribution
          JOIN moderation_consent AS consent ON consent.contribution_id = contribution.id
         WHERE consent.withdrawn_at IS NULL
           AND (consent.expires_at IS NULL OR consent.expires_at > now())
         GROUP BY contribution.story_id) AS agreed
 WHERE agreed.story_id = story.id AND agreed.uses && ARRAY['embed', 'social']::varchar[]
"""


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0024_public_stories_under_the_veil"),
        ("stories", "0009_seen_elsewhere"),
    ]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
