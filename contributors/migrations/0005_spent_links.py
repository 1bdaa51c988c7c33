from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributors", "0004_sleep_on_it")]

    operations = [
        migrations.AddField("wish", "spent", models.PositiveSmallIntegerField(db_default=0)),
    ]
