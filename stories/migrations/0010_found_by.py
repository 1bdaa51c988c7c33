"""One index that is asked for the newest of any mixture of words and choices."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.expressions
from django.db import migrations

# To work it out costs a hundred times as much as to compare two numbers; told so, the database
# asks the index. It names nothing that is not PostgreSQL's own, as an index must.
FORWARD = """
CREATE FUNCTION stories_found_by(
    search tsvector, tags varchar[], published_at timestamptz, embeddable boolean
) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
    SELECT search || array_to_tsvector(
        tags::text[]
        || CASE WHEN embeddable THEN '{embeddable=1}'::text[] END
        || ARRAY(SELECT 'time=' || level || '-' || (seconds >> 14 + 2 * level)
                   FROM generate_series(0, 8) AS level,
                        CAST(extract(epoch FROM date_trunc('second', published_at AT TIME ZONE 'UTC')) AS bigint)
                            AS seconds)
    )
$$;
"""
BACK = (
    "DROP FUNCTION stories_found_by(tsvector, varchar[], timestamptz, boolean);"
)


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0009_seen_elsewhere'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACK),
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
    ]
