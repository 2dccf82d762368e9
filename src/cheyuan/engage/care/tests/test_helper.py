"""CARE-01: the engine's process is ready when somebody opens a rule, one for all, and ends by itself."""

from unittest import mock

import pytest

from cheyuan.base.lake import process


@pytest.fixture
def helper():
    one = process.Helper(idle=60, patience=60)
    yield one
    if one._child:
        process.stop(one._child)


def test_care_01_the_process_is_started_once_and_the_question_finds_it(helper):
    helper.warm()
    child = helper._child
    helper.warm()
    assert child is not None
    assert helper._child is child
    assert helper._living() is child


def test_care_01_while_a_question_is_answered_nothing_is_touched(helper):
    with helper._lock:
        helper.warm()
    assert helper._child is None


def test_care_01_a_child_that_ended_is_replaced(helper):
    helper.warm()
    first = helper._child
    process.stop(first)
    helper.warm()
    assert helper._child is not first
    assert helper._child.poll() is None


@pytest.mark.django_db
def test_care_01_the_list_of_rules_expects_a_question_only_from_who_may_ask(client_as):
    with mock.patch.object(process.helper, "warm") as warm:
        client_as("technician").get("/care/rules")
        assert not warm.called
        assert client_as("care_manager").get("/care/rules").status_code == 200
        assert warm.call_count == 1
