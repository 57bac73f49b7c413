# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0

"""python3 receive.py URL EVENTS SKIP: receives EVENTS from a load server and writes {"ns", "wall_s", "events"} for those behind SKIP, as
the benchmark's own receivers do. Each is decoded by json, and nine fields of it are read."""

import asyncio
import json
import sys
import time

import websockets


def read_fields(event):
    data = event["data"]
    money = data["money"]
    fields = (event["id"], event["source"], event["type"], event["time"], event["subject"], event["sequence"], data["status"],
              money["amount"], money["currency"])
    if not all(fields):
        raise ValueError("a payment without one of its fields")


async def main(url, events, skip):
    async with websockets.connect(url, subprotocols=["cloudevents.json"], compression=None, max_queue=1024, close_timeout=0.1) as socket:
        await socket.send("hello")
        await socket.send("subscribe")
        await socket.recv()  # the welcome
        cpu, wall = time.process_time_ns(), time.monotonic_ns()
        for seen in range(1, events + 1):
            read_fields(json.loads(await socket.recv()))
            if seen == skip:
                cpu, wall = time.process_time_ns(), time.monotonic_ns()
                await socket.send("ready")
        measured = events - skip
        print(json.dumps({"ns": (time.process_time_ns() - cpu) / measured, "wall_s": (time.monotonic_ns() - wall) / 1e9,
                          "events": measured}), flush=True)


asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
