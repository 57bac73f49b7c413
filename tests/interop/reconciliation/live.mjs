// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// People at their screens: what they are told over WebSocket, or by server-sent events where that is blocked, and what they ask for.
import { WebSocketServer } from 'ws';

const slow = 8 * 1024 * 1024; // bytes that somebody has not taken

export class Live {
    #people = new Set();
    #streams = new Set(); // answers without an end
    #done; // results of commands, by their keys
    #server = new WebSocketServer({ noServer: true, perMessageDeflate: true, maxPayload: 64 * 1024 });

    constructor(events, { name, heartbeatMs }) {
        this.events = events;
        this.name = name;
        this.heartbeatMs = heartbeatMs;
        this.#done = new Map(events.keys().map(key => [key, { ok: true }]));
        events.listen(event => this.#people.forEach(person => person.tell(event)));
        this.timer = setInterval(() => this.#people.forEach(person => person.beat()), heartbeatMs / 2);
    }

    accept(request, socket, head, user) {
        this.#server.handleUpgrade(request, socket, head, connection => this.#people.add(new Person(this, connection, user)));
    }

    // Whoever can only be told: the same messages, each channel from behind its position, and then what comes.
    stream(response, user, positions) {
        response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
        const tell = message => response.writableLength > slow
            ? response.destroy() : response.write(`data: ${JSON.stringify(message)}\n\n`);
        for (const channel of this.events.channels) {
            const position = positions.find(({ stream }) => stream === channel);
            this.events.after(channel, position?.epoch, position?.offset ?? 0).events.forEach(tell);
        }
        const deaf = this.events.listen(tell);
        const beat = setInterval(() => response.write(': alive\n\n'), this.heartbeatMs / 2);
        const expiry = setTimeout(() => response.end(), user.expires - Date.now());
        this.#streams.add(response);
        response.on('close', () => {
            deaf();
            clearInterval(beat);
            clearTimeout(expiry);
            this.#streams.delete(response);
        });
    }

    leave(person) {
        if (this.#people.delete(person))
            this.tellPresence(person.user.name, 'offline', person);
    }

    tellPresence(user, status, except) {
        const message = { type: 'user_presence', ts: new Date().toISOString(), payload: { user, status } };
        this.#people.forEach(person => person !== except && person.send(message));
    }

    status() {
        return { people: [...this.#people].map(person => person.user.name) };
    }

    // The same key again is the same command, asked for again because our answer was lost.
    once(key, work) {
        if (!this.#done.has(key))
            this.#done.set(key, work());
        return this.#done.get(key);
    }

    close() {
        clearInterval(this.timer);
        this.#people.forEach(person => person.connection.close(1012, 'The server restarts.'));
        this.#streams.forEach(response => response.end());
    }
}

class Person {
    #channels = new Set();
    #alive = true;

    constructor(live, connection, user) {
        Object.assign(this, { live, connection, user });
        connection.on('message', data => this.#take(data));
        connection.on('close', () => this.#leave());
        connection.on('error', () => connection.terminate());
        this.send({ type: 'hello', payload: { user: user.name, server: live.name, heartbeatMs: live.heartbeatMs } });
        live.tellPresence(user.name, 'viewing', this);
        this.expiry = setTimeout(() => connection.close(4401, 'Sign in again.'), user.expires - Date.now());
    }

    send(message) {
        if (this.connection.bufferedAmount > slow)
            return this.connection.terminate();
        this.connection.send(JSON.stringify(message));
    }

    tell(event) {
        if (this.#channels.has(event.channel))
            this.send(event);
    }

    beat() {
        if (!this.#alive)
            return this.connection.terminate();
        this.#alive = false;
        this.send({ type: 'ping' });
    }

    #leave() {
        clearTimeout(this.expiry);
        this.live.leave(this);
    }

    #take(data) {
        this.#alive = true;
        let message;
        try {
            message = JSON.parse(data);
        } catch {
            return this.#complain('bad_json', 'That is not JSON.');
        }
        const payload = message?.payload ?? {};
        switch (message?.type) {
        case 'ping': return this.send({ type: 'pong', payload: { id: payload.id } });
        case 'pong': return undefined;
        case 'subscribe': return this.#subscribe(payload.positions ?? [], payload.from === 'now');
        case 'assign': return this.#obey(payload, () => this.#assign(payload));
        case 'match': return this.#obey(payload, () => this.#change('match_changed', payload.itemId, payload,
            { state: 'matched', reason: payload.reason, owner: this.user.name }));
        case 'edit_rule': return this.#obey(payload, () => this.#change('rule_changed', payload.ruleId, payload,
            { expression: payload.expression, by: this.user.name }));
        case 'comment': return this.#obey(payload, () => this.#comment(payload));
        default: return this.#complain('unknown_type', 'There is no such message.');
        }
    }

    #complain(code, message) {
        this.send({ type: 'error', payload: { code, message } });
    }

    // Each channel from behind the position that was given for it, or from its beginning, and then what comes; or that alone, for those who
    // read the lists for all else.
    #subscribe(positions, fromNow) {
        for (const channel of this.live.events.channels) {
            const position = positions.find(({ stream }) => stream === channel);
            if (!position && this.#channels.has(channel))
                continue; // only others are asked for again
            const { events, newest, complete } = this.live.events.after(channel, position?.epoch, position?.offset ?? 0);
            if (!fromNow)
                events.forEach(event => this.send(event));
            this.send({
                type: 'resumed', channel, generation: this.live.events.generation, seq: newest,
                payload: { complete: complete && !fromNow },
            });
            this.#channels.add(channel);
        }
    }

    #obey(payload, work) {
        this.send({ type: 'command_result', payload: { key: payload.key, ...this.live.once(payload.key, work) } });
    }

    #assign({ itemId, owner, key }) {
        const item = this.live.events.newestOf(itemId);
        if (!item)
            return { ok: false, code: 'unknown_item', message: 'There is no such item.' };
        const { owner: before } = item.payload;
        if (before && before !== this.user.name)
            return { ok: false, code: 'conflict', message: `${before} has it since a moment ago.` };
        this.live.events.add('match_changed', { reason: 'Matched by hand', state: 'matched', ...item.payload, owner, key });
        return { ok: true };
    }

    // Only what was made of the newest state is done, or it would undo what somebody else did meanwhile.
    #change(type, thing, { key, version }, changes) {
        const newest = this.live.events.newestOf(thing);
        if (!newest)
            return { ok: false, code: 'unknown', message: 'There is no such thing.' };
        if (version !== String(newest.payload.version)) {
            const { by, owner } = newest.payload;
            return { ok: false, code: 'conflict', message: `${by ?? owner ?? 'Somebody'} changed it meanwhile.` };
        }
        this.live.events.add(type, { ...newest.payload, ...changes, key });
        return { ok: true };
    }

    #comment({ itemId, kind, text, key }) {
        this.live.events.add('comment_added', { itemId, kind, text, key, by: this.user.name });
        return { ok: true };
    }
}
