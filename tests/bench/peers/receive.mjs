// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0
//
// node receive.mjs KIND URL EVENTS SKIP [CA]: receives EVENTS from a load server and writes {"ns", "wall_s", "events"} for those behind
// SKIP, as the benchmark's own receivers do. KIND is "ws" (nothing parsed), "ws-json" (JSON.parse, nine fields read) or "socket.io".
import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { io } from 'socket.io-client';

const [kind, url, eventsText, skipText, ca] = process.argv.slice(2);
const events = Number(eventsText);
const skip = Number(skipText);
let seen = 0;
let cpu = process.cpuUsage();
let wall = process.hrtime.bigint();

/** Counts an event; true when all rows are there and the rest may come. */
function count() {
    ++seen;
    if (seen === skip) {
        cpu = process.cpuUsage();
        wall = process.hrtime.bigint();
    }
    if (seen === events) {
        const used = process.cpuUsage(cpu);
        const measured = events - skip;
        console.log(JSON.stringify({
            ns: (used.user + used.system) * 1000 / measured,
            wall_s: Number(process.hrtime.bigint() - wall) / 1e9,
            events: measured,
        }));
        process.exit(0);
    }
    return seen === skip;
}

function readFields(event) {
    const { id, source, type, time, subject, sequence, data: { status, money: { amount, currency } } } = event;
    if (!(id && source && type && time && subject && sequence && status && amount && currency))
        throw new Error('a payment without one of its fields');
}

if (kind === 'socket.io') {
    const socket = io(url, { transports: ['websocket'], reconnection: false });
    let welcomed = false;
    socket.on('connect', () => { socket.emit('hello'); socket.emit('subscribe'); });
    socket.on('event', event => {
        if (!welcomed) {
            welcomed = true;
            return;
        }
        readFields(event);
        if (count())
            socket.emit('ready');
    });
} else {
    const socket = new WebSocket(url, 'cloudevents.json', ca ? { ca: readFileSync(ca) } : {});
    let welcomed = false;
    socket.on('open', () => { socket.send('hello'); socket.send('subscribe'); });
    socket.on('message', message => {
        if (!welcomed) {
            welcomed = true;
            return;
        }
        if (kind === 'ws-json')
            readFields(JSON.parse(message));
        if (count())
            socket.send('ready');
    });
    socket.on('error', error => { console.error(error.message); process.exit(1); });
}
