"""Free memory is what the machine and the narrowest cgroup leave."""

import math
from pathlib import Path

import pytest

from events.errors import Unavailable
from model.catalog import Entry
from model.llama import Model
from model.memory import MEBIBYTE, affordable, free_memory
from model.weights import ready_path


def tree(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


MACHINE = {"proc/meminfo": "MemTotal: 9000 kB\nMemAvailable: 4000 kB\n"}
V2 = {"proc/self/cgroup": "0::/pod\n", "sys/fs/cgroup/pod/memory.max": "3000\n"} | {
    "sys/fs/cgroup/pod/memory.current": "1700\n",
    "sys/fs/cgroup/pod/memory.stat": "anon 500\ninactive_file 200\n",
}
V1 = {"proc/self/cgroup": "4:memory:/pod\n", "sys/fs/cgroup/memory/pod/memory.limit_in_bytes": "5000\n"} | {
    "sys/fs/cgroup/memory/pod/memory.usage_in_bytes": "1000\n",
    "sys/fs/cgroup/memory/pod/memory.stat": "total_inactive_file 100\n",
}


def test_without_a_cgroup_it_is_what_the_machine_has_available(tmp_path: Path) -> None:
    assert free_memory(tree(tmp_path, MACHINE)) == 4000 * 1024


@pytest.mark.parametrize(("cgroup", "free"), [(V2, 1500), (V1, 4100)])
def test_a_cgroup_leaves_its_limit_less_what_is_used_but_for_cached_files(
    tmp_path: Path, cgroup: dict[str, str], free: int
) -> None:
    assert free_memory(tree(tmp_path, MACHINE | cgroup)) == free


def test_a_cgroup_without_a_limit_leaves_what_the_machine_has(tmp_path: Path) -> None:
    files = MACHINE | V2 | {"sys/fs/cgroup/pod/memory.max": "max\n"}
    assert free_memory(tree(tmp_path, files)) == 4000 * 1024


def test_where_nothing_says_so_memory_is_not_limited(tmp_path: Path) -> None:
    assert free_memory(tmp_path) == math.inf


def afforded(root: Path, free_mebibytes: int, slots: int, context: int) -> tuple[int, int]:
    """Return what is affordable of these slots where a token takes a mebibyte."""
    tree(root, {"proc/meminfo": f"MemAvailable: {free_mebibytes * 1024} kB\n"})
    return affordable(slots, context, MEBIBYTE, root)


@pytest.mark.parametrize(
    ("free", "afford"),
    [(8192, (4, 2048)), (8191, (3, 2048)), (2048, (1, 2048)), (2047, (1, 1024)), (600, (1, 512))],
)
def test_where_memory_is_short_there_are_fewer_slots_and_then_a_smaller_context(
    tmp_path: Path, free: int, afford: tuple[int, int]
) -> None:
    assert afforded(tmp_path, free, 4, 2048) == afford


def test_what_is_left_away_for_lack_of_memory_is_said_with_the_settings_that_decide(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    afforded(tmp_path, 1500, 4, 2048)
    (line,) = caplog.messages
    assert "memory for SLOTS=1 of GENERATOR_CONTEXT=1024 tokens, not for 4 of 2048" in line


def test_too_little_memory_for_the_least_is_said_with_both_figures(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"a slot of 512 tokens needs 512 MiB and 7 MiB are free: .* by GENERATOR"):
        afforded(tmp_path, 7, 2, 1024)


def test_what_fits_is_no_trouble(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert (afforded(tmp_path, 4000, 1, 4000), caplog.messages) == ((1, 4000), [])


def test_a_model_knows_what_a_cached_token_takes(prepared: dict[str, Entry]) -> None:
    model = Model(ready_path(prepared["generate"]))
    assert model.cell_bytes == 30 * (2 * 3 * 64) * 2  # layers, keys and values of 3 heads with 64 numbers, 16 bits each
