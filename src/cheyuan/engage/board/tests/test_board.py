"""CARE-16: today's coverage and everybody's load on one page; CARE-10: the work moved at once, and back."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse

from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.board import actions, queries
from cheyuan.engage.care import actions as care
from cheyuan.engage.contact import actions as contact
from cheyuan.engage.contact.answers import Answer
from cheyuan.engage.contact.tests.conftest import house
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.site.testing.threads import at_once

pytestmark = pytest.mark.django_db


def proposed(by):
    with scope(by):
        return queries.proposal(by, now())


def even(by):
    return actions.even_out(by, mark=proposed(by).mark, at=now())


def loads(by):
    with scope(by):
        return care.loads(by, day_of(now()))


def test_care_16_the_board_counts_by_rule_and_by_person(team, pile):
    first, second = team.agents[:2]
    rows = pile(first, 3)
    pile(second, 1, deadline=now() - timedelta(hours=30))
    contact.report(first, rows[0].pk, Answer("will_come"), at=now())
    contact.report(first, rows[1].pk, Answer("no_answer"), at=now())
    with scope(team.boss):
        found = queries.board(team.boss, now())
    (rule,) = found.rules
    assert (rule.rule, rule.due, rule.tried, rule.reached, rule.open, rule.late) == ("R09", 4, 2, 1, 3, 1)
    people = {one.id: one for one in found.people}
    mine, theirs = people[first.account_id], people[second.account_id]
    assert (mine.load, mine.attempts, mine.reached, mine.late, mine.oldest) == (2, 2, 1, 0, None)
    assert (theirs.load, theirs.late, theirs.oldest is not None) == (1, 1, True)
    assert found.sums["due"] == 4


def test_care_16_the_page_does_not_ask_more_when_there_is_more(team, pile, client_as, connection_queries):
    client = client_as("care_manager")
    client.get(reverse("board:board"))
    few = connection_queries(lambda: client.get(reverse("board:board")))
    for agent in team.agents:
        pile(agent, 4)
    many = connection_queries(lambda: client.get(reverse("board:board")))
    assert many <= few + 1
    assert many <= 30


def test_care_16_the_page_asks_again_and_is_answered_only_when_a_figure_changed(team, pile, client_as):
    client, here = client_as("care_manager"), reverse("board:board")
    pile(team.agents[0], 2)
    mark = re.search(r"seen=(\w+)", client.get(here).content.decode())[1]
    again = {"headers": {"HX-Request": "true", "X-Background": "1"}}
    assert client.get(here, {"seen": mark}, **again).status_code == 204
    pile(team.agents[0], 1)
    answer = client.get(here, {"seen": mark}, **again)
    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith('<div id="board"')


def test_care_16_figures_lead_to_the_queue_with_the_right_filters(team, pile, client_as):
    client = client_as("care_manager")
    pile(team.agents[0], 1, deadline=now() - timedelta(hours=30))
    pile(team.agents[1], 2)
    page = client.get(reverse("board:board")).content.decode()
    who = team.agents[0].account_id
    for query in ("rule=R09&amp;who=team", "rule=R09&amp;who=team&amp;late=1", f"who={who}", f"who={who}&amp;late=1"):
        assert f'"{reverse("contact:queue")}?{query}"' in page
    queue = client.get(f"{reverse('contact:queue')}?who={who}").content.decode()
    assert "安" in queue
    assert queue.count("data-follow") < client.get(f"{reverse('contact:queue')}?who=team").content.decode().count(
        "data-follow"
    )


def test_care_10_the_proposal_says_who_gives_how_many_to_whom_and_changes_nothing(team, pile, client_as):
    pile(team.agents[0], 6)
    pile(None, 3)
    found = proposed(team.boss)
    assert sum(one.count for one in found.gifts) == len(found.moves) == 6
    assert [(before, after) for _one, before, after in found.loads if after] == [(6, 3), (0, 3), (0, 3)]
    page = client_as("care_manager").get(reverse("board:balance")).content.decode()
    assert found.mark in page
    assert loads(team.boss) == {team.agents[0].account_id: 6}


def test_care_10_balance_moves_in_one_statement_is_audited_and_taken_back(team, pile, connection_queries):
    rows = pile(team.agents[0], 9)
    row = even(team.boss)
    assert set(loads(team.boss).values()) == {3}
    with scope(team.boss):
        verbs = list(AuditEntry.objects.order_by("-pk").values_list("verb", "facts__count")[:2])
    assert verbs == [("board.evened", 6), ("tasks.assigned", 6)]
    moved = {task for task, _giver, _taker in row.moves}
    touched = next(one for one in rows if one.pk in moved)
    taker = next(taker for task, _giver, taker in row.moves if task == touched.pk)
    agent = next(one for one in team.agents if one.account_id == taker)
    contact.report(agent, touched.pk, Answer("no_answer"), at=now())
    assert actions.undo(team.boss, row.pk, at=now()) == 5, "whoever has called already keeps the task"
    assert loads(team.boss) == {team.agents[0].account_id: 8} | (
        {agent.account_id: 1} if _offered(team, touched) else {}
    )
    with pytest.raises(Conflict, match="balance_undone"):
        actions.undo(team.boss, row.pk, at=now())


def _offered(team, one):
    with scope(team.boss):
        return (
            apps.get_model("care", "Task").objects.filter(pk=one.pk, state="open", offer_on__lte=day_of(now())).exists()
        )


def test_care_10_what_a_customer_waits_for_and_what_lies_on_a_desk_stays(team, pile):
    giver = team.agents[0]
    waiting = pile(giver, 2, waits_for_customer=True, next_at=now() + timedelta(hours=1))
    (held,) = pile(giver, 1, claimed_by_id=giver.account_id, claimed_at=now())
    pile(giver, 6)
    row = even(team.boss)
    assert not {task for task, _giver, _taker in row.moves} & {held.pk, *(one.pk for one in waiting)}


def test_care_10_another_proposal_than_was_shown_is_not_done(team, pile, client_as):
    pile(team.agents[0], 6)
    mark = proposed(team.boss).mark
    pile(team.agents[1], 5)
    with pytest.raises(Conflict, match="balance_changed"):
        actions.even_out(team.boss, mark=mark, at=now())
    answer = client_as("care_manager").post(reverse("board:balance"), {"mark": mark})
    assert answer.status_code == 409
    assert mark not in answer.content.decode()
    assert loads(team.boss)[team.agents[0].account_id] == 6


def test_care_10_nothing_to_move_is_said(team, pile):
    with pytest.raises(Refused, match="balance_even"):
        actions.even_out(team.boss, mark="", at=now())


def test_care_10_only_today_and_only_here(team, pile, tenants, actor):
    pile(team.agents[0], 4)
    row = even(team.boss)
    with pytest.raises(Refused, match="balance_old"):
        actions.undo(team.boss, row.pk, at=now() + timedelta(days=1))
    with pytest.raises(Missing):
        actions.undo(actor("care_manager", tenants.sister), row.pk, at=now())
    with pytest.raises(Denied):
        actions.undo(team.agents[0], row.pk, at=now())


def test_care_16_agents_do_not_see_the_board(client_as, actor):
    assert client_as("care_agent").get(reverse("board:board")).status_code == 403
    agent = actor("care_agent")
    with scope(agent), pytest.raises(Denied):
        queries.board(agent, now())


def test_care_16_the_sister_store_is_not_counted(team, pile, tenants, task, actor):
    pile(team.agents[0], 2)
    task("R09", store=tenants.sister)
    sister = actor("care_manager", tenants.sister)
    with scope(sister):
        found = queries.board(sister, now())
    assert (found.sums["due"], found.free) == (1, 1)
    assert team.agents[0].account_id not in {one.id for one in found.people if one.load}


def test_care_16_over_the_api(team, pile, api_as):
    client = api_as("care_manager")
    pile(team.agents[0], 6)
    assert client.get("/api/v1/board").json()["people"][0]["load"] == 6
    mark = client.get("/api/v1/board/balance").json()["mark"]
    made = client.post("/api/v1/board/balance", {"mark": mark}, content_type="application/json")
    assert (made.status_code, made.json()["count"]) == (201, 4)
    back = client.post(f"/api/v1/board/balances/{made.json()['id']}/undo")
    assert back.json() == {"count": 4}


@pytest.mark.django_db(transaction=True)
def test_care_10_two_managers_at_once_move_it_once(team, pile, actor):
    pile(team.agents[0], 6)
    mark, people = proposed(team.boss).mark, (team.boss, actor("general_manager"))
    found = at_once(*(lambda by=by: actions.even_out(by, mark=mark, at=now()).count for by in people))
    answers = [one.code if isinstance(one, Refused) else one for one in found]
    numbers = [one for one in answers if isinstance(one, int)]
    assert sum(numbers) == 4
    assert set(loads(house(team_store(team))).values()) == {2}


def team_store(team):
    """The store of the team."""
    return apps.get_model("tenancy", "Store").objects.get(pk=team.boss.store_id)


def test_care_10_a_task_given_to_somebody_else_meanwhile_is_not_taken_from_them(team, pile):
    pile(team.agents[0], 4)
    moves = proposed(team.boss).moves
    care.assign(team.boss, [one.task_id for one in moves], team.boss.account_id, at=now())
    assert care.pass_on(team.boss, moves, at=now()) == []
    assert loads(team.boss)[team.boss.account_id] == len(moves)


def test_care_10_control_without_the_giver_in_the_condition_it_is_taken(team, pile):
    pile(team.agents[0], 4)
    moves = proposed(team.boss).moves
    care.assign(team.boss, [one.task_id for one in moves], team.boss.account_id, at=now())
    with scope(team.boss):
        for one in moves:
            apps.get_model("care", "Task").objects.filter(pk=one.task_id).update(assignee_id=one.taker)
    assert team.boss.account_id not in loads(team.boss)
