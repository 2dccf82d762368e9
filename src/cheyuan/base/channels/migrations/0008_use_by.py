from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0007_refusal_beside_lifting")]
    operations = [
        migrations.AddField("message", "use_by", models.DateTimeField(blank=True, null=True)),
    ]
