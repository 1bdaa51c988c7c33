"""The database's own last word: no public story without its approval and a live consent.

Both triggers are deferred to the commit, so that a verb may write its rows in any order.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION moderation_story_is_backed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM stories_story WHERE id = NEW.id) AND NOT EXISTS (
        SELECT 1
          FROM stories_story p
          JOIN moderation_submission s ON s.story_id = p.id AND s.content_hash = p.content_hash
          JOIN moderation_contribution o ON o.id = s.contribution_id AND o.story_id = NEW.id
          JOIN moderation_consent c ON c.contribution_id = o.id AND c.use = 'website'
               AND c.withdrawn_at IS NULL AND (c.expires_at IS NULL OR c.expires_at > now())
          JOIN moderation_event e ON e.submission_id = s.id AND e.action = 'approve'
               AND e.content_hash = s.content_hash
         WHERE p.id = NEW.id AND s.state = 'published'
    ) THEN
        RAISE EXCEPTION 'a public story needs an approval of these words and a live consent'
              USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER story_is_backed
    AFTER INSERT OR UPDATE ON stories_story DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION moderation_story_is_backed();

CREATE FUNCTION moderation_withdrawn_is_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM moderation_contribution o JOIN stories_story p ON p.id = o.story_id
                WHERE o.id = NEW.contribution_id)
       AND NOT EXISTS (SELECT 1 FROM moderation_consent c
                        WHERE c.contribution_id = NEW.contribution_id AND c.use = 'website'
                          AND c.withdrawn_at IS NULL) THEN
        RAISE EXCEPTION 'a story is still public without a live consent'
              USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER withdrawn_is_gone
    AFTER UPDATE ON moderation_consent DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.use = 'website' AND NEW.withdrawn_at IS NOT NULL)
    EXECUTE FUNCTION moderation_withdrawn_is_gone();
"""

BACK = """
DROP TRIGGER story_is_backed ON stories_story;
DROP TRIGGER withdrawn_is_gone ON moderation_consent;
DROP FUNCTION moderation_story_is_backed();
DROP FUNCTION moderation_withdrawn_is_gone();
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
