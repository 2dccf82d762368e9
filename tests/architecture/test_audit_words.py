"""Every verb that an action notes has words in the audit (P11)."""

import ast

from cheyuan.faces.desk.audit_words import DONE

from .doors import files


def noted() -> set[str]:
    """The verbs that stand in calls of ``note`` and ``note_many`` as they are."""
    found = set()
    for path in files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("note", "note_many"):
                verb = node.args[1] if len(node.args) > 1 else None
                if isinstance(verb, ast.Constant) and isinstance(verb.value, str):
                    found.add(verb.value)
    return found


def test_p11_no_verb_of_the_audit_is_without_words():
    verbs = noted()
    assert len(verbs) > 50, "the walk itself finds them"
    assert not verbs - set(DONE)
