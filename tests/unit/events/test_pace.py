"""A body makes progress or has stalled, however often a byte of it comes."""

from events.pace import PROGRESS, Pace


def test_bytes_that_trickle_are_no_progress() -> None:
    pace = Pace(20.0)
    for _ in range(3):
        pace.come(1, 5.0)
    assert pace.left == 5.0


def test_enough_bytes_begin_the_time_anew() -> None:
    pace = Pace(20.0)
    pace.come(PROGRESS - 1, 15.0)
    pace.come(1, 4.0)
    assert pace.left == 20.0


def test_each_further_progress_is_counted_from_its_own_beginning() -> None:
    pace = Pace(20.0)
    pace.come(10 * PROGRESS, 1.0)
    pace.come(1, 15.0)
    assert pace.left == 5.0


def test_a_server_that_is_busy_itself_takes_nothing_from_its_clients_time() -> None:
    pace = Pace(20.0)
    pace.come(1, 0.0)
    assert pace.left == 20.0
