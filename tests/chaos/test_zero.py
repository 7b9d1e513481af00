"""Scale to zero and back, with the real functions."""

from pathlib import Path

from tests.running import Running, running
from tests.system import until


def at_zero(system: Running) -> bool:
    return not any(service["instances"] for service in system.status()["services"].values())


def test_every_service_goes_to_zero_and_the_next_question_works(tmp_path: Path) -> None:
    with running(tmp_path, "--window", "2") as system:
        system.upload("normans.txt", "The Normans gave their name to Normandy, a region in France.")
        system.wait_for("normans.txt")
        until(lambda: at_zero(system), "every service is at zero")
        answer = system.ask("In what country is Normandy located?")
        assert "France" in answer["citations"][0]["quote"]


def test_a_cold_search_starts_no_function_of_an_answer(tmp_path: Path) -> None:
    with running(tmp_path, "--window", "2") as system:
        system.upload("normans.txt", "The Normans gave their name to Normandy, a region in France.")
        system.wait_for("normans.txt")
        until(lambda: at_zero(system), "every service is at zero")
        found = system.http.post("/search", json={"query": "Normandy"}).raise_for_status().json()
        services = system.status()["services"]
        assert "France" in found["passages"][0]["text"]
        assert [services[name]["instances"] for name in ("prompt", "generate")] == [[], []]
