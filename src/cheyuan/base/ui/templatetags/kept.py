"""Markup that is the same for many pages is drawn once: ``{% load kept %}{% kept room actor.rights %}…{% endkept %}``."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MOST = 1000


class Kept(template.Node):
    """Remembers what it drew, by the language and by the values named: everything that its content depends on.

    No store's data may depend on anything else, and nothing that differs by request (a form's token) may stand inside.
    """

    def __init__(self, nodelist: NodeList, parts: list[FilterExpression]) -> None:
        self.nodelist, self.parts = nodelist, parts
        self._drawn: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """As remembered, else drawn now."""
        key = (get_language(), *(part.resolve(context, ignore_failures=True) for part in self.parts))
        found = self._drawn.get(key)
        if found is None:
            if len(self._drawn) >= MOST:
                self._drawn.clear()
            found = self._drawn[key] = self.nodelist.render(context)
        return found


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """The values named decide which drawing is shown; they must be hashable."""
    parts = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodelist, parts)
