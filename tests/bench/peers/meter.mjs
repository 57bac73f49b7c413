// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0
//
// What the clients on node count, read and measure with, as the benchmark's own receivers do.

/** Counts `events`, and measures those behind the first `skip`; writes {"ns", "wall_s", "events"} and ends the program when all came. */
export class Meter {
    #events;
    #skip;
    #seen = 0;
    #cpu = process.cpuUsage();
    #wall = process.hrtime.bigint();

    constructor(events, skip) {
        this.#events = events;
        this.#skip = skip;
    }

    /** Counts an event; true when all rows are there and the rest may come. */
    count() {
        ++this.#seen;
        if (this.#seen === this.#skip) {
            this.#cpu = process.cpuUsage();
            this.#wall = process.hrtime.bigint();
        }
        if (this.#seen === this.#events) {
            const used = process.cpuUsage(this.#cpu);
            const measured = this.#events - this.#skip;
            console.log(JSON.stringify({
                ns: (used.user + used.system) * 1000 / measured,
                wall_s: Number(process.hrtime.bigint() - this.#wall) / 1e9,
                events: measured,
            }));
            process.exit(0);
        }
        return this.#seen === this.#skip;
    }
}

/** Reads the nine fields of a payment. */
export function readFields(event) {
    const { id, source, type, time, subject, sequence, data: { status, money: { amount, currency } } } = event;
    if (!(id && source && type && time && subject && sequence && status && amount && currency))
        throw new Error('a payment without one of its fields');
}
