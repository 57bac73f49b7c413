# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0

"""What was said, in one order for all nodes: a Redis stream, and a channel that rings when something is added."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator

from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisGone

STREAM = "chat"
KEPT = 10_000  # messages

# Adds a message, once for each client_id, and rings. Answers its number.
ADD = """
local known = ARGV[2] ~= '' and redis.call('GET', KEYS[2])
if known then return tonumber(known) end
local id = redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[3], '0-*', 'message', ARGV[1])
local number = string.match(id, '%-(%d+)$')
if ARGV[2] ~= '' then redis.call('SET', KEYS[2], number, 'EX', 86400) end
redis.call('PUBLISH', KEYS[1], number)
return tonumber(number)
"""


class Log:
    def __init__(self, redis: Redis):
        self._redis = redis
        self._add = redis.register_script(ADD)
        self.epoch = ""

    async def open(self) -> None:
        """The epoch lasts as long as the stream: with another Redis, numbers begin anew, and so does it."""
        await self._redis.set("chat:epoch", uuid.uuid4().hex[:8], nx=True)
        self.epoch = await self._redis.get("chat:epoch")

    async def add(self, message: dict, client_id: str = "") -> int:
        return await self._add(
            keys=[STREAM, f"chat:sent:{client_id}"], args=[json.dumps(message, ensure_ascii=False), client_id, KEPT]
        )

    async def range(self) -> tuple[int, int]:
        """The numbers of the oldest message that is kept and of the newest; 1 and 0 where there is none."""
        oldest = await self._redis.xrange(STREAM, count=1)
        newest = await self._redis.xrevrange(STREAM, count=1)
        return (number_of(oldest[0]), number_of(newest[0])) if oldest and newest else (1, 0)

    async def after(self, number: int, count: int = 500) -> list[dict]:
        entries = await self._redis.xrange(STREAM, min=f"(0-{number}", count=count)
        return [
            {**json.loads(entry[1]["message"]), "stream": STREAM, "epoch": self.epoch, "seq": number_of(entry)}
            for entry in entries
        ]

    async def follow(self, number: int) -> AsyncIterator[dict]:
        """Everything behind that number, as it is added. The channel only rings: what it loses, the stream still has."""
        while True:
            try:
                async with self._redis.pubsub() as bell:
                    await bell.subscribe(STREAM)
                    while True:
                        while messages := await self.after(number):
                            for message in messages:
                                yield message
                            number = messages[-1]["seq"]
                        await bell.get_message(timeout=1)
            except RedisGone:
                await asyncio.sleep(0.5)


def number_of(entry: tuple) -> int:
    return int(entry[0].partition("-")[2])
