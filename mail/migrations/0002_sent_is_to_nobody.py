from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="mail",
            name="to",
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.RunSQL(
            """UPDATE mail_mail SET "to" = '', text = '', html = '' WHERE state = 'sent'""",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(to="", text="", html=""),
                name="mail_sent_is_to_nobody",
            ),
        ),
    ]
