// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0
//
// node receive.mjs KIND URL EVENTS SKIP [CA]: receives EVENTS from a load server and writes {"ns", "wall_s", "events"} for those behind
// SKIP, as the benchmark's own receivers do. KIND is "ws" (nothing parsed), "ws-json" (JSON.parse, nine fields read),
// "socket.io", "socket.io-polls" (by HTTP long polling only), "fetch-pages" or "fetch-events" (server-sent ones).
import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { io } from 'socket.io-client';
import { receiveEvents, receivePages } from './http.mjs';
import { Meter, readFields } from './meter.mjs';

const [kind, url, events, skip, ca] = process.argv.slice(2);
const meter = new Meter(Number(events), Number(skip));

if (kind === 'fetch-pages') {
    await receivePages(url, meter);
} else if (kind === 'fetch-events') {
    await receiveEvents(url, meter);
} else if (kind.startsWith('socket.io')) {
    const socket = io(url, { transports: [kind === 'socket.io' ? 'websocket' : 'polling'], reconnection: false });
    let welcomed = false;
    socket.on('connect', () => { socket.emit('hello'); socket.emit('subscribe'); });
    socket.on('event', event => {
        if (!welcomed) {
            welcomed = true;
            return;
        }
        readFields(event);
        if (meter.count())
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
        if (meter.count())
            socket.send('ready');
    });
    socket.on('error', error => { console.error(error.message); process.exit(1); });
}
