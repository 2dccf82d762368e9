"""The days of a car around which a manager may lay a rule of their own."""

ANCHORS = {
    "delivered_on": "delivered",
    "last_service_on": "service",
    "service_due_on": "service_due",
    "warranty_ends_on": "warranty_ends",
    "inspection_due_on": "inspection_due",
    "insurance_ends_on": "insurance_ends",
}
