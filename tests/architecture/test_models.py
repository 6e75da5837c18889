"""What holds for every model."""

import pytest
from django.apps import apps
from django.db import connection, models

from orgchart.tenancy import TenantModel
from tests.architecture.sources import APPS

# Outside the tenants, because they are asked before a tenant is known or by sweepers that serve all of them.
GLOBAL = {
    "dossiers.DocumentCode",
    "orgchart.Account",
    "orgchart.AccessLetter",
    "orgchart.TenantMembership",
    "orgchart.Tenant",
    "orgchart.TenantLink",
    "orgchart.TenantSuccession",
    "orgchart.Job",
}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in APPS]


def is_history(model: type[models.Model]) -> bool:
    return hasattr(model, "history_object")


def test_every_model_belongs_to_a_tenant_or_is_listed_as_global():
    outside = {
        model._meta.label for model in own_models() if not issubclass(model, TenantModel) and not is_history(model)
    }

    assert outside == GLOBAL


def test_history_carries_the_tenant():
    histories = [model for model in own_models() if is_history(model)]

    assert histories
    assert [
        model._meta.label for model in histories if "tenant_id" not in {f.attname for f in model._meta.fields}
    ] == []


def test_no_model_has_a_default_order_or_null_text():
    text = (models.CharField, models.TextField)
    ordered = [model._meta.label for model in own_models() if model._meta.ordering and not is_history(model)]
    nullable = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.fields
        if isinstance(field, text) and field.null and not field.unique and not is_history(model)
    ]

    assert ordered + nullable == []


def test_constraints_have_names_that_say_where_they_stand():
    loose = [
        constraint.name
        for model in own_models()
        for constraint in model._meta.constraints
        if not constraint.name.startswith(f"{model._meta.app_label}_")
    ]

    assert loose == []


@pytest.mark.django_db
@pytest.mark.postgresql
def test_row_level_security_binds_every_table_of_the_tenants_and_this_role():
    exempt = {model._meta.db_table for model in own_models() if model._meta.label in GLOBAL}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class c "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped "
            "WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace"
        )
        protected = dict(cursor.fetchall())
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        role = cursor.fetchone()

    assert len(protected) > 20
    assert [table for table, forced in sorted(protected.items()) if not forced and table not in exempt] == []
    assert role == (False, False), "the suite's role would not feel the policies"
