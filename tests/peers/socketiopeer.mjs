// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0
//
// Socket.IO servers by npm's socket.io for tst_socketiopeer and tst_socketiofeed. Writes "port N", and what the tests want to know of the server's side; lives
// until its standard input ends. By the path of the URL:
//   /socket.io/  recovers connections; namespaces /, /tasks and /guarded, which lets "good" in
//   /hasty/      pings each 100 ms, and recovers nothing
//   /mute/       says that it pings each 100 ms, and does not
//   /polled/     has no WebSocket
//   /small/      takes at most 2000 bytes at once
//   /desk/       is a backend for the built-in profile "tasks", and recovers connections
import { createServer } from 'node:http';

const library = await import('socket.io').catch(() => null);
if (!library) {
    console.log('missing socket.io of npm (./dev test installs it)');
    process.exit(0);
}

const http = createServer();
const recovering = { connectionStateRecovery: { maxDisconnectionDuration: 60_000 } };
const serve = (path, options) => new library.Server(http, { path, serveClient: false, destroyUpgrade: false, ...options });

function refusal(message, data) {
    const error = new Error(message);
    error.data = data;
    return error;
}

const refusals = {
    expired: refusal('jwt expired', { status: 401, hint: 'sign in again' }),
    barred: refusal('no', { code: '403' }),
    words: refusal('Authentication error'),
    busy: refusal('the database is away', { statusCode: 503 }),
    parse: refusal('Unexpected token < in JSON'),
    disk: refusal('EACCES: permission denied'),
    worn: refusal('invalid token'),
    locked: refusal('Forbidden'),
    odd: refusal('computer says no'),
};

function guard(socket, next) {
    const token = socket.handshake.auth.token;
    next(token === 'good' ? undefined : refusals[token] ?? refusal('unauthorized'));
}

function play(socket) {
    const name = socket.nsp.name;
    console.log(`connected ${name} recovered ${socket.recovered} by ${socket.conn.transport.name}`);
    socket.on('disconnect', reason => console.log(`disconnected ${name} ${reason}`));
    socket.conn.once('upgrade', transport => console.log(`upgraded ${transport.name}`));
    socket.on('echo', (...given) => {
        const answer = given.at(-1);
        if (typeof answer === 'function')
            answer(...given.slice(0, -1));
        else
            socket.emit('echo', ...given);
    });
    socket.on('handshake', answer => {
        const { auth, headers, query } = socket.handshake;
        answer({ token: auth.token ?? null, authorization: headers.authorization ?? null, query: query.q ?? null });
    });
    socket.on('ask', value => socket.timeout(2000).emit('question', value, (error, ...given) => {
        console.log(`answer ${error ? 'none' : JSON.stringify(given)}`);
    }));
    socket.on('silence', () => {});
    socket.on('blob', (size, answer) => {
        const bytes = Buffer.alloc(size, 'bell');
        if (typeof answer === 'function')
            answer({ ok: true, bytes });
        else
            socket.emit('blob', { bytes, list: [Buffer.from('board'), 'text'] });
    });
    socket.on('whisper', word => socket.volatile.emit('whisper', word, 7));
    socket.on('news', (from, to) => {
        for (let number = from; number <= to; ++number)
            socket.nsp.emit('news', { number });
    });
    // The connection breaks; what comes until it is back must not be lost.
    socket.on('drop', (from, to) => {
        socket.once('disconnect', () => setTimeout(() => {
            for (let number = from; number <= to; ++number)
                socket.nsp.emit('news', { number });
        }, 10));
        socket.conn.transport.socket?._socket.destroy() ?? socket.conn.close(true);
    });
    socket.on('leave', all => socket.disconnect(all));
    socket.on('end', () => socket.conn.close());
    // What no server of theirs sends.
    socket.on('say', (...packets) => {
        for (const packet of packets)
            socket.conn.sendPacket('message', packet.startsWith('b') ? Buffer.from(packet.slice(1)) : packet);
    });
    socket.emit('hello', name);
}

function run(server) {
    for (const name of ['/', '/tasks'])
        server.of(name).on('connection', play);
    server.of('/guarded').use(guard).on('connection', play);
    return server;
}

run(serve('/socket.io/', recovering));
run(serve('/hasty/', { pingInterval: 100, pingTimeout: 5000 }));
run(serve('/mute/', { pingInterval: 100, pingTimeout: 200 })).engine.on('connection', socket => {
    clearTimeout(socket.pingIntervalTimer);
});
run(serve('/polled/', { transports: ['polling'], pingInterval: 100, pingTimeout: 5000 }));
run(serve('/small/', { maxHttpBufferSize: 2000 }));

const desk = serve('/desk/', recovering).of('/tasks');
let notes = 0;

function task(number) {
    const at = 1770109825000 + number;
    desk.to('tasks').emit('task:status', { taskId: `TSK-${number}`, version: 1, status: 'PENDING', title: `Task ${number}`, updatedAt: at });
}

function review(state) {
    const review = { alertId: 'RV-1', state, priority: 'URGENT', reason: 'Two approvals needed', raisedAt: 1770109825000, at: 1770109827000 };
    desk.to('reviews').emit('review:manual', review);
}

desk.on('connection', socket => {
    console.log(`desk connected recovered ${socket.recovered}`);
    socket.emit('session:ready', { user: { name: 'Priya' }, node: 'tasks-1' });
    socket.on('rooms:join', ({ rooms }) => {
        socket.join(rooms);
        [1, 2, 3].forEach(task); // again to everyone who comes back
        review('OPEN');
        socket.emit('task:archived', { taskId: 'TSK-1' });
    });
    socket.on('review:take', ({ alertId }, answer) => {
        review('TAKEN');
        answer({ ok: alertId === 'RV-1' });
    });
    // Refused, and with more words than the profile reads.
    socket.on('task:note', (note, answer) => answer({ ok: false, code: 'closed', message: 'The task is closed.', times: ++notes }));
    // The first of a key is lost with the connection.
    socket.on('task:assign', ({ key }, answer) => {
        console.log(`assign ${key}`);
        if (socket.recovered)
            return answer({ ok: true });
        socket.once('disconnect', () => setTimeout(() => [4, 5, 6].forEach(task), 10));
        socket.conn.transport.socket?._socket.destroy() ?? socket.conn.close(true);
    });
});

http.listen(0, '127.0.0.1', () => console.log(`port ${http.address().port}`));
process.stdin.resume().on('end', () => process.exit(0));
