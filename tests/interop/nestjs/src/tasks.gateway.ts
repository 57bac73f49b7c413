// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import { UseFilters } from '@nestjs/common';
import {
  BaseWsExceptionFilter, ConnectedSocket, MessageBody, type OnGatewayConnection, type OnGatewayInit, SubscribeMessage, WebSocketGateway,
  WebSocketServer, WsException,
} from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';

import { HistoryService } from './history.service';
import { TasksService } from './tasks.service';
import { readToken, type User } from './token';

const node = process.env.NODE_NAME ?? 'tasks-1';
const tokenNotice = Number(process.env.TOKEN_NOTICE_MS ?? 60_000);

/** What an acknowledgement says. */
interface Answer {
  key: string;
  ok: boolean;
  code?: string;
  message?: string;
}

// The cause would say again what was sent, which may be a token.
@UseFilters(new BaseWsExceptionFilter({ includeCause: false }))
@WebSocketGateway({ namespace: '/tasks' })
export class TasksGateway implements OnGatewayInit<Namespace>, OnGatewayConnection<Socket> {
  @WebSocketServer() private readonly server!: Namespace;

  constructor(private readonly tasks: TasksService, private readonly history: HistoryService) {}

  afterInit(namespace: Namespace): void {
    namespace.use((socket, next) => {
      try {
        socket.data.user = readToken(socket.handshake.auth.token as string);
        next();
      } catch {
        next(Object.assign(new Error('unauthorized'), { data: { code: 'unauthorized', message: 'Sign in.' } }));
      }
    });
  }

  handleConnection(socket: Socket): void {
    const { id, name } = userOf(socket);
    socket.emit('session:ready', { user: { id, name }, node });
    watchToken(socket);
  }

  /** Tells a room, on all nodes. It is kept first, so that whoever misses it finds it. */
  async tell(room: string, event: string, payload: object): Promise<void> {
    await this.history.add({ room, event, payload });
    this.server.to(room).emit(event, payload);
  }

  people(): string[] {
    return [...this.server.sockets.values()].map(socket => userOf(socket).name);
  }

  @SubscribeMessage('rooms:join')
  async join(@ConnectedSocket() socket: Socket, @MessageBody() { rooms }: { rooms: string[] }): Promise<void> {
    const wanted = [...new Set([...rooms, `user:${userOf(socket).name}`])];
    if (wanted.every(room => socket.rooms.has(room)))
      return; // it was recovered, and has what it missed
    let last = '';
    const catchUp = async (): Promise<boolean> => {
      const newer = await this.history.after(last);
      newer.told.filter(({ room }) => wanted.includes(room)).forEach(({ event, payload }) => socket.emit(event, payload));
      last = newer.last;
      return newer.told.length > 0;
    };
    // What is for one socket goes out when Redis has it, and may be overtaken on its way by what another node tells a room. So it joins
    // when nothing is on its way: we hear of the history, by the same connection to Redis, behind what we sent before we asked.
    while (socket.connected && (await catchUp()));
    if (!socket.connected)
      return; // it will be recovered without the rooms, and ask again
    await socket.join(wanted);
    await catchUp(); // what came in between; what comes twice has the same id and version
  }

  /** Says again what happened of late, for those who are not sure. */
  @SubscribeMessage('tasks:replay')
  async replay(@ConnectedSocket() socket: Socket): Promise<void> {
    const { told } = await this.history.after('');
    told.filter(({ room }) => socket.rooms.has(room)).forEach(({ event, payload }) => socket.emit(event, payload));
  }

  @SubscribeMessage('token:refresh')
  refresh(@ConnectedSocket() socket: Socket, @MessageBody() { token }: { token: string }): void {
    const user = readToken(token);
    if (user.id !== userOf(socket).id)
      throw new WsException('That is the token of somebody else.');
    socket.data.user = user;
    watchToken(socket);
    socket.emit('token:accepted', {});
  }

  @SubscribeMessage('review:take')
  async takeReview(
    @ConnectedSocket() socket: Socket, @MessageBody() { key, alertId }: { key: string; alertId: string },
  ): Promise<Answer> {
    return this.once(key, async () => {
      const review = await this.tasks.takeReview(alertId, userOf(socket).name);
      if (!review)
        return { key, ok: false, code: 'unknown_alert', message: 'There is no such review.' };
      await this.tell('reviews', 'review:manual', review);
      return { key, ok: true };
    });
  }

  @SubscribeMessage('task:assign')
  async assign(
    @MessageBody() { key, taskId, assignee }: { key: string; taskId: string; assignee: string },
  ): Promise<Answer> {
    return this.changeTask(key, taskId, { assignee: { name: assignee }, status: 'IN_REVIEW' });
  }

  @SubscribeMessage('task:note')
  async note(@MessageBody() { key, taskId, text }: { key: string; taskId: string; text: string }): Promise<Answer> {
    return this.changeTask(key, taskId, { note: text });
  }

  private async changeTask(key: string, taskId: string, change: object): Promise<Answer> {
    if (!(await this.tasks.hasTask(taskId)))
      return { key, ok: false, code: 'unknown_task', message: 'There is no such task.' };
    return this.once(key, async () => {
      await this.tell('tasks', 'task:status', await this.tasks.changeTask(taskId, change));
      return { key, ok: true };
    });
  }

  /** The same key again is the same command, sent again because our answer was lost. */
  private async once(key: string, work: () => Promise<Answer>): Promise<Answer> {
    return (await this.tasks.isFirst(key)) ? work() : { key, ok: true };
  }
}

function userOf(socket: Socket): User {
  return socket.data.user as User;
}

/** Asks for another token before the one that there is ends, and ends the connection with it. */
function watchToken(socket: Socket): void {
  const { timers = [] } = socket.data as { timers?: NodeJS.Timeout[] };
  timers.forEach(clearTimeout);
  const { expiresAt } = userOf(socket);
  const left = expiresAt - Date.now();
  // Timers reach no further than 24 days.
  const later = (work: () => void, wait: number): NodeJS.Timeout[] => (wait < 2 ** 31 ? [setTimeout(work, wait)] : []);
  const begun = [
    ...later(() => socket.emit('token:expiring', { expiresAt }), Math.max(0, left - tokenNotice)),
    ...later(() => socket.disconnect(true), left),
  ];
  Object.defineProperty(socket.data, 'timers', { value: begun, enumerable: false, configurable: true });
  socket.once('disconnect', () => begun.forEach(clearTimeout));
}
