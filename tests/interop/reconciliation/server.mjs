// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// A reconciliation server: long jobs, their matches and what is left, live over WebSocket, or where that is blocked by
// server-sent events or HTTP polling.
//
//     TOKEN_SECRET=... EVENTS=/var/lib/reconciliation/events.jsonl node server.mjs 8080
//
// A browser cannot set headers of a WebSocket, so the token comes as ?access_token=, and is never logged.
import { createServer } from 'node:http';
import { jwtVerify } from 'jose';
import { Events } from './events.mjs';
import { Live } from './live.mjs';

const secret = new TextEncoder().encode(process.env.TOKEN_SECRET);
const events = new Events(process.env.EVENTS ?? 'events.jsonl');
const live = new Live(events, {
    name: process.env.SERVER_NAME ?? 'recon-1',
    heartbeatMs: Number(process.env.HEARTBEAT_MS ?? 20_000),
});
const pageSize = 200;

async function userOf(request, url) {
    const token = url.searchParams.get('access_token') ?? request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    const { payload } = await jwtVerify(token, secret, { algorithms: ['HS256'] });
    return { name: payload.name, expires: payload.exp * 1000 };
}

// One page of a list; the cursor is the place in it.
function page(list, cursor) {
    const from = Number(cursor) || 0;
    return { events: list.slice(from, from + pageSize), nextCursor: from + pageSize < list.length ? String(from + pageSize) : null };
}

const routes = {
    'GET /api/v1/events': ({ searchParams: query }) => {
        const after = Number(query.get('after')) || 0;
        const list = events.channels
            .filter(channel => !query.get('channel') || channel === query.get('channel'))
            .flatMap(channel => events.after(channel, query.get('generation') ?? undefined, after).events);
        return [200, page(list, query.get('cursor'))];
    },
    'GET /api/v1/events/snapshot': ({ searchParams: query }) => [200, page(events.snapshot(), query.get('cursor'))],
    'GET /api/v1/status': () => [200, live.status()],
    // For the workers that run the jobs.
    'POST /api/v1/events': (_, body) => [201, events.add(body.type, body.payload ?? {})],
};

async function bodyOf(request) {
    const chunks = [];
    for await (const chunk of request)
        chunks.push(chunk);
    return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks)) : {};
}

async function answer(request) {
    const url = new URL(request.url, 'http://localhost');
    const route = routes[`${request.method} ${url.pathname}`];
    if (!route)
        return [404, { message: 'There is no such thing.' }];
    try {
        await userOf(request, url);
    } catch {
        return [401, { message: 'Sign in.' }];
    }
    try {
        return route(url, request.method === 'POST' ? await bodyOf(request) : undefined);
    } catch (error) {
        return [400, { message: error.message }];
    }
}

// Server-sent events (HTML Living Standard, 9.2).
async function stream(request, response) {
    const url = new URL(request.url, 'http://localhost');
    try {
        live.stream(response, await userOf(request, url), JSON.parse(url.searchParams.get('positions') ?? '[]'));
    } catch {
        response.writeHead(401).end();
    }
}

const server = createServer(async (request, response) => {
    if (request.method === 'GET' && request.url.startsWith('/api/v1/events/stream'))
        return stream(request, response);
    const [status, body] = await answer(request);
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
});

server.on('upgrade', async (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const url = new URL(request.url, 'http://localhost');
    try {
        live.accept(request, socket, head, await userOf(request, url));
    } catch {
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    }
});

server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => console.log(`listening on ${server.address().port}`));

process.on('SIGTERM', () => {
    live.close();
    server.close();
    setTimeout(() => process.exit(0), 300);
});
