from django.db import migrations, models


class Migration(migrations.Migration):
    """The queue is found by person and role, a customer's next task without a look at the settled ones."""

    dependencies = [("care", "0005_interval")]

    operations = [
        migrations.RemoveIndex(model_name="task", name="task_queue"),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=["store", "assignee", "role", "deadline", "id"],
                condition=models.Q(state="open"),
                name="task_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=["customer", "deadline", "id"],
                condition=models.Q(state="open"),
                name="task_to_come",
            ),
        ),
    ]
