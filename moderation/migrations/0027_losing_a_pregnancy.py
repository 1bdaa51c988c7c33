"""A lost pregnancy has a label of its own; what had the wider one keeps its warning.

Where the words tell of such a loss, the new label stands beside the old one. Whoever of the team
asked not to meet the wider one is spared both.
"""

from django.db import migrations

LOST = (
    r"\m(miscarr(y|ied|iages?|ying)|still ?(birth|born)"
    r"|lost (the|our|a|my|his) (baby|pregnancy|twins)"
    r"|(end|ended|terminate|terminated) (the|my|a|our) pregnancy"
    r"|abortos?|abort[ée]|mortinat[oa]s?"
    r"|(perd[ií]|perdimos|perder) (al|el|un|mi|nuestro) (beb[eé]|embarazo))\M"
)
PLACE = "array_position({column}, 'fertility')"  # labels stand in their own order
BESIDE = f"{{column}}[:{PLACE} - 1] || '{{{{pregnancy-loss}}}}'::varchar[] || {{column}}[{PLACE}:]"
HAD = "'fertility' = ANY({column}) AND NOT 'pregnancy-loss' = ANY({column})"


def _also(table: str, column: str, told: str = "") -> str:
    where = HAD.format(column=column) + (f" AND {told} ~* '{LOST}'" if told else "")
    return f"UPDATE {table} SET {column} = {BESIDE.format(column=column)} WHERE {where};"


FORWARD = "\n".join(
    [
        _also("moderation_submission", "labels", told="(title || passages::text)"),
        _also("stories_story", "labels", told="(title || passages::text)"),
        _also("moderation_desksettings", "avoids"),
    ]
)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0026_labels_after_publication"),
        ("stories", "0010_found_by"),
    ]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
