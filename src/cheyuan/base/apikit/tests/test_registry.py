"""PLT-10: routers are named when the house starts and loaded when somebody asks the API."""

import subprocess
import sys

from cheyuan.base.apikit.registry import routers

ASK = "import sys, django; django.setup(); print(sorted({'ninja', 'pydantic'} & set(sys.modules)))"


def said(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]


def test_plt_10_a_worker_or_a_command_starts_without_the_shapes_of_the_api():
    assert said(ASK) == "[]"
    assert said("import cheyuan.base.apikit.schemas;" + ASK) == "['ninja', 'pydantic']"


def test_plt_10_every_name_leads_to_a_router():
    assert {"customers", "vehicles", "tasks", "care"} <= set(routers())
