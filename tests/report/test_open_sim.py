"""Files for OpenSim: their axes and units, and that OpenSim itself reads them where it is there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from posecheck import landmarks
from posecheck.files.recognised import wrote
from posecheck.report import open_sim

T_S = np.arange(5) / 10.0


@pytest.fixture
def trc(tmp_path: Path) -> Path:
    """Five pictures; in the third nobody was found. The nose is 1 m right, 2 m up, 3 m nearer."""
    world_m = np.zeros((5, landmarks.COUNT, 3))
    world_m[:, landmarks.INDEX["nose"]] = (1.0, -2.0, -3.0)
    world_m[2] = np.nan
    open_sim.write_trc(tmp_path / "a.trc", T_S, world_m, name="a\tb\nc.trc")
    return tmp_path / "a.trc"


@pytest.fixture
def mot(tmp_path: Path) -> Path:
    values = np.array([170.0, 171.5, np.nan, 172.0, 173.0])
    open_sim.write_mot(tmp_path / "a.mot", T_S, {"hip_deg": values}, name="a.mot")
    return tmp_path / "a.mot"


def test_points_are_in_metres_with_y_up_and_z_towards_the_camera(trc: Path) -> None:
    """By arithmetic: what was right, up and near is +x, +y and +z."""
    lines = trc.read_text().split("\n")
    head = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    assert (head["Units"], head["NumFrames"], head["DataRate"]) == ("m", "5", "10.0000")
    first = lines[6].split("\t")
    assert first[:5] == ["1", "0.000000", "1.000000", "2.000000", "3.000000"]
    assert set(lines[8].split("\t")[2:]) == {"nan"}
    assert all(len(line.split("\t")) == 2 + 3 * landmarks.COUNT for line in lines[6:11])


def test_the_axes_are_right_handed() -> None:
    """A turn, not a mirror: left stays left."""
    assert np.prod(open_sim.AXES) == 1.0


def test_angles_are_in_degrees(mot: Path) -> None:
    lines = mot.read_text().splitlines()
    assert "inDegrees=yes" in lines
    start = lines.index("endheader")
    assert lines[start + 1 : start + 3] == ["time\thip_deg", "0.000000\t170.000000"]
    assert lines[start + 4] == "0.200000\tnan"


def test_they_are_known_again(trc: Path, mot: Path, tmp_path: Path) -> None:
    """And another program's are not."""
    assert wrote(trc)
    assert wrote(mot)
    (tmp_path / "b.trc").write_text(trc.read_text().replace("left_foot_index", "LTOE"))
    (tmp_path / "b.mot").write_text("b\nversion=1\nendheader\ntime\tx\n")
    assert not wrote(tmp_path / "b.trc")
    assert not wrote(tmp_path / "b.mot")


def test_open_sim_reads_the_points(trc: Path) -> None:
    """OpenSim's own reader (pip install opensim): as many rows and markers, the same values."""
    opensim = pytest.importorskip("opensim")
    table = opensim.TimeSeriesTableVec3(str(trc))
    assert (table.getNumRows(), table.getNumColumns()) == (5, landmarks.COUNT)
    assert table.getTableMetaDataString("Units") == "m"
    assert [table.getRowAtIndex(0)[0][i] for i in range(3)] == [1.0, 2.0, 3.0]
    assert np.isnan(table.getRowAtIndex(2)[0][0])
    assert list(table.getIndependentColumn()) == pytest.approx(T_S.tolist())


def test_open_sim_reads_the_angles(mot: Path) -> None:
    """As a table and as a motion, in degrees."""
    opensim = pytest.importorskip("opensim")
    table = opensim.TimeSeriesTable(str(mot))
    assert list(table.getColumnLabels()) == ["hip_deg"]
    assert [table.getRowAtIndex(i)[0] for i in (0, 1)] == [170.0, 171.5]
    assert opensim.Storage(str(mot)).isInDegrees()
