"""Actions and answers that cross on their way never undo each other."""

from collections import deque
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from pages.ui.widget_values import Values, WidgetValues

_NAMES = ("q", "mode", "k")


@dataclass
class _Request:
    """What the browser sends after an action; ``press`` is what a button sets."""

    shown: Values
    arrived: int
    press: Values


@dataclass
class _Connection:
    """A browser and a server that hear of each other late."""

    browser: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_NAMES, 0))
    server: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_NAMES, 0))
    values: WidgetValues = field(default_factory=WidgetValues)
    arrived: int = 0
    requests: deque[_Request] = field(default_factory=deque)
    answers: deque[tuple[int | None, Values]] = field(default_factory=deque)

    def choose(self, name: str, value: int) -> None:
        """Somebody changes a widget."""
        self.browser[name] = value
        self.requests.append(_Request(dict(self.browser), self.arrived, {}))

    def press(self, name: str, value: int) -> None:
        """Somebody presses a button that sets a widget."""
        self.requests.append(_Request(dict(self.browser), self.arrived, {name: value}))

    def serve(self, *, cut_short: int | None) -> None:
        """The server answers the oldest request, perhaps only in part because another waits."""
        if not self.requests:
            return
        request = self.requests.popleft()
        changed = self.values.changed(request.shown, request.arrived)
        self.server.update(changed, **request.press)  # type: ignore[arg-type]
        sent = self.values.to_send(self.server, request.shown)
        if cut_short is not None and self.requests:
            self.answers.append((None, dict(list(sent.items())[:cut_short])))
        else:
            self.answers.append((self.values.run, sent))

    def receive(self) -> None:
        """The browser gets the oldest answer."""
        if self.answers:
            run, sent = self.answers.popleft()
            self.browser.update(sent)  # type: ignore[arg-type]
            self.arrived = run or self.arrived


events = st.one_of(
    st.tuples(st.sampled_from(["choose", "press"]), st.sampled_from(_NAMES)),
    st.tuples(st.just("serve"), st.none() | st.integers(0, 2)),
    st.tuples(st.just("receive"), st.none()),
)


@given(st.lists(events, max_size=40))
def test_each_action_counts_and_the_last_one_of_a_widget_stays(events: list) -> None:  # type: ignore[type-arg]
    connection, expected = _Connection(), dict.fromkeys(_NAMES, 0)
    connection.choose("q", 0)  # the first run of a session
    connection.serve(cut_short=None)
    connection.receive()
    for value, (event, what) in enumerate(events, start=1):
        if event == "serve":
            connection.serve(cut_short=what)
        elif event == "receive":
            connection.receive()
        else:
            getattr(connection, event)(what, value)
            expected[what] = value
    while connection.requests or connection.answers:
        connection.serve(cut_short=None)
        connection.receive()
    assert connection.server == expected
    assert connection.browser == expected


def test_going_back_to_a_value_is_a_change_like_any_other() -> None:
    values = WidgetValues()
    values.to_send({"mode": "compare"}, {})
    values.changed({"mode": "compare"}, values.run)
    assert values.changed({"mode": "hybrid"}, 0) == {"mode": "hybrid"}
    assert values.changed({"mode": "compare"}, 0) == {"mode": "compare"}


def test_a_box_that_is_emptied_after_a_button_filled_it_is_empty() -> None:
    values = WidgetValues()
    values.changed({"q": ""}, 0)  # somebody pressed a sample query
    assert values.to_send({"q": "bKash"}, {"q": ""}) == {"q": "bKash"}
    assert values.changed({"q": ""}, values.run - 1) == {}  # it has not arrived
    assert values.changed({"q": ""}, 1) == {"q": ""}  # it has


def test_what_comes_of_a_run_that_was_cut_short_is_no_change() -> None:
    values = WidgetValues()
    for query in ("meditation", "bKash"):  # two sample queries; the first run sends its box, too
        values.changed({"q": "", "mode": "compare"}, 0)
        values.to_send({"q": query}, {"q": ""})
    arriving = {"q": "meditation", "mode": "hybrid"}
    assert values.changed(arriving, 0) == {"mode": "hybrid"}
    assert values.to_send({"q": "bKash"}, arriving) == {"q": "bKash"}
