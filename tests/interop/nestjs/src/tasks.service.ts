// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import { Injectable } from '@nestjs/common';

import { RedisService } from './redis.service';

export interface Task {
  taskId: string;
  version: number;
  status: string;
  priority?: string;
  title: string;
  assignee?: { name: string };
  updatedAt: number;
  [more: string]: unknown;
}

export interface Review {
  alertId: string;
  state: 'OPEN' | 'TAKEN' | 'DONE';
  priority: string;
  reason: string;
  taskId: string;
  reviewer?: string;
  raisedAt: number;
  at: number;
}

/** The newest state of tasks and reviews. */
@Injectable()
export class TasksService {
  constructor(private readonly redis: RedisService) {}

  async changeTask(taskId: string, change: Partial<Task>): Promise<Task> {
    const version = await this.redis.client.hIncrBy('tasks:versions', taskId, 1);
    const before = JSON.parse((await this.redis.client.hGet('tasks', taskId)) ?? '{}') as Partial<Task>;
    const task: Task = {
      title: taskId, status: 'PENDING', ...before, ...change, taskId, version, updatedAt: Date.now(),
    };
    await this.redis.client.hSet('tasks', taskId, JSON.stringify(task));
    return task;
  }

  async hasTask(taskId: string): Promise<boolean> {
    return this.redis.client.hExists('tasks', taskId);
  }

  async openReview(review: Omit<Review, 'state' | 'raisedAt' | 'at'>): Promise<Review> {
    const now = Date.now();
    return this.keep({ ...review, state: 'OPEN', raisedAt: now, at: now });
  }

  async takeReview(alertId: string, reviewer: string): Promise<Review | undefined> {
    const review = await this.redis.client.hGet('reviews', alertId);
    return review ? this.keep({ ...(JSON.parse(review) as Review), state: 'TAKEN', reviewer, at: Date.now() }) : undefined;
  }

  /** Whether this is the first time that somebody asks with that key. */
  async isFirst(key: string): Promise<boolean> {
    return (await this.redis.client.set(`done:${key}`, '1', { NX: true, EX: 86_400 })) !== null;
  }

  private async keep(review: Review): Promise<Review> {
    await this.redis.client.hSet('reviews', review.alertId, JSON.stringify(review));
    return review;
  }
}
