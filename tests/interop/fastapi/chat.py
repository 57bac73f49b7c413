# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0

"""Team chat: FastAPI, and Redis between any number of nodes.

    TOKEN_SECRET=... REDIS_URL=redis://localhost NODE=chat-a python3 -m uvicorn chat:app

People connect to /ws with a JSON Web Token: in the Authorization header, as ?token=, or in a first message
{"type": "auth", "token": ...}. A connection outlives its token when it sends another one in time.
"""

import asyncio
import os
import uuid
from contextlib import suppress
from datetime import datetime

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException, WebSocket, WebSocketDisconnect
from pydantic import BaseModel
from redis.asyncio import Redis

import tokens
from hub import Connection, Hub
from log import STREAM, Log
from tokens import User

NODE = os.environ.get("NODE", "chat")
HEARTBEAT = float(os.environ.get("HEARTBEAT_SECONDS", "30"))
TOKEN_NOTICE = float(os.environ.get("TOKEN_NOTICE_SECONDS", "60"))  # so long before a token is over we ask for another

app = FastAPI(title="Team chat")
redis = Redis.from_url(os.environ.get("REDIS_URL", "redis://localhost"), decode_responses=True)
log = Log(redis)
hub = Hub(redis, log)
tasks: set[asyncio.Task] = set()


@app.on_event("startup")
async def start() -> None:
    await log.open()
    for work in (hub.deliver(), hub.deliver_passing()):
        tasks.add(asyncio.create_task(work))


def now() -> str:
    return datetime.utcnow().isoformat()


async def say(user: User, room: str, content: str, client_id: str = "") -> dict:
    """Adds what somebody says. The same client_id again is the same message, sent again because our answer was lost."""
    key = f"{user.id}:{client_id}" if client_id else ""
    message_id = f"m-{uuid.uuid5(uuid.NAMESPACE_OID, key) if key else uuid.uuid4()}"
    message = {"id": message_id, "timestamp": now(), "room": room, "user": user.public(), "content": content}
    if client_id:
        message["client_id"] = client_id  # so that whoever sent it knows it again
    return {"id": message_id, "seq": await log.add({"type": "user_message", **message}, key)}


# --- WebSocket ---------------------------------------------------------------------------------------------------------


class Refused(Exception):
    """Ends a connection with a close code and a reason."""

    def __init__(self, code: int, reason: str):
        super().__init__(reason)
        self.code = code
        self.reason = reason


async def sign_in(socket: WebSocket) -> User:
    token = tokens.bearer(socket.headers.get("authorization")) or socket.query_params.get("token")
    if not token:
        await socket.accept()
        user = await first_message(socket)
        await refuse_blocked(user)
        await socket.send_json({"type": "authenticated"})
        return user
    try:
        user = identify(token)
    except Refused:
        await socket.accept()  # or nobody would learn the reason: who is refused before sees HTTP 403
        raise
    await refuse_blocked(user)
    await socket.accept()
    return user


async def first_message(socket: WebSocket) -> User:
    try:
        message = await asyncio.wait_for(socket.receive_json(), timeout=5)
    except (asyncio.TimeoutError, ValueError):
        raise Refused(4401, "Say who you are.") from None
    return identify(message.get("token", "") if isinstance(message, dict) and message.get("type") == "auth" else "")


async def refuse_blocked(user: User) -> None:
    if await redis.sismember("chat:blocked", user.name):
        raise Refused(4403, "You are blocked.")


def identify(token: str) -> User:
    try:
        return tokens.read(token)
    except jwt.InvalidTokenError:
        raise Refused(4401, "The token is not valid, or over.") from None


@app.websocket("/ws")
async def live(socket: WebSocket) -> None:
    try:
        connection = Connection(socket, await sign_in(socket))
    except Refused as refusal:
        await socket.close(refusal.code, refusal.reason)
        return
    except WebSocketDisconnect:
        return
    connection.send(
        {"type": "connected", "user": connection.user.public(), "node": NODE, "heartbeat_seconds": HEARTBEAT}
    )
    hub.connections.add(connection)
    work = [asyncio.create_task(job(connection)) for job in (Connection.write, listen, beat, watch_token)]
    try:
        await set_presence(connection.user, "online")
        done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    except Refused as refusal:
        with suppress(RuntimeError):  # it may be closed by now
            await socket.close(refusal.code, refusal.reason)
    except WebSocketDisconnect:
        pass
    finally:
        hub.connections.discard(connection)
        for task in work:
            task.cancel()
        await set_presence(connection.user, "left")


async def listen(connection: Connection) -> None:
    while True:
        try:
            message = await connection.socket.receive_json()
        except ValueError:
            connection.send({"type": "error", "code": "bad_json", "detail": "That is not JSON."})
            continue
        handler = HANDLERS.get(message.get("type")) if isinstance(message, dict) else None
        if handler is None:
            connection.send({"type": "error", "code": "unknown_type", "detail": "There is no such message."})
        else:
            await handler(connection, message)


async def on_auth(connection: Connection, message: dict) -> None:
    user = identify(message.get("token", ""))
    if user.id != connection.user.id:
        raise Refused(4403, "That is somebody else's token.")
    connection.user = user
    connection.send({"type": "authenticated"})


async def on_subscribe(connection: Connection, message: dict) -> None:
    await hub.subscribe(connection, message.get("positions") or [])


async def on_user_message(connection: Connection, message: dict) -> None:
    client_id, room, content = (str(message.get(name, "")) for name in ("client_id", "room", "content"))
    problem = None
    if not room or not content:
        problem = ("empty", "A message needs a room and something to say.")
    elif await redis.sismember("chat:closed", room):
        problem = ("room_closed", "The room is closed.")
    if problem:
        connection.send({"type": "error", "client_id": client_id, "code": problem[0], "detail": problem[1]})
        return
    said = await say(connection.user, room, content, client_id)
    connection.send({"type": "ack", "client_id": client_id, "id": said["id"]})


async def on_typing(connection: Connection, message: dict) -> None:
    await hub.pass_on({"type": "typing", "room": message.get("room", ""), "user": connection.user.public()})


async def on_presence(connection: Connection, message: dict) -> None:
    await set_presence(connection.user, str(message.get("status", "online")))


async def on_ping(connection: Connection, message: dict) -> None:
    connection.send({"type": "pong", "id": message.get("id", "")})


async def on_pong(connection: Connection, message: dict) -> None:
    connection.awaited_pong = None


HANDLERS = {
    "auth": on_auth,
    "subscribe": on_subscribe,
    "user_message": on_user_message,
    "typing": on_typing,
    "presence": on_presence,
    "ping": on_ping,
    "pong": on_pong,
}


async def beat(connection: Connection) -> None:
    """Asks whether the other side is there, and takes no answer for no."""
    while True:
        await asyncio.sleep(HEARTBEAT / 2)
        connection.awaited_pong = uuid.uuid4().hex[:8]
        connection.send({"type": "ping", "id": connection.awaited_pong})
        await asyncio.sleep(HEARTBEAT / 2)
        if connection.awaited_pong:
            raise Refused(4408, "You did not answer.")
        await redis.incr("chat:pongs")


async def watch_token(connection: Connection) -> None:
    asked = 0.0
    while (left := connection.user.seconds_left) > 0:
        if left <= TOKEN_NOTICE and asked != connection.user.expires:
            asked = connection.user.expires
            connection.send({"type": "token_expiring", "expires_at": asked})
        await asyncio.sleep(min(left, 0.2))
    raise Refused(4401, "The token is over.")


async def set_presence(user: User, status: str) -> None:
    if status == "left":
        await redis.hdel("chat:presence", user.name)
    else:
        await redis.hset("chat:presence", user.name, status)
    await hub.pass_on({"type": "presence", "user": user.public(), "status": status, "timestamp": now()})


# --- HTTP: for other services, and for people whose network lets no WebSocket through ------------------------------------


def signed_in(authorization: str | None = Header(None)) -> User:
    try:
        return tokens.read(tokens.bearer(authorization) or "")
    except jwt.InvalidTokenError:
        raise HTTPException(401, "The token is not valid, or over.") from None


async def reader(user: User = Depends(signed_in)) -> User:
    """Who may read, by whichever way."""
    if await redis.sismember("chat:blocked", user.name):
        raise HTTPException(403, "You are blocked.")
    return user


class Message(BaseModel):
    room: str
    content: str


@app.get("/api/messages")
async def messages(stream: str = STREAM, epoch: str = "", after: int = 0, page: str = "", user: User = Depends(reader)):
    """What came behind a position, page by page."""
    start = int(page or (after if epoch in ("", log.epoch) else 0))
    found = await log.after(start) if stream == STREAM else []
    return {"messages": found, "next": str(found[-1]["seq"]) if found else None}


@app.post("/api/messages", status_code=201)
async def post_message(message: Message, user: User = Depends(signed_in)):
    return await say(user, message.room, message.content)


@app.post("/api/publish", status_code=201)
async def publish(message: dict, user: User = Depends(signed_in)):
    """For our other services: notifications, and whatever else they want people to see."""
    number = await log.add(message)
    return {"seq": number}


@app.post("/api/typing", status_code=204)
async def post_typing(message: dict, user: User = Depends(signed_in)):
    await hub.pass_on({"type": "typing", "room": message.get("room", ""), "user": user.public()})


@app.get("/api/presence")
async def presence(user: User = Depends(signed_in)):
    return await redis.hgetall("chat:presence")


@app.post("/api/presence", status_code=204)
async def post_presence(message: dict, user: User = Depends(signed_in)):
    await set_presence(user, message["status"])


@app.post("/api/rooms/{room}/close", status_code=204)
async def close_room(room: str, user: User = Depends(signed_in)):
    await redis.sadd("chat:closed", room)


@app.post("/api/users/{name}/block", status_code=204)
async def block(name: str, user: User = Depends(signed_in)):
    await redis.sadd("chat:blocked", name)
    for connection in [c for c in hub.connections if c.user.name == name]:
        await connection.socket.close(4403, "You are blocked.")


@app.post("/api/users/{name}/unblock", status_code=204)
async def unblock(name: str, user: User = Depends(signed_in)):
    await redis.srem("chat:blocked", name)


@app.get("/api/node")
async def node():
    """For whoever looks after the nodes."""
    return {
        "node": NODE,
        "connections": [c.user.name for c in hub.connections],
        "pongs": int(await redis.get("chat:pongs") or 0),
    }
