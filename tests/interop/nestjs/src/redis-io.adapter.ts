// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Server, ServerOptions } from 'socket.io';

import type { RedisService } from './redis.service';

/** Socket.IO over a Redis stream: rooms reach over all nodes, and a short absence is made up for on any of them. */
export class RedisIoAdapter extends IoAdapter {
  constructor(app: INestApplicationContext, private readonly redis: RedisService) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    return super.createIOServer(port, {
      ...options,
      adapter: createAdapter(this.redis.client),
      connectionStateRecovery: { maxDisconnectionDuration: 2 * 60 * 1000, skipMiddlewares: false },
      pingInterval: Number(process.env.PING_INTERVAL_MS ?? 25_000),
      pingTimeout: 20_000,
      serveClient: false,
    }) as Server;
  }
}
