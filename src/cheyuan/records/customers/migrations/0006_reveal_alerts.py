import django.db.models.deletion
from django.db import migrations, models

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0005_entry_order'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RevealAlert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_id', models.BigIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('day', models.DateField()),
                ('looks', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.store')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('store', 'day', 'account_id'), name='reveal_alert_once')],
            },
        ),
        rls.store_rows("customers_revealalert"),
        rls.append_only("customers_revealalert"),
    ]
