"""What a person sees and does on the page."""

import itertools
from typing import Any

import pytest

from tests.page.fake_chain import ANSWER, QUOTE, FakeChain
from tests.system import until

NUMBERS = itertools.count()
HOSTILE = "<img src=x onerror=document.title='broken'>"


def fresh(ending: str = ".txt") -> str:
    """Return a file name that no other test uses."""
    return f"document {next(NUMBERS)}{ending}"


def show(page: Any, view: str) -> None:
    """Show one of the two views, where there is only room for one."""
    button = page.locator(f"[data-shows={view}]")
    if button.is_visible():
        button.click()


def upload(page: Any, name: str, content: bytes = b"some text") -> Any:
    """Choose a file; return its row in the list to come."""
    show(page, "documents")
    page.set_input_files("#files", [{"name": name, "mimeType": "text/plain", "buffer": content}])
    return page.locator("#documents > li").filter(has_text=name)


def ask(page: Any, question: str = "Where is Normandy?") -> Any:
    """Ask a question; return its turn."""
    show(page, "ask")
    page.fill("#question", question)
    page.press("#question", "Enter")
    return page.locator(".turn").last


def answered(page: Any, question: str = "Where is Normandy?") -> Any:
    """Ask a question; return its turn once it is answered."""
    turn = ask(page, question)
    turn.locator(".sources").wait_for()
    return turn


def test_an_uploaded_file_becomes_indexed(screen: Any) -> None:
    upload(screen, fresh()).locator(".state", has_text="indexed").wait_for()


def test_a_files_progress_is_shown(page: Any, chain: FakeChain) -> None:
    chain.going_on.clear()
    row = upload(page, fresh())
    row.locator("progress[value='1'][max='4']").wait_for()
    chain.going_on.set()
    row.locator(".state", has_text="indexed").wait_for()


def test_a_file_that_is_refused_says_why_and_can_be_dismissed(page: Any) -> None:
    upload(page, "empty.txt", b"")
    row = page.locator("#uploads li").filter(has_text="is empty")
    row.get_by_role("button", name="Dismiss").click()
    row.wait_for(state="detached")


def test_the_same_file_again_is_unchanged(page: Any) -> None:
    name = fresh()
    upload(page, name).locator(".state", has_text="indexed").wait_for()
    upload(page, name)
    page.locator("#uploads li").filter(has_text="unchanged").wait_for()


def test_a_failed_document_says_where_and_why_and_can_be_tried_again(page: Any) -> None:
    row = upload(page, fresh(".bin"))
    row.get_by_text("split:").wait_for()
    row.get_by_text("no type that can be read").wait_for()
    with page.expect_response("**/replay") as replayed:
        row.get_by_role("button", name="again").click()
    assert replayed.value.status == 202


def test_a_document_says_what_could_not_be_read_of_it(page: Any) -> None:
    upload(page, fresh(".docx")).get_by_text("2 charts (page 1)").wait_for()


def test_what_an_older_version_has_read_is_named_with_what_happens_to_it(page: Any) -> None:
    name = fresh(".old")
    row = upload(page, name)
    row.locator(".state", has_text="indexed").wait_for()
    page.locator("#counts").filter(has_text=f"1 read by an older version ({name}), read again by and by").wait_for()
    row.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    page.locator("#counts").filter(has_not_text="older version").wait_for()


def test_a_document_is_deleted_after_a_question(screen: Any) -> None:
    row = upload(screen, fresh())
    row.locator(".state", has_text="indexed").wait_for()
    row.get_by_role("button", name="Delete").click()
    screen.get_by_role("dialog").get_by_role("button", name="Delete").click()
    row.wait_for(state="detached")


def test_a_document_stays_when_the_question_is_answered_with_no(page: Any) -> None:
    row = upload(page, fresh())
    row.locator(".state", has_text="indexed").wait_for()
    row.get_by_role("button", name="Delete").click()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    assert row.count() == 1


def test_a_list_that_does_not_come_is_asked_for_again_while_a_document_is_on_its_way(page: Any) -> None:
    page.route("**/documents?limit=*", lambda route: route.fulfill(status=503, json={"detail": "busy"}), times=2)
    upload(page, fresh()).locator(".state", has_text="indexed").wait_for()


def test_a_page_at_rest_asks_for_nothing_so_that_the_gateway_can_go_to_zero(page: Any) -> None:
    page.clock.install()
    page.goto("/")
    row = upload(page, fresh())
    until(lambda: page.clock.run_for(1000) or row.locator(".state", has_text="indexed").count(), "it is indexed")
    page.locator("#counts").get_by_text("on the way").wait_for(state="detached")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(60_000)
    assert asked == []


def test_the_page_works_before_it_knows_what_the_stages_are_called(page: Any) -> None:
    page.route("**/page/stages.json", lambda _: None)
    page.goto("/")
    row = upload(page, fresh())
    until(row.locator(".state", has_text="indexed").count, "it is indexed")


def test_an_answer_comes_with_its_best_sentence_and_its_sources(screen: Any) -> None:
    turn = answered(screen)
    assert turn.locator(".text").inner_text() == ANSWER
    assert turn.locator("blockquote").inner_text().startswith(QUOTE)
    assert turn.locator(".sources li").count() == 2


def test_what_goes_on_is_told_stage_by_stage(page: Any) -> None:
    page.evaluate(
        """() => {
            window.told = [];
            new MutationObserver(() => {
                const said = document.querySelector(".doing")?.textContent;
                if (said && said !== window.told.at(-1)) window.told.push(said);
            }).observe(document.getElementById("turns"), {subtree: true, childList: true, characterData: true});
        }"""
    )
    answered(page)
    assert page.evaluate("window.told") == [
        "Sending the question",
        "Reading the question",
        "Searching",
        "Choosing sentences",
        "Waking the model",
        "Writing",
    ]


def test_words_are_marked_as_a_draft_until_the_checked_answer_stands_in_their_place(page: Any) -> None:
    page.evaluate(
        """() => {
            window.seen = [];
            new MutationObserver(() => {
                const [text, note] = [".text", ".draft-note"].map((one) => document.querySelector(one));
                if (!text?.hasChildNodes()) return;
                const marked = text.classList.contains("draft") && note?.checkVisibility() && note.textContent;
                if (marked !== window.seen.at(-1)) window.seen.push(marked);
            }).observe(document.getElementById("turns"), {subtree: true, childList: true, attributes: true});
        }"""
    )
    answered(page, "unsupported")
    assert page.evaluate("window.seen") == ["Draft, not checked yet", False]


def test_whoever_listens_is_told_that_a_draft_is_none_of_the_answer(page: Any) -> None:
    page.evaluate(
        """() => {
            window.heard = [];
            const status = document.getElementById("status");
            new MutationObserver(() => window.heard.push(status.textContent)).observe(status, {childList: true});
        }"""
    )
    answered(page)
    draft, answer = page.evaluate("window.heard")
    assert draft == "A draft is being written. The checked answer follows."
    assert answer == f"Answer: {ANSWER}"


def test_a_draft_without_an_answer_stays_marked_as_one(page: Any) -> None:
    turn = ask(page, "broken off")
    turn.get_by_text("the model was killed").wait_for()
    assert turn.locator(".draft-note").is_visible() and turn.locator(".text.draft").count() == 1


def test_the_answers_time_is_shown_stage_by_stage(page: Any) -> None:
    turn = answered(page)
    turn.locator("summary").click()
    names = turn.locator(".waterfall th").all_inner_texts()
    assert names == ["Taking the question", "Reading the question", "Searching", "Choosing sentences", "Writing"]


def test_a_citation_opens_its_passage_with_the_sentence_marked(screen: Any) -> None:
    answered(screen).locator("blockquote .ref").click()
    passage = screen.get_by_role("dialog", name="history/normans.txt")
    assert passage.locator("mark").inner_text() == QUOTE
    assert passage.get_by_text("page 3 · The Normans > Origins").is_visible()
    assert passage.get_by_role("link").get_attribute("href").endswith("/content#page=3")


def test_a_citation_of_a_page_of_the_web_leads_there(page: Any) -> None:
    answered(page, "Where is Normandy, by the web?").locator("blockquote .ref").click()
    passage = page.get_by_role("dialog", name="history/normans.txt")
    assert passage.get_by_role("link").get_attribute("href") == "https://example.org/normans"


def test_where_a_quote_is_the_answer_the_models_own_words_are_a_click_away(page: Any) -> None:
    turn = answered(page, "unsupported")
    assert QUOTE in turn.locator(".text").inner_text()
    assert turn.locator("blockquote").count() == 0
    turn.get_by_text("The model's own words").click()
    assert turn.locator(".own-words p").inner_text() == ANSWER


def test_everything_can_be_done_by_keyboard(page: Any) -> None:
    turn = answered(page)
    turn.locator(".source").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="history/normans.txt").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.className") == "source"


def test_a_question_that_failed_says_why_and_can_be_asked_again(page: Any) -> None:
    turn = ask(page, "fail, please")
    turn.get_by_text("failed at generate: the model ran out of memory").wait_for()
    turn.get_by_role("button", name="Ask again").click()
    turn.get_by_text("failed at generate").wait_for()


def test_a_question_can_be_stopped(page: Any) -> None:
    turn = ask(page)
    page.get_by_role("button", name="Stop").click()
    turn.get_by_text("Stopped.").wait_for()
    page.get_by_role("button", name="Ask", exact=True).last.wait_for()


def test_a_conversation_goes_on_after_the_page_is_opened_again(page: Any) -> None:
    answered(page, "What stays?")
    page.reload()
    page.locator(".turn", has_text="What stays?").locator(".sources").wait_for()
    answered(page, "And then?")
    page.reload()
    page.locator(".turn", has_text="And then?").wait_for()
    assert page.locator(".turn").count() == 2


def test_a_new_conversation_starts_empty_and_the_earlier_one_can_be_opened(page: Any) -> None:
    question = f"What was {next(NUMBERS)}?"
    answered(page, question)
    page.get_by_role("button", name="New").click()
    assert page.locator(".turn").count() == 0
    page.get_by_role("button", name="History").click()
    page.get_by_role("dialog").get_by_text(question).click()
    page.locator(".turn", has_text=question).wait_for()


@pytest.mark.parametrize("where", ["name", "question"])
def test_what_people_write_is_shown_as_text_and_never_run(page: Any, where: str) -> None:
    if where == "name":
        upload(page, f"{HOSTILE} {fresh()}").locator(".state", has_text="indexed").wait_for()
    else:
        assert answered(page, HOSTILE).locator("h3").inner_text() == HOSTILE
    assert page.locator("img[src=x]").count() == 0
    assert page.title() == "MiniRAG"


def test_nothing_is_wider_than_the_screen(screen: Any) -> None:
    upload(screen, f"{'long-' * 40}{fresh()}").wait_for()
    answered(screen, "unbroken" * 60)
    for view in ("documents", "ask"):
        show(screen, view)
        assert screen.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_every_text_stands_out_from_its_background(screen: Any) -> None:
    answered(screen)
    upload(screen, fresh(".bin")).get_by_text("split:").wait_for()
    for view in ("documents", "ask"):
        show(screen, view)
        assert screen.evaluate(FAINT_TEXTS) == []


# The contrast of every visible text with the background behind it, by WCAG 2.2, 1.4.3: at least 4.5.
FAINT_TEXTS = """() => {
    const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
        .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
    const behind = (element) => {
        for (; element; element = element.parentElement) {
            const colour = channels(getComputedStyle(element).backgroundColor);
            if (colour.length < 4 || colour[3] > 0) return colour;
        }
        return [255, 255, 255];
    };
    return [...document.body.querySelectorAll("*")]
        .filter((element) => element.checkVisibility() && !element.closest(".unseen, .skip, noscript"))
        .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
        .map((element) => {
            const [one, other] = [light(channels(getComputedStyle(element).color)), light(behind(element))];
            return [element.textContent, (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)];
        })
        .filter(([, contrast]) => contrast < 4.5);
}"""
