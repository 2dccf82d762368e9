"""What apps need to speak over the API: schemas, paging, idempotent writes, the register of routers.

``faces.api`` mounts what is registered here; errors become problem+json there.
"""
