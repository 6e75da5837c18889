"""How passwords are stored."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id with the minimum that OWASP recommends (19 MiB, two passes, one lane).

    Django's own parameters take 100 MiB and ten times the processor time a login: a whole
    office logging in on the last evening would keep two cores busy with hashing alone.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
