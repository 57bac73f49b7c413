# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0

"""The people who are connected to this node, and what all nodes tell them."""

import asyncio
import json

from fastapi import WebSocket
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisGone

from log import Log
from tokens import User

PASSING = "chat:passing"  # what only matters now: presence, typing
HISTORY = 500  # messages that somebody sees who comes for the first time


class Connection:
    """One WebSocket. What is to be sent waits in a queue, so that a slow reader holds up nobody else."""

    def __init__(self, socket: WebSocket, user: User):
        self.socket = socket
        self.user = user
        self.subscribed = False
        self.awaited_pong: str | None = None
        self._queue: asyncio.Queue[dict] = asyncio.Queue(maxsize=2 * HISTORY)

    def send(self, message: dict) -> None:
        try:
            self._queue.put_nowait(message)
        except asyncio.QueueFull:
            asyncio.create_task(self.socket.close(1013, "You read too slowly."))

    async def send_when_free(self, message: dict) -> None:
        await self._queue.put(message)

    async def write(self) -> None:
        while True:
            message = await self._queue.get()
            await self.socket.send_text(json.dumps(message, ensure_ascii=False))


class Hub:
    def __init__(self, redis: Redis, log: Log):
        self._redis = redis
        self._log = log
        self._number = 0  # of the newest message that those who subscribed were given
        self.connections: set[Connection] = set()

    async def deliver(self) -> None:
        _, self._number = await self._log.range()
        async for message in self._log.follow(self._number):
            self._number = message["seq"]
            for connection in self.connections:
                if connection.subscribed:
                    connection.send(message)

    async def subscribe(self, connection: Connection, positions: list[dict]) -> None:
        """Gives what came behind the position of an earlier connection, or some history, and then all that comes."""
        connection.subscribed = False
        oldest, newest = await self._log.range()
        position = next((p for p in positions if p.get("stream") == "chat"), None)
        if position and position.get("epoch") == self._log.epoch and position.get("offset", 0) <= newest:
            number, complete = position["offset"], position["offset"] >= oldest - 1
        else:
            number, complete = max(oldest - 1, newest - HISTORY), position is None
        number = max(number, oldest - 1)
        # Nobody else runs between the last look at the newest number and the subscription.
        while number < self._number or number < newest:
            for message in await self._log.after(number):
                await connection.send_when_free(message)
                number = message["seq"]
        connection.send(
            {"type": "replayed", "stream": "chat", "epoch": self._log.epoch, "seq": number, "complete": complete}
        )
        connection.subscribed = True

    async def pass_on(self, message: dict) -> None:
        await self._redis.publish(PASSING, json.dumps(message, ensure_ascii=False))

    async def deliver_passing(self) -> None:
        while True:
            try:
                async with self._redis.pubsub() as channel:
                    await channel.subscribe(PASSING)
                    async for item in channel.listen():
                        if item["type"] == "message":
                            self._tell_others(json.loads(item["data"]))
            except RedisGone:
                await asyncio.sleep(0.5)

    def _tell_others(self, message: dict) -> None:
        for connection in self.connections:
            # Nobody needs to hear that they are writing.
            if message["type"] != "typing" or message["user"]["id"] != connection.user.id:
                connection.send(message)
