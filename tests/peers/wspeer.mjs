// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0
//
// A WebSocket server by npm's ws for tst_wspeer. Writes "port N", and "closed CODE REASON" for each connection that ends; lives until its
// standard input ends. The query of a client's URL says what is to happen:
//   messages  what to send (peermessages.h); each must come back as it left, or the connection is closed with 4999
//   fragment  bytes a frame, all in one without
//   ping      a ping before each frame, and its pong must come
//   stay      does not close when all came back
//   code, reason   what to close with then (1000, "all came back")
//   deflate   the server's options for permessage-deflate as JSON
//   refuse    the HTTP status to answer with instead; Retry-After is 7
import { createServer } from 'node:http';

const library = await import('ws').catch(() => null);
if (!library) {
    console.log('missing ws of npm (./dev test installs it)');
    process.exit(0);
}

const pieces = ['a', 'e', ' ', 'n', '7', '.', 'ä', 'ß', 'é', 'ж', 'я', '中', '文', '€', '😀', '𝄞'].map(piece => Buffer.from(piece));

function messagesOf(list) {
    const messages = [];
    list.split(',').filter(Boolean).forEach((word, index) => {
        if (word === 'r') {
            messages.push(messages[index - 1]);
            return;
        }
        let state = Math.imul(index + 1, 2654435761) >>> 0;
        const next = () => {
            state ^= state << 13;
            state ^= state >>> 17;
            state ^= state << 5;
            return state >>> 0;
        };
        const size = Number(word.slice(1));
        const binary = word[0] === 'b';
        const payload = Buffer.alloc(size + 3);
        let length = 0;
        while (length < size)
            length += binary ? (payload[length] = next() >>> 24, 1) : pieces[next() & 15].copy(payload, length);
        messages.push({ binary, payload: payload.subarray(0, length) });
    });
    return messages;
}

function play(socket, query) {
    const messages = messagesOf(query.get('messages') ?? '');
    let back = 0;
    let pings = 0;
    let pongs = 0;
    const finish = (code, reason) => socket.readyState === socket.OPEN && socket.close(code, reason);
    const finishWhenAllIsBack = () => {
        if (back === messages.length && pongs === pings && !query.has('stay'))
            finish(Number(query.get('code') ?? 1000), query.get('reason') ?? 'all came back');
    };
    socket.on('message', (payload, binary) => {
        const sent = messages[back];
        if (!sent || sent.binary !== binary || !sent.payload.equals(payload)) {
            finish(4999, `message ${back} came back as something else`);
            return;
        }
        ++back;
        finishWhenAllIsBack();
    });
    socket.on('pong', payload => {
        if (payload.toString() !== `ping ${pongs}`) {
            finish(4999, `pong ${pongs} is not of its ping`);
            return;
        }
        ++pongs;
        finishWhenAllIsBack();
    });
    socket.on('close', (code, reason) => console.log(`closed ${code} ${reason}`));
    socket.on('error', error => console.error(error.message));

    for (const { binary, payload } of messages) {
        const size = Number(query.get('fragment') ?? 0) || payload.length || 1;
        for (let at = 0; at === 0 || at < payload.length; at += size) {
            if (query.has('ping'))
                socket.ping(`ping ${pings++}`);
            socket.send(payload.subarray(at, at + size), { binary, fin: at + size >= payload.length });
        }
    }
    finishWhenAllIsBack();
}

const server = createServer();
server.on('upgrade', (request, socket, head) => {
    const query = new URL(request.url, 'ws://peer').searchParams;
    const refused = Number(query.get('refuse') ?? 0);
    const peer = new library.WebSocketServer({
        noServer: true,
        perMessageDeflate: JSON.parse(query.get('deflate') ?? 'false'),
        verifyClient: (info, answer) => answer(!refused, refused, undefined, { 'Retry-After': 7 }),
    });
    peer.handleUpgrade(request, socket, head, client => play(client, query));
});
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
process.stdin.resume().on('end', () => process.exit(0));
