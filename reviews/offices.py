"""What counts as an office (phòng): a unit of the state below the agency that it belongs to."""

from orgchart.kinds import Bloc
from orgchart.models import Organization


def is_office(unit: Organization) -> bool:
    """Whether a unit is an office of an agency. (SL-IV.3-2, SL-IV.3-6)"""
    return unit.depth > 1 and unit.bloc == Bloc.STATE
