"""Where messages leave, what they say, and what people said about them: providers, templates, refusals."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cheyuan.base.channels import actions, composing, connecting, counting, providers, shown, wordings
from cheyuan.base.channels.rights import WORD
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.kernel import money, phone
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Missing, Refused


def _store(by: Actor) -> int:
    return by.store_id or by.store_ids[0]


@require_safe
def lines(request: Any) -> HttpResponse:
    """Each channel of the store and where it leaves."""
    found = connecting.connections(request.actor, _store(request.actor))
    rows = [
        (one, shown.CHANNELS[one], providers.label(found[one].provider) if one in found and found[one].is_on else
         providers.label(providers.DEFAULT), found.get(one))
        for one in connecting.CHANNELS
    ]  # fmt: skip
    return render(request, "channels/lines.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: Any, channel: str) -> HttpResponse:
    """Choose a provider for a channel and type in what it needs."""
    by = request.actor
    if channel not in connecting.CHANNELS:
        raise Missing("channel", channel)
    by.require("messages.connect")
    name = (request.POST or request.GET).get("provider", "")
    wrong = ""
    if request.method == "POST":
        try:
            if name == providers.DEFAULT:
                connecting.disconnect(by, _store(by), channel, at=now())
            else:
                connecting.connect(by, _store(by), channel, name, request.POST.dict(), at=now())
        except Refused as refused:
            if refused.status != 422:
                raise
            wrong = say(refused)
        else:
            toast_after_redirect(request, gettext("Saved. The next message takes this way."))
            return redirect("channels:line", channel)
    with scope(by):
        facts = _line(by, channel, name, request)
    return render(request, "channels/line.html", {**facts, "wrong": wrong}, status=422 if wrong else 200)


def _line(by: Actor, channel: str, name: str, request: Any) -> dict[str, Any]:
    known = connecting.connections(by, _store(by)).get(channel)
    chosen = name or (known.provider if known and known.is_on else providers.DEFAULT)
    one = providers.get(chosen)
    own = known if known and known.provider == chosen else None
    entries = [(entry, own.settings.get(entry.name, "") if own and not entry.secret else "") for entry in one.entries]
    hook = request.build_absolute_uri(reverse("channels:hook", args=[own.store_id, own.hook])) if own else ""
    options = [(each.name, each.label) for each in providers.of_channel(channel)]
    return {
        "channel": channel, "label": shown.CHANNELS[channel], "options": options, "chosen": chosen, "provider": one,
        "entries": entries, "known": own, "hook": hook if one.entries and chosen != "smtp" else "",
    }  # fmt: skip


@require_safe
def templates(request: Any) -> HttpResponse:
    """All templates of the store, the version in use of each."""
    by = request.actor
    seen: dict[tuple[str, str, str], Any] = {}
    for one in wordings.versions(by, _store(by)):
        seen.setdefault((one.code, one.channel, one.language), one)
    rows = [(one, shown.CHANNELS.get(one.channel, one.channel)) for one in seen.values()]
    return render(request, "channels/templates.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: Any, code: str = "") -> HttpResponse:
    """Write a template; its preview follows while one types."""
    by, data, wrong = request.actor, request.POST or request.GET, ""
    by.require("messages.templates")
    channel, language = data.get("channel", "sms"), data.get("language", "zh-hans")
    if request.method == "POST":
        try:
            made = wordings.write(
                by, _store(by), data.get("code", code), channel, text=data.get("text", ""), language=language,
                subject=data.get("subject", ""), provider_code=data.get("provider_code", ""), at=now(),
            )  # fmt: skip
        except Refused as refused:
            if refused.status != 422:
                raise
            wrong = say(refused)
        else:
            toast_after_redirect(request, gettext("Saved as a new version; the former ones stay."))
            return redirect(reverse("channels:template", args=[made.code]) + f"?channel={channel}&language={language}")
    with scope(by):
        told = wordings.versions(by, _store(by), code) if code else []
        if code and not told:
            raise Missing("template", code)
        known = wordings.newest(_store(by), code, channel, language) if code else None
        text = data.get("text", known.text if known else "")
        facts = {
            "code": code or data.get("code", ""), "is_new": not code, "channel": channel, "language": language,
            "text": text, "subject": data.get("subject", known.subject if known else ""),
            "provider_code": data.get("provider_code", known.provider_code if known else ""), "wrong": wrong,
            "channels": shown.CHANNELS.items(), "placeholders": wordings.PLACEHOLDERS.items(),
            "versions": told, **_seen(by, channel, text),
        }  # fmt: skip
        return render(request, "channels/template.html", facts, status=422 if wrong else 200)


def _seen(by: Actor, channel: str, text: str) -> dict[str, Any]:
    whole = composing.composed(_store(by), channel, "marketing", wordings.sample(text))[1]
    weight = composing.weigh(_store(by), channel, "marketing", wordings.sample(text))
    return {
        "heard": whole,
        "signs": counting.length(whole).signs,
        "parts": weight.parts,
        "cost": money.show(weight.fen),
    }


@require_POST
def preview(request: Any) -> HttpResponse:
    """The sample of what is being typed, its length and price."""
    by = request.actor
    by.require("messages.templates")
    with scope(by):
        facts = _seen(by, request.POST.get("channel", "sms"), request.POST.get("text", "")[: wordings.LONGEST])
    return render(request, "channels/_heard.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def refusals(request: Any) -> HttpResponse:
    """Record by phone what a person said: no, or by their own word yes again."""
    by, data, wrong = request.actor, request.POST, ""
    by.require(WORD.name)
    if request.method == "POST":
        try:
            _said(by, data)
        except Refused as refused:
            if refused.status != 422:
                raise
            wrong = say(refused)
        else:
            toast_after_redirect(request, gettext("Recorded; it holds at once in all stores of the group."))
            return redirect("channels:refusals")
    facts = {"channels": shown.CHANNELS.items(), "purposes": shown.PURPOSES.items(), "wrong": wrong, "data": data}
    return render(request, "channels/refusals.html", facts, status=422 if wrong else 200)


def _said(by: Actor, data: Any) -> None:
    address = data.get("address", "")
    address = address.strip() if "@" in address else phone.clean(address)
    channel, purpose = data.get("channel", "any"), data.get("purpose", "any")
    if channel not in {"any", *shown.CHANNELS} or purpose not in {"any", *shown.PURPOSES}:
        raise Refused("choice_unknown")
    said = {"address": address, "channel": channel, "purpose": purpose, "source": data.get("source", "").strip()[:60]}
    if data.get("word") == "yes":
        actions.agree(by, **said, at=now())
    else:
        actions.refuse(by, **{**said, "source": said["source"] or "desk"}, at=now())
