"""Which widgets a person has changed, as far as the browser's values can tell.

A rerun brings the values of all widgets as the browser shows them. The server sets values, too: a
sample query fills the search box. While that is on its way, an action on another widget brings the
search box's old value along. It must not count as a change.
"""

from collections import deque
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

Values = Mapping[str, Hashable]
_RUNS_KEPT = 50


@dataclass
class WidgetValues:
    """The values that the browser showed last, and those that are on their way to it.

    Every run has a number, which the browser gets after all else and sends back from then on.
    """

    run: int = 0
    _shown: dict[str, Hashable] = field(default_factory=dict)
    _sent: deque[tuple[int, Values]] = field(default_factory=lambda: deque(maxlen=_RUNS_KEPT))

    def changed(self, current: Values, arrived: int) -> dict[str, Hashable]:
        """The values of a new run that a person has chosen.

        Args:
            current: The value of each widget that the browser has sent.
            arrived: The number of the last run of which the browser had received everything.
        """
        self.run += 1
        while self._sent and self._sent[0][0] <= arrived:
            self._shown.update(self._sent.popleft()[1])
        # An interrupted run has sent some of its values, but not its number.
        told = {name: value for name, value in current.items() if not self._awaited(name, value)}
        changed = {
            name: value
            for name, value in told.items()
            if name not in self._shown or self._shown[name] != value
        }
        self._shown.update(told)
        return changed

    def to_send(self, wanted: Values, current: Values) -> Values:
        """The values that the browser must be sent so that it shows those ``wanted``."""
        sent = {
            name: value
            for name, value in wanted.items()
            if name not in current or current[name] != value or self._overtakes(name, value)
        }
        if sent:
            self._sent.append((self.run, sent))
        return sent

    def _awaited(self, name: str, value: Hashable) -> bool:
        return any(name in sent and sent[name] == value for _, sent in self._sent)

    def _overtakes(self, name: str, value: Hashable) -> bool:
        """Whether another value is on its way, which would come after the person's own."""
        return any(name in sent and sent[name] != value for _, sent in self._sent)
