// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createClient } from 'redis';

/** The Redis that all nodes share. */
@Injectable()
export class RedisService implements OnApplicationShutdown {
  readonly client = createClient({ socket: { path: process.env.REDIS_SOCKET ?? '/run/redis/redis.sock' } });

  async open(): Promise<void> {
    this.client.on('error', () => undefined); // it connects again by itself
    await this.client.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.disconnect();
  }
}
