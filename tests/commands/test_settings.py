"""Settings come from the environment; a wrong one is named in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from werdegang.__main__ import main
from werdegang.settings import PREFIX, Settings, SettingsError


def test_everything_has_a_default():
    settings = Settings.from_environment({})
    assert settings.host == "127.0.0.1"
    assert settings.port == 5005
    assert settings.human_contact == ""
    assert settings.knowledge == Path("knowledge")


def test_variables_are_read_and_others_left_alone():
    settings = Settings.from_environment(
        {
            "WERDEGANG_PORT": "8080",
            "WERDEGANG_LOG_LEVEL": "debug",
            "WERDEGANG_HUMAN_CONTACT": "Frau Muster",
            "PORT": "1",
            "HOST": "elsewhere",
        }
    )
    assert settings.port == 8080
    assert settings.log_level == "DEBUG"
    assert settings.human_contact == "Frau Muster"
    assert settings.host == "127.0.0.1"


def test_every_setting_is_described():
    for name, field in Settings.__fields__.items():
        assert field.field_info.description, name


MISTAKES = [
    ("PORT", "many"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", ""),
    ("LONGEST_MESSAGE", "10"),
    ("LOG_LEVEL", "LOUD"),
    ("ACTION_ENDPOINT", "localhost:5055"),
]


@pytest.mark.parametrize(("name", "value"), MISTAKES)
def test_a_wrong_value_is_named(name, value):
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({PREFIX + name: value})
    said = str(caught.value)
    assert said.startswith(PREFIX + name)
    assert said.endswith(".")
    assert "\n" not in said


def test_several_wrong_values_are_all_named():
    given = {"WERDEGANG_PORT": "x", "WERDEGANG_LOG_LEVEL": "y"}
    with pytest.raises(SettingsError, match="WERDEGANG_PORT.*WERDEGANG_LOG_LEVEL"):
        Settings.from_environment(given)


def test_a_command_ends_with_that_sentence(monkeypatch, capsys):
    monkeypatch.setenv("WERDEGANG_PORT", "many")
    assert main(["run"]) == 2
    said = capsys.readouterr().err.strip()
    assert said.startswith("WERDEGANG_PORT")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRACKER_STORE", "mysql://u:TopSecret@h/d"),
        ("TRACKER_STORE", "TopSecret"),
        ("LOCK_STORE", "http://u:TopSecret@h"),
        ("LOCK_STORE", "redis://u:TopSecret@h:port"),
        ("LOCK_STORE", "redis://u:TopSecret@h/one"),
        ("LOCK_STORE", "redis://u:TopSecret@[h"),
        ("EVENT_BROKER", "amqp://"),
        ("EVENT_BROKER", "u:TopSecret@h"),
    ],
)
def test_a_wrong_address_is_said_without_its_password(name, value):
    with pytest.raises(SettingsError, match=f"^{PREFIX}{name} cannot be used") as said:
        Settings.from_environment({PREFIX + name: value})
    assert "TopSecret" not in str(said.value)


def test_addresses_are_not_shown_with_the_settings():
    given = {
        PREFIX + "TRACKER_STORE": "postgresql://u:TopSecret@h/d",
        PREFIX + "LOCK_STORE": "redis://u:TopSecret@h:6379/1",
        PREFIX + "EVENT_BROKER": "amqp://u:TopSecret@h:5672/v",
    }
    settings = Settings.from_environment(given)
    assert "TopSecret" not in f"{settings} {settings!r}"
