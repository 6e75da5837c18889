"""Tenants, organisations, persons, posts, accounts, the audit trail, envelopes and the outbox."""

from orgchart.envelope_kinds import EnvelopeKind
from orgchart.models.access_letter import AccessLetter
from orgchart.models.account import Account, TenantMembership
from orgchart.models.audit_record import AuditRecord
from orgchart.models.audit_seal import AuditSeal
from orgchart.models.collective import Collective
from orgchart.models.delegation import Delegation
from orgchart.models.discipline import DisciplineRecord
from orgchart.models.envelope import Envelope, EnvelopeBox, EnvelopeFile
from orgchart.models.erasure import AuditRedaction, Erasure
from orgchart.models.exception import CellException, ObjectException
from orgchart.models.job import Job, JobState
from orgchart.models.membership import CellMembership, Supervision, SupervisionKind
from orgchart.models.number_register import NumberRegister
from orgchart.models.organization import Organization, Succession
from orgchart.models.person import Person
from orgchart.models.personal_file import PersonalFile
from orgchart.models.post import ManagementLink, Post
from orgchart.models.role_grant import RoleGrant
from orgchart.models.roster_import import ImportKind, ImportState, RosterImport
from orgchart.models.sent_form import SentForm
from orgchart.models.tenant import Tenant, TenantLink, TenantSuccession
from orgchart.states import EnvelopeState, ErasureState

__all__ = [
    "AccessLetter",
    "Account",
    "AuditRecord",
    "AuditRedaction",
    "AuditSeal",
    "CellException",
    "CellMembership",
    "Collective",
    "Delegation",
    "DisciplineRecord",
    "Envelope",
    "EnvelopeBox",
    "EnvelopeFile",
    "EnvelopeKind",
    "EnvelopeState",
    "Erasure",
    "ErasureState",
    "ImportKind",
    "ImportState",
    "Job",
    "JobState",
    "ManagementLink",
    "NumberRegister",
    "ObjectException",
    "Organization",
    "Person",
    "PersonalFile",
    "Post",
    "RoleGrant",
    "RosterImport",
    "SentForm",
    "Succession",
    "Supervision",
    "SupervisionKind",
    "Tenant",
    "TenantLink",
    "TenantMembership",
    "TenantSuccession",
]
