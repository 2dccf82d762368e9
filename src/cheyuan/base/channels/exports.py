"""What channels publish to the lake: that a message was written and left, never to whom, nor a word of it."""

from cheyuan.base.lake.published import Published

MESSAGES = Published(
    "messages",
    "SELECT store_id::int4 AS store_id, id AS message_id, channel, purpose, state,"
    " (created_at AT TIME ZONE 'Asia/Shanghai')::date AS created_on, (sent_at AT TIME ZONE 'Asia/Shanghai')::date AS sent_on"
    " FROM channels_message",
)
