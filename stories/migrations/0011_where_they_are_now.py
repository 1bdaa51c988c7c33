"""The name of a field of the search: no column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0010_found_by")]
    operations = [
        migrations.AlterField(
            model_name="facet",
            name="kind",
            field=models.CharField(
                choices=[
                    ("phase", "Where they are now"),
                    ("treatment", "Treatment"),
                    ("topic", "About"),
                    ("age", "Age at diagnosis"),
                    ("place", "Place"),
                ],
                max_length=12,
            ),
        )
    ]
