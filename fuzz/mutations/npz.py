"""Spoils recordings of landmarks: the numbers, the arrays, their heads, the archive."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fuzz import seeds
from fuzz.mutations import raw, zips
from fuzz.mutations.zips import Entry

Arrays = dict[str, NDArray[Any]]

VALUES = (0.0, -1.0, 0.5, 1.0, 2.0, 1e-40, 1e4, 1e30, 3e38, -3e38, np.nan, np.inf, -np.inf)
TYPES = (
    "f2", "f4", "f8", ">f4", ">f8", "g", "i1", "i2", "i8", "u1", "u8", "?", "c8", "U3", "S3",
    "M8[s]",
    "m8[s]", "V4", "O",
)  # fmt: skip
SIZES: tuple[Any, ...] = (
    (0, 0), (-1, 5), (1, 1), (1, 10**6), (2**31, 2**31), (2**62, 2**62), (640.0, 480.0), (640,),
    640,
    (640, 480, 3), (np.nan, 1.0), ((640, 480),), (30000, 20000),
)  # fmt: skip
MODELS = (
    "", "x", "x" * 5000, "[" * 5000, '{"name": 1}', "null", "\x00\x1b[31m", "[red]",
    '{"name": "a", "library": "b", "sha256": {}}',
    "9" * 5000, "\ud800",
)  # fmt: skip


def made(random: Random) -> bytes:
    """A spoilt recording."""
    while True:
        try:
            return _made(random)
        # NumPy itself cannot write everything: objects with more than 32 dimensions, say.
        except (TypeError, ValueError, OverflowError, RuntimeError):
            continue


def _made(random: Random) -> bytes:
    arrays = seeds.arrays(
        random.choice((1, 2, 12, 12, 12, 20, 40)),
        random.choice((1.0, 3.0, 8.0, 15.0, 30.0)),
        random.choice((0.7, 2.0, 4.0)),
    )
    if random.random() < 0.3:
        for key in ("people", "light", "model"):
            if random.random() < 0.5:
                del arrays[key]
    for _ in range(random.choice((0, 1, 1, 1, 2, 2, 3))):
        random.choice(IN_ARRAYS)(arrays, random)
    entries = [entry_of(key, array, random) for key, array in arrays.items()]
    if random.random() < 0.2 and entries:
        random.choice(IN_ENTRIES)(entries, random)
    data = zips.archive(entries)
    return raw.spoilt(data, random) if random.random() < 0.1 else data


def entry_of(key: str, array: NDArray[Any], random: Random) -> Entry:
    """An array as a file in the archive."""
    method = zips.DEFLATED if random.random() < 0.1 else zips.STORED
    return Entry(f"{key}.npy", npy(array), method)


def npy(array: NDArray[Any]) -> bytes:
    """An array as NumPy writes it; objects too, which a reader must not believe."""
    stream = io.BytesIO()
    np.lib.format.write_array(stream, array, allow_pickle=True)
    return stream.getvalue()


# ---- numbers ----


def _cells(arrays: Arrays, random: Random) -> None:
    key = random.choice(("t_s", "image", "world", "light"))
    array = arrays.get(key)
    if array is None or array.dtype.kind != "f" or not array.size:
        return
    flat = array.reshape(-1)
    for _ in range(random.choice((1, 1, 5, 50))):
        flat[random.randrange(flat.size)] = random.choice(VALUES)


def _landmarks(arrays: Arrays, random: Random) -> None:
    """A landmark, a picture, or everything has one value for some time."""
    key = random.choice(("image", "world"))
    array = arrays.get(key)
    if array is None or array.dtype.kind != "f" or array.ndim != 3 or not array.size:
        return
    start = random.randrange(len(array))
    span = slice(start, start + random.choice((1, 3, 100)))
    joint = slice(None) if random.random() < 0.4 else random.randrange(array.shape[1])
    axis = slice(None) if random.random() < 0.5 else random.randrange(array.shape[2])
    if random.random() < 0.5:
        array[span, joint, axis] = random.choice(VALUES)
    else:
        with np.errstate(all="ignore"):
            array[span, joint, axis] *= random.choice((-1, 0, 1e-3, 0.5, 2, 1e4, 1e30))


def _times(arrays: Arrays, random: Random) -> None:
    t_s = arrays.get("t_s")
    if t_s is None or t_s.dtype.kind != "f" or t_s.ndim != 1 or not t_s.size:
        return
    at = random.randrange(t_s.size)
    with np.errstate(all="ignore"):
        kind = random.randrange(6)
        if kind == 0:
            t_s *= random.choice((-1, 0, 1e-9, 1e-3, 10, 1e3, 1e6, 1e15, 1e300))
        elif kind == 1:
            t_s += random.choice((-1e9, -1.0, 0.1, 1e6, 1e9, 1e17))
        elif kind == 2:
            t_s[at:] += random.choice((-0.2, 0.5, 5.0, 1e4, 1e12, 1e308))
        elif kind == 3:
            t_s[at] = t_s[random.randrange(t_s.size)]
        elif kind == 4:
            t_s[:] = t_s[::-1].copy()
        else:
            t_s[at:] = np.nextafter(t_s[at:], np.inf)


def _size(arrays: Arrays, random: Random) -> None:
    arrays["size"] = np.array(random.choice(SIZES))


def _model(arrays: Arrays, random: Random) -> None:
    text = random.choice(MODELS)
    shape = random.choice(((), (), (1,), (3, 3)))
    arrays["model"] = np.full(shape, text)


# ---- arrays ----


def _type(arrays: Arrays, random: Random) -> None:
    if not arrays:
        return
    key = random.choice(list(arrays))
    kind = np.dtype(random.choice(TYPES))
    try:
        with np.errstate(all="ignore"):
            arrays[key] = arrays[key].astype(kind)
    except (TypeError, ValueError, OverflowError):
        arrays[key] = np.zeros(arrays[key].shape, kind)


def _shape(arrays: Arrays, random: Random) -> None:
    if not arrays:
        return
    key = random.choice(list(arrays))
    array = arrays[key]
    changes: list[Callable[[], NDArray[Any]]] = [
        lambda: array[:0],
        lambda: array[:-1],
        lambda: array[None],
        lambda: array[..., None],
        lambda: np.asfortranarray(array),
        lambda: array.reshape(-1),
        lambda: array.T,
        lambda: np.array(array.flat[0]),
        lambda: np.concatenate((array, array)),
        lambda: array[..., :-1],
        lambda: array.reshape((1,) * 30 + array.shape),
    ]
    try:
        arrays[key] = random.choice(changes)()
    except (IndexError, ValueError):
        del arrays[key]


def _key(arrays: Arrays, random: Random) -> None:
    if not arrays:
        return
    key = random.choice(list(arrays))
    if random.random() < 0.5:
        del arrays[key]
        return
    other = random.choice(("t_s", "image", "world", "people", "frozen", "x", "../x", "", "\ud800"))
    arrays[other] = arrays[key]


Change = Callable[[Arrays, Random], None]
IN_ARRAYS: tuple[Change, ...] = (
    _cells, _cells, _landmarks, _landmarks, _landmarks, _times, _times, _size, _model, _type,
    _shape,
    _key,
)  # fmt: skip


# ---- the archive ----


def _twice(entries: list[Entry], random: Random) -> None:
    entries.append(random.choice(entries))


def _named(entries: list[Entry], random: Random) -> None:
    """Without ".npy" NumPy gives the bytes instead of an array."""
    entry = random.choice(entries)
    entry.name = random.choice((entry.name.removesuffix(".npy"), entry.name + ".npy", "t_s", "a/b"))


def _no_array(entries: list[Entry], random: Random) -> None:
    entry = random.choice(entries)
    entry.data = random.choice(
        (b"", b"x", b"\x93NUMPY", entry.data[10:], raw.cut(entry.data, random))
    )


def _head(entries: list[Entry], random: Random) -> None:
    """The head of an array says something else."""
    entry = random.choice(entries)
    length = int.from_bytes(entry.data[8:10], "little")
    head, rest = entry.data[10 : 10 + length], entry.data[10 + length :]
    shape = random.choice(
        (b"(%d,)" % 10**12, b"(12, 33, 5)", b"(-1,)", b"(1e9,)", b"()", b"(True,)", b"(" * 200,
         b"(%d, 33, 5)" % 10**9, b"(0, 33, 5)", b"(9" + b"9" * 400 + b",)", b"None", b"(2, 10**9)")
    )  # fmt: skip
    changed = [
        head[: head.index(b"(")] + shape + b", }" if b"(" in head else shape,
        raw.spoilt(head, random),
        head.replace(b"<f", b">f"),
        head.replace(b"False", b"True"),
        head.replace(b"<f4", random.choice((b"|O", b"<U1", b"<f16", b"|V0", b"<M8", b"<f99"))),
        b" " * 20000 + head,
    ]
    new = random.choice(changed)
    version = random.choice((b"\x01\x00", b"\x01\x00", b"\x02\x00", b"\x03\x00", b"\x09\x00"))
    width = 2 if version[0] == 1 else 4
    entry.data = b"\x93NUMPY" + version + len(new).to_bytes(width, "little") + new + rest


def _lies(entries: list[Entry], random: Random) -> None:
    entry = random.choice(entries)
    if random.random() < 0.5:
        entry.size = random.choice((0, 1, len(entry.data) // 2, 2**31, 2**32 - 1))
    else:
        entry.crc = random.getrandbits(32)
    entry.method = random.choice((0, 8, 8, 12, 14, 99))


def _bomb(entries: list[Entry], random: Random) -> None:
    """Megabytes that become more than a gigabyte: seldom, as they take long to make."""
    if random.random() > 0.02:
        return
    pieces = 72
    count = pieces * (1 << 24) // (33 * 5 * 4)
    head = np.lib.format.header_data_from_array_1_0(np.zeros((1, 33, 5), np.float32))
    head["shape"] = (count, 33, 5)
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, head)
    name = random.choice(("image.npy", "world.npy", "t_s.npy", "x.npy", "model.npy"))
    entries[:] = [entry for entry in entries if entry.name != name]
    entries.append(zips.bomb(name, stream.getvalue(), pieces))


IN_ENTRIES: tuple[Callable[[list[Entry], Random], None], ...] = (
    _twice, _named, _no_array, _head, _head, _head, _lies, _bomb,
)  # fmt: skip
