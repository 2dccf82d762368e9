"""Physical cars, who owned them when, what their odometer said, and their visits to the workshop."""

from django.db import models

from cheyuan.base.tenancy.models import ManyRows, StoreRow

ENERGIES = ("ice", "ev", "phev", "hev", "")
STATUSES = ("active", "sold", "written_off")
VISIT_KINDS = ("service", "repair", "body")


class Vehicle(StoreRow):
    """One store's file of one car, known by VIN (PPL-02). ``cares`` says that this store's plan contacts its owner."""

    group = models.ForeignKey("tenancy.Group", on_delete=models.PROTECT, related_name="+", db_index=False)
    vin = models.CharField(max_length=17, db_collation="C")
    vin_warning = models.BooleanField(default=False)
    plate = models.CharField(max_length=12, blank=True, db_collation="C")
    owner = models.ForeignKey(
        "customers.Customer",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="vehicles",
        db_constraint=False,  # the key (store, owner) says more
    )
    brand = models.CharField(max_length=60, blank=True)
    model = models.CharField(max_length=60, blank=True)
    trim = models.CharField(max_length=60, blank=True)
    colour = models.CharField(max_length=40, blank=True)
    model_year = models.PositiveSmallIntegerField(null=True, blank=True)
    energy = models.CharField(max_length=5, blank=True)
    engine_no = models.CharField(max_length=40, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    use = models.CharField(max_length=20, blank=True)
    built_on = models.DateField(null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    sold_here = models.BooleanField(default=True)
    status = models.CharField(max_length=12, default="active")
    cares = models.BooleanField(default=True)
    warranty_end = models.DateField(null=True, blank=True)
    warranty_km = models.PositiveIntegerField(null=True, blank=True)
    extended_warranty_end = models.DateField(null=True, blank=True)
    inspection_due = models.DateField(null=True, blank=True)
    odometer_km = models.PositiveIntegerField(null=True, blank=True)
    odometer_on = models.DateField(null=True, blank=True)
    last_visit_on = models.DateField(null=True, blank=True)
    last_service_on = models.DateField(null=True, blank=True)
    notes = models.TextField(blank=True)
    batch_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "vin"], name="vin_once"),
            models.UniqueConstraint(fields=["group", "vin"], condition=models.Q(cares=True), name="one_store_cares"),
        ]
        indexes = [
            models.Index(fields=["store", "plate"], name="vehicle_by_plate"),
            models.Index(fields=["store", "delivered_on", "id"], name="vehicle_by_hand_over"),
            models.Index(fields=["store", "brand", "model", "id"], name="vehicle_by_model"),
            models.Index(fields=["store", "last_visit_on", "id"], name="vehicle_by_last_visit"),
        ]

    def __str__(self) -> str:
        return f"{self.brand} {self.model}".strip() or self.vin


class Ownership(ManyRows):
    """A period in which a customer owned the car; the open one (no ``until``) is the present owner's."""

    vehicle = models.ForeignKey(Vehicle, on_delete=models.CASCADE, related_name="ownerships", db_constraint=False)
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    batch_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "vehicle"], condition=models.Q(until__isnull=True), name="one_present_owner"
            )
        ]


class Visit(ManyRows):
    """One visit to a workshop. Written by imports now, by the workshop's hand-over later."""

    vehicle = models.ForeignKey(
        Vehicle, on_delete=models.CASCADE, related_name="visits", db_constraint=False, db_index=False
    )
    visited_on = models.DateField()
    visited_at = models.DateTimeField(null=True, blank=True)
    kind = models.CharField(max_length=10)
    km = models.PositiveIntegerField(null=True, blank=True)
    amount_fen = models.BigIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=20, default="import")
    batch_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "vehicle", "visited_on", "kind", "amount_fen"], name="visit_once")
        ]


class Reading(ManyRows):
    """The odometer on a day (PPL-03). Only added; a correction by a manager, with its reason, starts the series anew."""

    vehicle = models.ForeignKey(
        Vehicle, on_delete=models.CASCADE, related_name="readings", db_constraint=False, db_index=False
    )
    read_on = models.DateField()
    km = models.PositiveIntegerField()
    source = models.CharField(max_length=20)
    correction = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    batch_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "vehicle", "read_on", "km", "correction"], name="reading_once")
        ]


class InsurancePolicy(ManyRows):
    """One policy on a car; the latest end decides the reminder."""

    vehicle = models.ForeignKey(
        Vehicle, on_delete=models.CASCADE, related_name="insurances", db_constraint=False, db_index=False
    )
    insurer = models.CharField(max_length=80, blank=True)
    kinds = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField()
    premium_fen = models.BigIntegerField(null=True, blank=True)
    sold_here = models.BooleanField(null=True, blank=True)
    batch_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "vehicle", "ends_on"], name="insurance_once")]
