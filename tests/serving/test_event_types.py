"""Names of events stand for the classes that Rasa says."""

from __future__ import annotations

from importlib.util import find_spec, module_from_spec
from inspect import getattr_static

import pytest
from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.shared.utils.common import all_subclasses

from werdegang.serving import event_types
from werdegang.serving.event_types import remember_event_types
from werdegang.serving.validation import RasaChanged


@pytest.fixture
def stock(monkeypatch):
    """Puts Rasa's own look-up back, which an earlier test may have wrapped."""
    spec = find_spec(Event.__module__)
    unchanged = module_from_spec(spec)
    spec.loader.exec_module(unchanged)
    method = getattr_static(unchanged.Event, event_types.WRAPPED)
    # Its classes are looked up under the names of the module that is in use.
    own = type(method.__func__)(
        method.__func__.__code__, vars(__import__(Event.__module__, fromlist=["_"]))
    )
    own.__defaults__ = method.__func__.__defaults__
    monkeypatch.setattr(Event, event_types.WRAPPED, staticmethod(own))


def test_every_name_stands_for_the_same_class(stock):
    names = {kind.type_name for kind in all_subclasses(Event)}
    before = {name: Event.resolve_by_type(name) for name in names}
    remember_event_types()
    assert {name: Event.resolve_by_type(name) for name in names} == before
    assert before["user"] is UserUttered
    assert len(names) > 20


def test_unknown_names_are_refused_each_time(stock):
    remember_event_types()
    for _ in range(2):
        with pytest.raises(ValueError, match="dance"):
            Event.resolve_by_type("dance")
    assert Event.resolve_by_type("dance", SlotSet) is SlotSet
    assert Event.resolve_by_type("topic") is None


def test_a_name_is_looked_up_once(stock, monkeypatch):
    remember_event_types()
    remember_event_types()
    assert Event.resolve_by_type("slot") is SlotSet
    monkeypatch.setattr("rasa.shared.utils.common.all_subclasses", None)
    assert Event.resolve_by_type("slot") is SlotSet


def test_it_is_said_where_the_look_up_is_gone(monkeypatch):
    monkeypatch.delattr(Event, event_types.WRAPPED)
    with pytest.raises(RasaChanged, match="event_types.py"):
        remember_event_types()


def test_it_is_said_where_it_is_no_static_method(monkeypatch):
    monkeypatch.setattr(Event, event_types.WRAPPED, lambda self, name: None)
    with pytest.raises(RasaChanged, match="event_types.py"):
        remember_event_types()
