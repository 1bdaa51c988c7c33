"""One index that is asked for the newest of any mixture of words and choices."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.expressions
from django.db import migrations

# Each stretch of time is four times as long as the one before, from 2 ** 14 seconds on. To work out
# what a story is found by costs far more than to compare two numbers; told so, the database asks
# the index. It names nothing that is not PostgreSQL's own, as what an index holds must.
FOUND_BY = """
CREATE FUNCTION stories_found_by(
    search tsvector, tags varchar[], published_at timestamptz, embeddable boolean
) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
    SELECT search || array_to_tsvector(
        tags::text[]
        || CASE WHEN embeddable THEN '{embeddable=1}'::text[] END
        || ARRAY(SELECT 'time=' || level || '-' || (seconds >> 14 + 2 * level)
                   FROM generate_series(0, 8) AS level,
                        CAST(floor(extract(epoch FROM published_at AT TIME ZONE 'UTC')) AS bigint)
                            AS seconds)
    )
$$;
"""
# The marks of all time on the way from one moment to another: short stretches, then longer ones,
# but two of each length at the least, so that none is much longer than all before it.
STRETCHES = """
CREATE FUNCTION stories_stretches(start timestamptz, stop timestamptz) RETURNS SETOF tsquery
LANGUAGE plpgsql STABLE ROWS 25 AS $$
DECLARE
    here bigint := floor(extract(epoch FROM start))::bigint >> 14;
    last bigint := floor(extract(epoch FROM stop))::bigint >> 14;
    step bigint := CASE WHEN last > here THEN 1 ELSE -1 END;
    level int := 0;
    taken int := 0;
BEGIN
    WHILE ((last >> 2 * level) - here) * step >= 0 LOOP
        RETURN NEXT ('''time=' || level || '-' || here || '''')::tsquery;
        here := here + step;
        taken := taken + 1;
        IF taken > 1 AND level < 8 AND here & 3 = (CASE WHEN step > 0 THEN 0 ELSE 3 END) THEN
            here := here >> 2;
            level := level + 1;
            taken := 0;
        END IF;
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0009_seen_elsewhere'),
    ]

    operations = [
        migrations.RunSQL(
            FOUND_BY, 'DROP FUNCTION stories_found_by(tsvector, varchar[], timestamptz, boolean)'
        ),
        migrations.RunSQL(STRETCHES, 'DROP FUNCTION stories_stretches(timestamptz, timestamptz)'),
        migrations.AddIndex(
            model_name='story',
            index=django.contrib.postgres.indexes.GinIndex(
                django.db.models.expressions.Func(
                    django.db.models.expressions.F('search'),
                    django.db.models.expressions.F('tags'),
                    django.db.models.expressions.F('published_at'),
                    django.db.models.expressions.F('embeddable'),
                    function='stories_found_by',
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                ),
                fastupdate=False,
                name='stories_found',
            ),
        ),
        migrations.RemoveIndex(
            model_name='story',
            name='stories_search',
        ),
        migrations.RemoveIndex(
            model_name='story',
            name='stories_embeddable',
        ),
    ]
