"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from cheyuan.site.door.gate import Door
from cheyuan.site.orphans import leave_with_watcher

leave_with_watcher()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cheyuan.site.settings")
application = Door(get_wsgi_application())
assert get_resolver().url_patterns  # all rooms are loaded before the first guest, not while he waits

gc.collect()
gc.freeze()  # what was loaded stays: no later look for rubbish walks through it while somebody waits
gc.set_threshold(20_000, 20, 20)
