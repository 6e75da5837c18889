"""No row points to a row of another tenant: the database refuses, for every foreign key between rows of tenants."""

import pytest
from django.db import IntegrityError, connection, transaction

from orgchart.models import Post
from orgchart.tenancy import scope
from tests.factories.orgchart import PersonFactory, PostFactory
from tests.plugins.roles import as_owner

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

# Foreign keys of one column between two tables that both carry the tenant, without a second one over the tenant too.
LOOSE = """
SELECT c.conrelid::regclass || '.' || a.attname
FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
WHERE c.contype = 'f' AND cardinality(c.conkey) = 1 AND a.attname <> 'tenant_id'
  AND EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.conrelid AND t.attname = 'tenant_id')
  AND EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.confrelid AND t.attname = 'tenant_id')
  AND NOT EXISTS (
    SELECT FROM pg_constraint k
    JOIN pg_attribute t ON t.attrelid = k.conrelid AND t.attname = 'tenant_id'
    WHERE k.contype = 'f' AND k.conrelid = c.conrelid AND k.confrelid = c.confrelid AND k.convalidated
      AND k.conkey @> ARRAY[t.attnum, c.conkey[1]]
  )
ORDER BY 1
"""


def loose_links() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(LOOSE)
        return [row for (row,) in cursor.fetchall()]


def test_every_link_between_rows_of_tenants_holds_the_tenant():
    """A new column that points to a row of a tenant needs `keep_within_tenant(table)` in its migration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND cardinality(conkey) = 2")
        (held,) = cursor.fetchone()

    assert loose_links() == []
    assert held > 60


@pytest.mark.django_db(transaction=True)
def test_link_without_the_tenant_would_be_noticed():
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE orgchart_post DROP CONSTRAINT orgchart_post_person_id_within_tenant")
        found = loose_links()
        transaction.set_rollback(True)

    assert found == ["orgchart_post.person_id"]


def test_row_that_points_into_another_tenant_is_refused_by_the_database():
    """Past the ORM and within the policy: the post is ours, its person is theirs."""
    post, stranger = PostFactory(), PersonFactory()

    with scope(tenant=post.tenant_id), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(person=stranger.pk)
        with pytest.raises(IntegrityError, match="within_tenant"):
            connection.check_constraints()
        transaction.set_rollback(True)
