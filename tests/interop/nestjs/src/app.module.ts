// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import { Module } from '@nestjs/common';

import { HistoryService } from './history.service';
import { RedisService } from './redis.service';
import { TasksController } from './tasks.controller';
import { TasksGateway } from './tasks.gateway';
import { TasksService } from './tasks.service';

@Module({
  controllers: [TasksController],
  providers: [RedisService, HistoryService, TasksService, TasksGateway],
})
export class AppModule {}
