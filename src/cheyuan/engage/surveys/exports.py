"""What surveys publish to the lake: scores by day and advisor, none of what was written."""

from cheyuan.base.lake.published import Published

ANSWERS = Published(
    "answers",
    "SELECT a.store_id::int4 AS store_id, a.id AS answer_id, a.vehicle_id, a.advisor_id::text AS advisor, a.day,"
    " a.csi::int8 AS csi, a.nps::int8 AS nps, s.about AS kind FROM surveys_answer a"
    " JOIN surveys_survey s ON s.id = a.survey_id",
)
SCORES = Published(
    "survey_scores",
    "SELECT store_id::int4 AS store_id, id AS answer_id, customer_id, day AS answered_on, csi::int8 AS csi, nps::int8 AS nps"
    " FROM surveys_answer WHERE customer_id IS NOT NULL",
)
