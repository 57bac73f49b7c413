# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0
"""A WebSocket server by uvicorn for tst_uvicornpeer: uvicornpeer.py IMPLEMENTATION deflate|plain.

IMPLEMENTATION is "websockets" or "wsproto". Writes "port N", and "closed CODE" for each connection that ends; lives until its
standard input ends, and shuts down as a service does when it is terminated. The query of a client's URL is that of wspeer.mjs:
messages, stay, code, reason, refuse (always 403).
"""

import importlib.util
import os
import socket
import sys
import threading
from urllib.parse import parse_qs

IMPLEMENTATION, DEFLATE = sys.argv[1:3]
for module in ("uvicorn", IMPLEMENTATION):
    if importlib.util.find_spec(module) is None:
        print(f"missing {module} for Python (python3-{module})", flush=True)
        sys.exit(0)

import uvicorn  # noqa: E402: only where it is

PIECES = [piece.encode() for piece in "ae n7.äßéжя中文€😀𝄞"]


def messages_of(words):
    messages = []
    for index, word in enumerate(filter(None, words.split(","))):
        if word == "r":
            messages.append(messages[-1])
            continue
        state = (index + 1) * 2654435761 & 0xFFFFFFFF
        payload = bytearray()
        while len(payload) < int(word[1:]):
            state ^= state << 13 & 0xFFFFFFFF
            state ^= state >> 17
            state ^= state << 5 & 0xFFFFFFFF
            if word[0] == "b":
                payload.append(state >> 24)
            else:
                payload += PIECES[state & 15]
        messages.append(bytes(payload) if word[0] == "b" else payload.decode())
    return messages


async def play(scope, receive, send):
    query = {name: values[0] for name, values in parse_qs(scope["query_string"].decode(), keep_blank_values=True).items()}
    await receive()
    if "refuse" in query:
        await send({"type": "websocket.close"})
        return
    await send({"type": "websocket.accept"})
    code, reason = int(query.get("code", 1000)), query.get("reason", "all came back")
    for index, message in enumerate(messages_of(query.get("messages", ""))):
        kind = "text" if isinstance(message, str) else "bytes"
        await send({"type": "websocket.send", kind: message})
        event = await receive()
        if event["type"] == "websocket.disconnect":
            print("closed", event.get("code"), flush=True)
            return
        if event.get(kind) != message:
            code, reason = 4999, f"message {index} came back as something else"
            break
    else:
        if "stay" in query:
            event = await receive()
            print("closed", event.get("code"), flush=True)
            return
    await send({"type": "websocket.close", "code": code, "reason": reason})


def leave_with_parent():
    sys.stdin.read()
    os._exit(0)


listener = socket.create_server(("127.0.0.1", 0))
print("port", listener.getsockname()[1], flush=True)
threading.Thread(target=leave_with_parent, daemon=True).start()
# The protocol's own pings come often, so that a test sees some.
config = uvicorn.Config(play, ws=IMPLEMENTATION, ws_per_message_deflate=DEFLATE == "deflate", ws_ping_interval=0.1,
                        ws_ping_timeout=20, lifespan="off", log_level="error")
uvicorn.Server(config).run(sockets=[listener])
