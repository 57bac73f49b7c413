// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import { Injectable } from '@nestjs/common';

import { RedisService } from './redis.service';

const KEY = 'tasks:history';
const KEPT = 1000;

/** What everybody was told: the name of an event, and its argument. */
export interface Told {
  room: string;
  event: string;
  payload: object;
}

/** The last things that were told, for those who were not there. */
@Injectable()
export class HistoryService {
  constructor(private readonly redis: RedisService) {}

  async add(told: Told): Promise<void> {
    const trim = { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: KEPT } } as const;
    await this.redis.client.xAdd(KEY, '*', { told: JSON.stringify(told) }, trim);
  }

  /** Those behind the entry with that id, and the id of the last. */
  async after(id: string): Promise<{ told: Told[]; last: string }> {
    const entries = await this.redis.client.xRange(KEY, id ? `(${id}` : '-', '+');
    return { told: entries.map(({ message }) => JSON.parse(message.told) as Told), last: entries.at(-1)?.id ?? id };
  }
}
