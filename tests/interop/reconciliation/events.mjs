// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// The events of each channel, in a file to which lines are added, so that a restart loses nothing.
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

const required = {
    job_progress: ['jobId', 'name', 'phase', 'processed', 'matched', 'unmatched'],
    job_completed: ['jobId', 'name', 'processed', 'total', 'matched', 'unmatched'],
    match_created: ['itemId', 'jobId', 'amount', 'currency'],
    match_changed: ['itemId', 'jobId', 'state', 'amount', 'currency', 'reason'],
    rule_changed: ['ruleId', 'name', 'expression', 'enabled', 'by'],
    metrics: ['name', 'value'],
    comment_added: ['itemId', 'kind', 'by', 'text'],
    system_status: ['component', 'status', 'message'],
};

export class Events {
    #file;
    #channels = new Map([['runs', []], ['system', []]]);
    #listeners = new Set();
    generation = randomUUID().slice(0, 8);

    constructor(file) {
        this.#file = file;
        if (existsSync(file)) {
            const [generation, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
            this.generation = generation;
            for (const line of lines) {
                const event = JSON.parse(line);
                this.#channels.get(event.channel).push(event);
            }
        } else {
            appendFileSync(file, `${this.generation}\n`);
        }
    }

    get channels() {
        return [...this.#channels.keys()];
    }

    // Of types that we know, what is missing is an error of whoever adds them; newer parts of the system may add others.
    add(type, payload) {
        const missing = (required[type] ?? []).filter(name => payload[name] === undefined);
        if (missing.length > 0)
            throw new TypeError(`${type} without ${missing.join(', ')}`);
        // What several people may change at once says which state it is in; who changes it names the one that they saw.
        const thing = payload.ruleId ?? payload.itemId;
        if (type === 'rule_changed' || type.startsWith('match_'))
            payload = { ...payload, version: (this.newestOf(thing)?.payload.version ?? 0) + 1 };
        const channel = type === 'system_status' ? 'system' : 'runs';
        const events = this.#channels.get(channel);
        const event = {
            id: `e-${randomUUID()}`, type, ts: new Date().toISOString(), channel,
            generation: this.generation, seq: events.length + 1, payload,
        };
        appendFileSync(this.#file, `${JSON.stringify(event)}\n`);
        events.push(event);
        for (const listener of this.#listeners)
            listener(event);
        return event;
    }

    // Those behind a position; of another generation, all. Numbers begin at 1 and leave nothing out.
    after(channel, generation, seq) {
        const events = this.#channels.get(channel) ?? [];
        const known = generation === this.generation && seq <= events.length;
        return { events: events.slice(known ? seq : 0), newest: events.length, complete: known || !generation };
    }

    // The newest event of each thing.
    snapshot() {
        const newest = new Map();
        for (const event of [...this.#channels.values()].flat())
            newest.set(event.payload.ruleId ?? event.payload.itemId ?? event.payload.jobId ?? event.payload.component
                ?? event.payload.name, event);
        return [...newest.values()];
    }

    // Of an item or a rule.
    newestOf(thing) {
        return this.#channels.get('runs').findLast(event => event.payload.version !== undefined
            && (event.payload.ruleId ?? event.payload.itemId) === thing);
    }

    // Of commands that led to an event.
    keys() {
        return [...this.#channels.values()].flat().map(event => event.payload.key).filter(Boolean);
    }

    listen(listener) {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    }
}
