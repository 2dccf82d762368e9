"""What every request passes through: its number, who acts and where, its language, and how a refusal is answered."""

from cheyuan.site.middleware.actor import ActorMiddleware
from cheyuan.site.middleware.api import ApiMiddleware
from cheyuan.site.middleware.language import LanguageMiddleware
from cheyuan.site.middleware.refusals import RefusalMiddleware
from cheyuan.site.middleware.request_id import RequestIdMiddleware

__all__ = ["ActorMiddleware", "ApiMiddleware", "LanguageMiddleware", "RefusalMiddleware", "RequestIdMiddleware"]
