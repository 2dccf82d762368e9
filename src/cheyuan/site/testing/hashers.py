"""The product's password hashing at a cost that tests can pay hundreds of times."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """Argon2 with the least work."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
