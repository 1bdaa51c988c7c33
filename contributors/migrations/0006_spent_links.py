from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributors", "0005_two_codes")]

    operations = [
        migrations.AddField("wish", "spent", models.PositiveSmallIntegerField(db_default=0)),
    ]
