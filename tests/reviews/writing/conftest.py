"""The scene of all tests about writing."""

import pytest

from tests.reviews.writing.scene import Scene, make_scene


@pytest.fixture
def scene(db: None) -> Scene:
    """A collective with head, member and office in a running year."""
    return make_scene()
