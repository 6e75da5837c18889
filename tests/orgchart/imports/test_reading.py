"""A file is read in a child that has limits, or refused with words that help (promises 31–34)."""

import resource
import zipfile
from io import BytesIO

import pytest

from orgchart import limited
from orgchart.imports.archive import FileRefused, check_archive
from orgchart.imports.reading import CPU_SECONDS, MEMORY_MB, read_workbook, run_child
from tests.orgchart.imports.hostile import CORPUS, far_cell, lying_dimension, merged, roster, zip_bomb


def used() -> float:
    """Seconds of processor time that finished children have used."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


@pytest.mark.slow
@pytest.mark.parametrize("name", CORPUS)
def test_hostile_file_costs_its_own_reading_and_nothing_else(name):
    hostile = CORPUS[name]
    content, before = hostile.file(), used()

    if hostile.words:
        with pytest.raises(FileRefused, match=hostile.words):
            read_workbook(content)
    else:
        assert len(read_workbook(content)[0].rows) < 10

    assert used() - before < 10
    assert read_workbook(hostile.twin())[0].rows[0][1] == "Họ và tên"


@pytest.mark.slow
def test_the_child_has_a_wall_of_its_own():
    """Without the look at the list of contents, the limits of the process still hold; without them nothing would."""
    far, bomb = far_cell("XFD1048576"), zip_bomb(60)
    check_archive(far)  # small and in order by its list of contents

    with pytest.raises(FileRefused, match="Chép riêng bảng danh sách"):
        run_child("read", far, cpu_seconds=CPU_SECONDS, memory_mb=MEMORY_MB)
    with pytest.raises(FileRefused, match="quá lớn khi mở ra"):
        check_archive(bomb)


@pytest.mark.slow
def test_the_limit_of_time_is_what_stops_the_child():
    book = roster(4_000)

    with pytest.raises(FileRefused):
        run_child("read", book, cpu_seconds=CPU_SECONDS, memory_mb=20)

    assert run_child("read", book, cpu_seconds=CPU_SECONDS, memory_mb=MEMORY_MB)


def test_rows_beyond_a_lying_dimension_are_read():
    with zipfile.ZipFile(BytesIO(lying_dimension())) as packed:
        assert b'ref="A1:A1"' in packed.read("xl/worksheets/sheet1.xml")

    assert len(read_workbook(lying_dimension())[0].rows) == len(read_workbook(roster())[0].rows) == 4


def test_merged_areas_come_along():
    assert read_workbook(merged("A2:A4"))[0].merged == [((1, 0), (3, 0))]


def test_child_gets_neither_address_nor_key(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    seen = {}
    real = limited.subprocess.run

    def spy(command, **options):
        seen.update(options["env"])
        return real(command, **options)

    monkeypatch.setattr(limited.subprocess, "run", spy)

    read_workbook(roster())

    assert seen
    assert not {name for name in seen if "DATABASE" in name or "SECRET" in name or "REDIS" in name}
