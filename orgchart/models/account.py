"""Accounts and the tenants that they work in. Global, because login comes before the tenant."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts with hashed passwords."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "Account":
        """A new account that can log in; without a password it can not until one is set."""
        account = self.model(username=self.model.normalize_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, username: str, password: str | None = None, **fields: object) -> "Account":
        """A system administrator, for `manage.py createsuperuser`."""
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class Account(AbstractBaseUser, PermissionsMixin):
    """Somebody who can log in; what he or she may do follows from posts and roles inside each tenant."""

    username = models.CharField(max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """The name as written in documents."""
        return self.full_name


class TenantMembership(models.Model):
    """An account works in a tenant; without this row, or once it is closed, the tenant does not exist for it.

    A guest of another office was let in by an accepted letter, up to and with a day; the account stays with its office.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    tenant = models.ForeignKey("orgchart.Tenant", on_delete=models.PROTECT, related_name="memberships")
    closed_at = models.DateTimeField(null=True, blank=True)
    guest_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "tenant"], name="orgchart_tenantmembership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account} – {self.tenant}"

    @property
    def is_guest(self) -> bool:
        """Whether the account belongs to another office and was only let in."""
        return self.guest_until is not None
