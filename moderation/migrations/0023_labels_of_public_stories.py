"""A story that is public already gets the content labels of the words that it shows."""

from django.db import migrations

FORWARD = """
UPDATE stories_story AS story
   SET labels = submission.labels
  FROM moderation_submission AS submission
 WHERE submission.story_id = story.id AND submission.labels <> '{}'
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0022_quick_lanes"), ("stories", "0007_browsing")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
