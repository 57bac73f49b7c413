// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import {
  Body, CanActivate, Controller, type ExecutionContext, Get, Injectable, Param, Post, UnauthorizedException, UseGuards,
} from '@nestjs/common';

import { HistoryService } from './history.service';
import { TasksGateway } from './tasks.gateway';
import { type Task, TasksService } from './tasks.service';
import { readToken } from './token';

@Injectable()
class TokenGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<{ headers: { authorization?: string } }>();
    try {
      readToken(headers.authorization?.replace(/^Bearer /, '') ?? '');
      return true;
    } catch {
      throw new UnauthorizedException();
    }
  }
}

/** For the workers that do the tasks, and for other services. */
@Controller()
@UseGuards(TokenGuard)
export class TasksController {
  constructor(
    private readonly tasks: TasksService,
    private readonly gateway: TasksGateway,
    private readonly history: HistoryService,
  ) {}

  @Post('tasks/:id')
  async changeTask(@Param('id') id: string, @Body() change: Partial<Task>): Promise<Task> {
    const task = await this.tasks.changeTask(id, change);
    await this.gateway.tell('tasks', 'task:status', task);
    return task;
  }

  @Post('reviews/:id')
  async openReview(@Param('id') alertId: string, @Body() review: { priority: string; reason: string; taskId: string }) {
    const opened = await this.tasks.openReview({ ...review, alertId });
    await this.gateway.tell('reviews', 'review:manual', opened);
    return opened;
  }

  @Post('clients/:name/notifications')
  async notify(@Param('name') name: string, @Body() notification: object) {
    const payload = { createdAt: Date.now(), ...notification };
    await this.gateway.tell(`user:${name}`, 'client:notification', payload);
    return payload;
  }

  /** Other events of other services, as they are. */
  @Post('events/:event')
  async pass(@Param('event') event: string, @Body() payload: object) {
    await this.gateway.tell('tasks', event, payload);
    return payload;
  }

  @Get('history')
  async told() {
    return (await this.history.after('')).told;
  }

  @Get('people')
  people(): string[] {
    return this.gateway.people();
  }
}
