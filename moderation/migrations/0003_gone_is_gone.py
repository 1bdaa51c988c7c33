"""The other half of "published is public": a story that no published text stands for is gone.

Deferred to the commit, so that a verb may write its rows in any order.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION moderation_gone_is_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM stories_story WHERE id = OLD.story_id) AND NOT EXISTS (
        SELECT 1 FROM moderation_submission WHERE story_id = OLD.story_id AND state = 'published'
    ) THEN
        RAISE EXCEPTION 'a story is still public that no published text stands for'
              USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER gone_is_gone
    AFTER UPDATE ON moderation_submission DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.story_id IS NOT NULL AND NEW.story_id IS DISTINCT FROM OLD.story_id)
    EXECUTE FUNCTION moderation_gone_is_gone();
"""

BACK = """
DROP TRIGGER gone_is_gone ON moderation_submission;
DROP FUNCTION moderation_gone_is_gone();
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_public_is_backed")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
