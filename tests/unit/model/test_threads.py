"""Threads come from the cgroup's quota and the affinity mask, or from the setting."""

import math
import os
from pathlib import Path

import pytest

from events.errors import Rejected
from model.threads import compute_threads, cpu_quota


def tree(root: Path, cgroup: str, files: dict[str, str]) -> Path:
    """Write /proc/self/cgroup and files under /sys/fs/cgroup below `root`."""
    for name, text in {
        "proc/self/cgroup": cgroup,
        **{f"sys/fs/cgroup/{name}": text for name, text in files.items()},
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def test_a_v2_quota_is_cpus(tmp_path: Path) -> None:
    assert cpu_quota(tree(tmp_path, "0::/pod\n", {"pod/cpu.max": "150000 100000\n"})) == 1.5


def test_max_is_no_limit(tmp_path: Path) -> None:
    assert cpu_quota(tree(tmp_path, "0::/pod\n", {"pod/cpu.max": "max 100000\n"})) == math.inf


def test_the_narrowest_cgroup_above_counts(tmp_path: Path) -> None:
    files = {"a/cpu.max": "100000 100000\n", "a/b/cpu.max": "400000 100000\n", "a/b/c/cpu.max": "max 100000\n"}
    assert cpu_quota(tree(tmp_path, "0::/a/b/c\n", files)) == 1


def test_a_container_sees_its_cgroup_at_the_root_of_the_mount(tmp_path: Path) -> None:
    files = {"cpu.max": "200000 100000\n"}
    assert cpu_quota(tree(tmp_path, "0::/kubepods/burstable/pod1/c1\n", files)) == 2


def test_a_path_that_leaves_the_namespace_is_read_from_the_root(tmp_path: Path) -> None:
    assert cpu_quota(tree(tmp_path, "0::/../../other\n", {"cpu.max": "50000 100000\n"})) == 0.5


@pytest.mark.parametrize("mount", ["cpu", "cpu,cpuacct"])
def test_a_v1_quota_is_cpus(tmp_path: Path, mount: str) -> None:
    files = {f"{mount}/docker/x/cpu.cfs_quota_us": "300000\n", f"{mount}/docker/x/cpu.cfs_period_us": "100000\n"}
    assert cpu_quota(tree(tmp_path, "5:memory:/m\n4:cpu,cpuacct:/docker/x\n", files)) == 3


def test_minus_one_is_no_limit_in_v1(tmp_path: Path) -> None:
    files = {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}
    assert cpu_quota(tree(tmp_path, "4:cpu:/\n", files)) == math.inf


def test_on_a_hybrid_machine_the_v1_quota_counts(tmp_path: Path) -> None:
    files = {"cpu/p/cpu.cfs_quota_us": "250000\n", "cpu/p/cpu.cfs_period_us": "100000\n", "unified/cgroup.procs": ""}
    assert cpu_quota(tree(tmp_path, "4:cpu:/p\n0::/\n", files)) == 2.5


def test_a_machine_without_cgroups_has_no_limit(tmp_path: Path) -> None:
    assert cpu_quota(tmp_path) == math.inf


def test_a_fraction_of_a_cpu_is_one_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MODEL_THREADS", raising=False)
    assert compute_threads(tree(tmp_path, "0::/\n", {"cpu.max": "25000 100000\n"})) == 1


def test_without_a_quota_the_affinity_mask_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MODEL_THREADS", raising=False)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 2, 5}, raising=False)
    assert compute_threads(tmp_path) == 3


def test_the_setting_overrides_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_THREADS", "7")
    assert compute_threads(tmp_path) == 7


@pytest.mark.parametrize("value", ["0", "-1", "two", "1.5"])
def test_a_setting_that_is_no_number_of_threads_is_rejected(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_THREADS", value)
    with pytest.raises(Rejected, match="MODEL_THREADS"):
        compute_threads()
