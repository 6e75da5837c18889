"""A person who goes from one tenant to another: what was handed over, on either side."""

from django.db import models

from orgchart.tenancy import TenantModel


class PersonalFile(TenantModel):
    """The envelope of a transfer and the row of its person here: who leaves, or who was taken in."""

    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, related_name="personal_files")
    envelope = models.OneToOneField("orgchart.Envelope", on_delete=models.PROTECT, related_name="personal_file")

    def __str__(self) -> str:
        return str(self.envelope_id)
