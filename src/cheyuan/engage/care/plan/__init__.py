"""The care plan: facts known at the end of a day → the tasks whose window contains that day.

``policy`` and ``rules`` need nothing but the standard library and may be read by web processes; everything else needs Ibis
and belongs in jobs. No module here knows Django, so the same expressions run on a cluster.
"""
