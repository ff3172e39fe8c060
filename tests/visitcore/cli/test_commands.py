from importlib import import_module

import pytest

from visitcore.cli.commands import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_room_that_carries_it_out(name):
    """
    Each command names a file with the two functions that every command needs.
    """
    room = import_module(f"visitcore.cli.{COMMANDS[name].room}")

    assert callable(room.configure)
    assert callable(room.run)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_speaks_both_languages_and_has_an_example(name):
    """
    What a command does is said in English and in Chinese, and one call is shown.
    """
    command = COMMANDS[name]

    assert command.en.isascii()
    assert not command.zh.isascii()
    assert command.example
