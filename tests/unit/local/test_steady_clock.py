"""A clock that nobody can set back."""

from knative.local.delivery_queue import steady_clock


def test_setting_the_machines_clock_back_leaves_it_going_forward() -> None:
    wall, elapsed = [1000.0], [5.0]
    clock = steady_clock(lambda: wall[0], lambda: elapsed[0])
    wall[0], elapsed[0] = 10.0, 7.0
    assert clock() == 1002.0
