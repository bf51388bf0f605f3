"""What reaches the user's terminal: run in a process of its own, whose stderr is read."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

LOG = (
    "W0000 00:00:1795172594.461610   17816 inference_feedback_manager.cc:114] Feedback\n"
    "INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n"
    "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n"
    "I20261120 11:04:59.123456   123 a_b/c.cc:7] dated otherwise\n"
)

BEFORE = f"""
import io, os, sys, threading
from posecheck.pose.quiet_stderr import quiet

def log(text={LOG!r}):
    os.write(2, text.encode())
"""


def run(program: str, *, stderr: int = subprocess.PIPE) -> tuple[int, str]:
    """Exit code and what came on stderr."""
    source = BEFORE + textwrap.dedent(program)
    done = subprocess.run([sys.executable, "-c", source], stderr=stderr, check=False, text=True)
    return done.returncode, done.stderr


def test_log_lines_are_dropped_inside_and_only_there() -> None:
    """Other lines are kept, in their order; log lines outside the block are kept, too."""
    program = """
        print("before", file=sys.stderr)
        with quiet():
            log()
            print("from Python", file=sys.stderr)
            os.write(2, b"from C\\n")
            log()
        log("W0000 00:00:1.5 1 a.cc:1] after\\n")
        """
    assert run(program) == (0, "before\nfrom Python\nfrom C\nW0000 00:00:1.5 1 a.cc:1] after\n")


@pytest.mark.parametrize(
    "line", ["WARNING: All is lost", "INFO: hello", "W0000 is my part number", "E5 cc:1] x"]
)
def test_lines_that_only_look_alike_stay(line: str) -> None:
    """Nothing of the user's is lost to a loose pattern."""
    assert run(f"with quiet(): log({line + chr(10)!r})") == (0, line + "\n")


def test_an_exception_shows_with_its_traceback() -> None:
    """Real errors pass through, and stderr is itself again."""
    code, text = run("with quiet():\n    log()\n    raise RuntimeError('a real one')")
    assert code == 1
    assert "RuntimeError: a real one" in text
    assert "Traceback" in text
    assert "XNNPACK" not in text


def test_text_without_a_line_end_stays() -> None:
    """As a progress bar writes it."""
    assert run("with quiet(): log('50 %')") == (0, "50 %")


def test_half_lines_stay_in_their_order() -> None:
    """What a buffered stderr holds back is written where it was printed: inside or outside."""
    program = """
        sys.stderr = os.fdopen(2, "w", closefd=False)
        print("a", end="", file=sys.stderr)
        with quiet():
            os.write(2, b"b")
            print("c", end="", file=sys.stderr)
        os.write(2, b"d")
        """
    assert run(program) == (0, "abcd")


def test_several_threads_may_be_inside_at_once() -> None:
    """Two landmarkers in two threads: stderr comes back after the last, and whole."""
    program = """
        meet = threading.Barrier(4)
        def work(number):
            for _ in range(50):
                meet.wait()
                with quiet():
                    log()
                    os.write(2, b"%d\\n" % number)
        threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        print("end", file=sys.stderr)
        """
    code, text = run(program)
    assert code == 0
    lines = text.splitlines()
    assert lines[-1] == "end"
    assert sorted(lines[:-1]) == sorted("0123" * 50)


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param("os.close(2)", id="its descriptor is closed"),
        pytest.param("sys.stderr.close()", id="closed"),
        pytest.param("sys.stderr = None", id="there is none"),
        pytest.param("sys.stderr = io.StringIO()", id="a text in memory"),
    ],
)
def test_an_odd_stderr_does_no_harm(odd: str) -> None:
    """Windowed programs, notebooks and test runners have such ones."""
    program = f"""
        {odd}
        for _ in range(2):
            with quiet():
                pass
        print("alive", flush=True)
        os.fstat(1)
        """
    code, _ = run(program)
    assert code == 0


def test_no_descriptor_is_left_open() -> None:
    """A thousand times inside, and the next descriptor is still the same one."""
    program = """
        def free():
            fd = os.open(os.devnull, os.O_RDONLY)
            os.close(fd)
            return fd
        before = free()
        for _ in range(1000):
            with quiet(): log()
        sys.exit(free() != before)
        """
    assert run(program) == (0, "")
