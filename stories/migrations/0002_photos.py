import django.db.models.deletion
import stories.photographs
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='story',
            name='photo',
            field=models.JSONField(null=True),
        ),
        migrations.CreateModel(
            name='Portrait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default=stories.photographs.new_name, max_length=30, unique=True)),
                ('format', models.CharField(choices=[('avif', 'avif'), ('webp', 'webp'), ('jpeg', 'jpeg')], max_length=4)),
                ('data', models.BinaryField()),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='portraits', to='stories.story')),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
    ]
