// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0
//
// A reconciliation backend as its team would write it: npm's ws, and an HTTP endpoint for whoever has no WebSocket. It speaks as
// resources/profiles/reconciliation.toml says. Writes "port N"; lives until its standard input ends. It is told what to do by HTTP:
//   POST /control?ws=open|403|401|silence|swallow   what becomes of WebSockets from now on; those that stand are dropped
//   POST /control?poll=held|quick|cut|half|words|nolist|elsewhere|slow   how polls are answered: held until there is something, at once;
//                 or the next one badly: cut off, half of the JSON, no JSON, no list, a redirect to another server, 429
//   POST /emit?channel=runs&count=3   as many events
//   GET /log     what was emitted, and how often each way was tried
import { createServer } from 'node:http';

const library = await import('ws').catch(() => null);
if (!library) {
    console.log('missing ws of npm (./dev test installs it)');
    process.exit(0);
}

const generation = 'g1';
const pageSize = 3;
const channels = new Map(); // name -> events, the first has seq 1
const waiting = new Set(); // polls that are held
const tries = { upgrades: 0, polls: 0, assigned: [] };
let manner = 'open';
let polling = 'held';
const sockets = new library.WebSocketServer({ noServer: true });

function emit(name) {
    const events = channels.get(name) ?? channels.set(name, []).get(name);
    const seq = events.length + 1;
    events.push({
        id: `${name}-${seq}`, type: 'job_progress', ts: '2026-02-03T09:40:00Z', channel: name, generation, seq,
        payload: { jobId: `RUN-${name}-${seq}`, name: 'Bank', phase: 'MATCHING', processed: seq, total: 4000, matched: seq,
            unmatched: { count: 0, value: '0.00', currency: 'EUR' } },
    });
    for (const client of sockets.clients)
        client.send(JSON.stringify(events.at(-1)));
    for (const answer of [...waiting])
        answer();
}

function after(query) {
    const channel = query.get('channel');
    const events = [...channels].filter(([name]) => !channel || name === channel).flatMap(([, all]) => all);
    return events.filter(event => event.seq > Number(query.get('after') ?? 0));
}

function poll(query, response) {
    ++tries.polls;
    const send = (status, body, fields = {}) =>
        response.writeHead(status, { 'Content-Type': 'application/json', ...fields }).end(body);
    const answer = () => {
        const begin = Number(query.get('cursor') || 0);
        const all = after(query);
        const more = begin + pageSize < all.length;
        send(200, JSON.stringify({ events: all.slice(begin, begin + pageSize), nextCursor: more ? String(begin + pageSize) : null }));
    };
    const how = polling;
    if (how !== 'held' && how !== 'quick')
        polling = 'quick';
    const body = JSON.stringify({ events: after(query), nextCursor: null });
    switch (how) {
    case 'cut':
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
        response.write(body.slice(0, body.length / 2));
        setTimeout(() => response.destroy(), 20);
        return;
    case 'half': // whole by HTTP, half by JSON
        return send(200, body.slice(0, body.length / 2));
    case 'words':
        return send(200, 'Service is warming up');
    case 'nolist':
        return send(200, '{"items":[]}');
    case 'elsewhere':
        return send(302, '', { Location: 'http://127.0.0.1:9/api/v1/events' });
    case 'slow':
        return send(429, '{}', { 'Retry-After': '1' });
    }
    if (how === 'quick' || after(query).length > 0)
        return answer();
    const forget = () => {
        clearTimeout(timer);
        waiting.delete(wake);
    };
    const finish = () => {
        forget();
        answer();
    };
    const wake = () => after(query).length > 0 && finish();
    const timer = setTimeout(finish, 20_000);
    waiting.add(wake);
    response.on('close', forget);
}

const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://peer');
    const query = url.searchParams;
    if (url.pathname === '/api/v1/events')
        return poll(query, response);
    if (url.pathname === '/control') {
        if (query.has('ws')) {
            manner = query.get('ws');
            for (const client of sockets.clients)
                client.terminate();
        }
        polling = query.get('poll') ?? polling;
    } else if (url.pathname === '/emit') {
        for (let i = 0; i < Number(query.get('count')); ++i)
            emit(query.get('channel'));
    }
    const log = { ...tries, ids: [...channels.values()].flat().map(event => event.id), open: sockets.clients.size };
    response.end(JSON.stringify(log));
});

server.on('upgrade', (request, socket, head) => {
    ++tries.upgrades;
    socket.on('error', () => {});
    if (manner === '403')
        return socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
    if (manner === '401')
        return socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    if (manner === 'silence')
        return; // neither an answer nor an end
    sockets.handleUpgrade(request, socket, head, client => {
        const say = message => client.send(JSON.stringify(message));
        client.on('error', () => {});
        if (manner === 'swallow') {
            sockets.clients.delete(client); // what is said comes and goes nowhere
            return;
        }
        client.on('message', text => {
            const message = JSON.parse(text);
            if (message.type === 'ping')
                say({ type: 'pong', payload: { id: message.payload.id } });
            if (message.type === 'assign') {
                tries.assigned.push(message.payload.key);
                say({ type: 'command_result', payload: { key: message.payload.key, ok: true } });
            }
            if (message.type === 'subscribe') {
                const known = new Map(message.payload.positions.map(({ stream, offset }) => [stream, offset]));
                for (const [name, events] of channels)
                    events.slice(known.get(name) ?? 0).forEach(say);
            }
        });
        say({ type: 'hello', payload: { user: 'Priya', server: 'recon-1', heartbeatMs: 20_000 } });
    });
});
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
process.stdin.resume().on('end', () => process.exit(0));
