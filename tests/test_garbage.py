from __future__ import annotations

import gc

import pytest

from pipeline.garbage import cheap_collections, no_collections


def test_none_while_the_context_lasts() -> None:
    with no_collections():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.unfreeze()


def test_what_was_made_meanwhile_is_spared() -> None:
    with cheap_collections():
        before = gc.get_freeze_count()
        with no_collections():
            made: list[list[object]] = [[] for _ in range(100)]
        assert gc.get_freeze_count() >= before + len(made)


def test_who_had_none_has_none_afterwards() -> None:
    gc.disable()
    try:
        with no_collections():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()


def test_fewer_and_as_before_whatever_happens() -> None:
    usual = gc.get_threshold()
    with pytest.raises(KeyError), cheap_collections():
        assert gc.get_threshold()[0] > usual[0]
        raise KeyError
    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() == 0
