// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// A task server: NestJS and Socket.IO, any number of nodes with a Redis between them.
//
//     TOKEN_SECRET=... REDIS_SOCKET=/run/redis/redis.sock NODE_NAME=tasks-1 node dist/main.js 8080
import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { AppModule } from './app.module';
import { RedisIoAdapter } from './redis-io.adapter';
import { RedisService } from './redis.service';

async function main(): Promise<void> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { logger: ['error', 'warn'] });
  const redis = app.get(RedisService);
  await redis.open();
  app.useWebSocketAdapter(new RedisIoAdapter(app, redis));
  app.enableShutdownHooks();
  await app.listen(Number(process.argv[2] ?? 0), '127.0.0.1');
  console.log(`listening on ${new URL(await app.getUrl()).port}`);
}

void main();
