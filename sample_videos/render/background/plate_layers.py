"""The layers of the background plate."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Plate = NDArray[np.float32]
"""The picture without a person, for one camera: (H, W, SEEN), the columns below."""
DIRECT, AMBIENT, POINT, NORMAL, DISTANCE, SMOOTH, LAYERS = 0, 3, 6, 9, 12, 13, 14
"""Linear light straight from the lamp; all other light; where the surface is; which way it faces;
how far from the eye; whether the pixel and its neighbours at even places lie on one plane."""
