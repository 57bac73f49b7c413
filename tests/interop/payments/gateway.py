# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0

"""A payments gateway: what is on the event bus goes out as CloudEvents 1.0 over WebSocket, and commands come in.

    TOKEN_SECRET=... BUS=unix:///run/redis/redis.sock NODE=/gateway/a python3 gateway.py 127.0.0.1:8080

It speaks no TLS itself: nginx stands before it. The bus is a Redis stream; its entries' numbers are those of the events.
"""

import asyncio
import http
import json
import os
import signal
import sys
import uuid
from contextlib import suppress
from datetime import datetime, timezone

import jwt
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as BusGone
from websockets.exceptions import ConnectionClosed
from websockets.legacy.server import HTTPResponse, WebSocketServerProtocol, serve

NODE = os.environ.get("NODE", "/gateway/a")
SECRET = os.environ["TOKEN_SECRET"]
HEARTBEAT_MS = int(os.environ.get("HEARTBEAT_MS", "20000"))
STREAM = "payments"
SUBPROTOCOL = "cloudevents.json"


def event(kind: str, data: dict | None = None, **attributes) -> str:
    """What the gateway itself has to say."""
    envelope = {
        "specversion": "1.0",
        "id": uuid.uuid4().hex,
        "source": NODE,
        "type": f"com.example.{kind}",
        "time": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
        **attributes,
    }
    return json.dumps(envelope if data is None else {**envelope, "data": data})


class Bus:
    """The event bus, and how far this gateway has read it."""

    def __init__(self, redis: Redis):
        self._redis = redis
        self.epoch = ""
        self.newest = 0
        self._added = asyncio.Condition()

    async def open(self) -> None:
        await self._redis.set("bus:epoch", uuid.uuid4().hex[:4], nx=True)
        self.epoch = await self._redis.get("bus:epoch")

    async def follow(self) -> None:
        while True:
            try:
                found = await self._redis.xread({STREAM: f"0-{self.newest}"}, count=1000, block=1000)
                if found:
                    async with self._added:
                        self.newest = number_of(found[0][1][-1])
                        self._added.notify_all()
            except BusGone:
                await asyncio.sleep(0.2)

    async def wait_beyond(self, number: int) -> None:
        async with self._added:
            await self._added.wait_for(lambda: self.newest > number)

    async def oldest(self) -> int:
        entries = await self._redis.xrange(STREAM, count=1)
        return number_of(entries[0]) if entries else self.newest + 1

    async def after(self, number: int) -> list[tuple[int, str]]:
        """Events with their place: partitionkey, epoch and sequence are what our consumers go by."""
        entries = await self._redis.xrange(STREAM, min=f"(0-{number}", max=f"0-{self.newest}", count=200)
        return [(number_of(entry), self._placed(entry)) for entry in entries]

    def _placed(self, entry: tuple) -> str:
        place = {"partitionkey": STREAM, "epoch": self.epoch, "sequence": f"{number_of(entry):016}"}
        return json.dumps({**json.loads(entry[1]["event"]), **place}, ensure_ascii=False)

    async def publish(self, message: dict) -> None:
        await self._redis.xadd(STREAM, {"event": json.dumps(message)}, id="0-*")

    async def first_time(self, key: str) -> bool:
        return bool(await self._redis.set(f"command:{key}", NODE, nx=True, ex=86400))


def number_of(entry: tuple) -> int:
    return int(entry[0].partition("-")[2])


bus = Bus(Redis.from_url(os.environ.get("BUS", "redis://localhost"), decode_responses=True))


class Gateway(WebSocketServerProtocol):
    """One connection."""

    user = ""
    deliveries: asyncio.Task | None = None

    async def process_request(self, path: str, headers) -> HTTPResponse | None:
        if path == "/health":
            return http.HTTPStatus.OK, [], b"well\n"
        scheme, _, token = headers.get("Authorization", "").partition(" ")
        try:
            claims = jwt.decode(token if scheme == "Bearer" else "", SECRET, algorithms=["HS256"])
        except jwt.InvalidTokenError:
            return http.HTTPStatus.UNAUTHORIZED, [("WWW-Authenticate", "Bearer")], b"Sign in.\n"
        self.user = claims["name"]
        self.until = claims["exp"]
        return None

    async def run(self) -> None:
        if self.subprotocol != SUBPROTOCOL:
            await self.close(1002, f"Ask for {SUBPROTOCOL}.")
            return
        await self.send(event("connection.ready", {"user": self.user, "heartbeat_ms": HEARTBEAT_MS}))
        loop = asyncio.get_running_loop()
        end = loop.call_later(
            max(0.0, self.until - datetime.now().timestamp()), lambda: loop.create_task(self.close(4401, "Sign in again."))
        )
        beat = asyncio.create_task(self.beat())
        try:
            async for message in self:
                await self.take(message)
        except ConnectionClosed:
            pass
        finally:
            end.cancel()
            beat.cancel()
            if self.deliveries:
                self.deliveries.cancel()

    async def beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_MS / 2000)
            await self.send(event("connection.ping"))

    async def take(self, text: str | bytes) -> None:
        try:
            message = json.loads(text)
            kind = message["type"].removeprefix("com.example.")
            data = message.get("data") or {}
        except (ValueError, KeyError, AttributeError, TypeError):
            await self.send(event("error", {"code": "bad_request", "message": "That is not a CloudEvent."}))
            return
        if kind == "connection.subscribe":
            if self.deliveries:
                self.deliveries.cancel()
            self.deliveries = asyncio.create_task(self.deliver(data.get("positions") or []))
        elif kind == "connection.ping":
            await self.send(event("connection.pong", {"ping": message["id"]}))
        elif kind == "connection.pong":
            pass
        elif kind.startswith("command."):
            await self.obey(kind, message, data)
        else:
            await self.send(event("error", {"code": "bad_request", "message": "There is no such message."}))

    async def deliver(self, positions: list[dict]) -> None:
        """Replays what is behind the position, or all that the bus still has, and goes on with what comes."""
        number = next((p["offset"] for p in positions if p["stream"] == STREAM and p["epoch"] == bus.epoch), 0)
        complete = await bus.oldest() <= number + 1
        replayed = False
        with suppress(ConnectionClosed):
            while True:
                for number, text in await bus.after(number):
                    await self.send(text)
                if number < bus.newest:
                    continue
                if not replayed:
                    replayed = True
                    place = {"partitionkey": STREAM, "epoch": bus.epoch, "sequence": f"{number:016}"}
                    await self.send(event("connection.replayed", {"complete": complete}, **place))
                await bus.wait_beyond(number)

    async def obey(self, kind: str, message: dict, data: dict) -> None:
        key, subject = data.get("key", ""), message.get("subject", "")
        outcome = {"key": key, "outcome": "done"}
        if kind == "command.note" and "€" in data.get("text", ""):
            outcome = {"key": key, "outcome": "denied", "code": "bad_text", "reason": "Write EUR."}
        elif await bus.first_time(key):  # a command that comes again has been done
            done = {"alert_id": subject, "level": "notice", "state": "seen", "title": "Seen", "owner": self.user}
            if kind == "command.note":
                done = {"alert_id": f"note-{key}", "level": "notice", "title": "A note", "text": data.get("text", "")}
            await bus.publish(json.loads(event("payment.notification", done, subject=subject)))
        await self.send(event("command.result", outcome))


async def main(listen: str) -> None:
    host, _, port = listen.rpartition(":")
    await bus.open()
    follower = asyncio.create_task(bus.follow())
    stop = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set_result, None)
    async with serve(
        Gateway.run, host, int(port), create_protocol=Gateway, subprotocols=[SUBPROTOCOL], max_size=1 << 16
    ) as server:
        print("listening on", server.sockets[0].getsockname()[1], flush=True)
        await stop
        for connection in list(server.websockets):
            await connection.send(event("connection.draining", {"within_ms": 500, "reason": "Deployment"}))
        await asyncio.sleep(0.5)
    follower.cancel()


asyncio.run(main(sys.argv[1]))
