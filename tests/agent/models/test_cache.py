import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from edgewise.agent.models.cache import CachedEncoder, cache_folder, cached, content_key, load_arrays, save_arrays
from edgewise.agent.models.encoder import HashEncoder
from edgewise.agent.models.encoder_network import Vectors


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EDGEWISE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


class Counting(HashEncoder):
    calls = 0

    def encode(self, texts) -> Vectors:
        self.calls += 1
        return super().encode(texts)


def test_what_is_stored_comes_back_and_nothing_else(folder: Path) -> None:
    assert load_arrays("a") is None
    assert save_arrays("a", {"x": np.arange(3), "y": np.ones((2, 2), np.float32)})
    found = load_arrays("a")
    assert found is not None and set(found) == {"x", "y"}
    np.testing.assert_array_equal(found["x"], [0, 1, 2])
    assert [path.name for path in folder.iterdir()] == ["a.npz"]


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut short"])
def test_corrupt_files_are_thrown_away(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "a.npz").write_bytes(content)
    assert load_arrays("a") is None
    assert not (folder / "a.npz").exists()


def test_a_flipped_byte_is_found_or_harmless(folder: Path) -> None:
    """Some make an archive look encrypted, or packed in a way that nobody unpacks."""
    save_arrays("a", {"x": np.arange(3.0)})
    whole = (folder / "a.npz").read_bytes()
    for at in range(len(whole)):
        for other in (whole[at] ^ 1, whole[at] ^ 64, 0, 255):
            (folder / "a.npz").write_bytes(whole[:at] + bytes([other]) + whole[at + 1 :])
            found = load_arrays("a")
            assert found is None or "x" not in found or found["x"].tolist() == [0.0, 1.0, 2.0]


def test_pickles_are_never_loaded(folder: Path) -> None:
    folder.mkdir()
    np.savez(folder / "a.npz", x=np.array([{"a": 1}], dtype=object))
    assert load_arrays("a") is None


def test_misfits_are_made_again() -> None:
    save_arrays("a", {"x": np.zeros(2)})
    made = cached("a", lambda: {"x": np.zeros(3)}, lambda arrays: arrays["x"].shape == (3,))
    assert made["x"].shape == (3,)
    found = load_arrays("a")
    assert found is not None and found["x"].shape == (3,)


def test_unwritable_disk_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder should be")
    monkeypatch.setenv("EDGEWISE_CACHE", str(blocked))
    assert not save_arrays("a", {"x": np.zeros(1)})
    assert CachedEncoder(HashEncoder(8)).encode(["a"]).shape == (1, 8)


def test_full_disk_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("numpy.savez", full)
    assert not save_arrays("a", {"x": np.zeros(1)})
    assert list(folder.iterdir()) == []


def test_keys_depend_on_content_and_on_boundaries() -> None:
    keys = {content_key(*parts) for parts in (("ab", "c"), ("a", "bc"), ("abc",), (b"abc", ""), ("ab", "C"))}
    assert len(keys) == 5
    assert content_key("a", b"b") == content_key("a", b"b")


def test_vectors_are_encoded_once_for_each_list_and_model() -> None:
    encoder = Counting(16)
    first = CachedEncoder(encoder).encode(["a b", "c"])
    np.testing.assert_array_equal(CachedEncoder(encoder).encode(["a b", "c"]), first)
    assert encoder.calls == 1
    CachedEncoder(encoder).encode(["c", "a b"])
    assert encoder.calls == 2
    other = Counting(24)
    assert CachedEncoder(other).encode(["a b", "c"]).shape == (2, 24)
    assert other.calls == 1


def test_many_writers_leave_one_whole_file(folder: Path) -> None:
    code = (
        "import numpy as np, sys; from edgewise.agent.models.cache import *\n"
        "for i in range(30):\n"
        "    save_arrays('k', {'x': np.full(20000, int(sys.argv[1]))})\n"
        "    x = load_arrays('k')['x']; assert len(set(x.tolist())) == 1 and len(x) == 20000\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(i)]) for i in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert [path.name for path in folder.iterdir()] == ["k.npz"]


def test_folder_is_the_users_own_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDGEWISE_CACHE")
    assert "edgewise" in cache_folder().parts
