// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0
//
// Clients of what comes over HTTP, by the fetch that node has built in.
import { readFields } from './meter.mjs';

/** Asks for page after page behind the cursor. */
export async function receivePages(url, meter) {
    for (let cursor = '';;) {
        const answer = await fetch(`${url}/page?cursor=${cursor}`);
        const page = await answer.json();
        cursor = page.next;
        for (const event of page.items) {
            readFields(event);
            if (meter.count())
                await fetch(`${url}/ready`);
        }
    }
}

/** Reads server-sent events line by line. */
export async function receiveEvents(url, meter) {
    const answer = await fetch(`${url}/events`, { headers: { accept: 'text/event-stream' } });
    const decoder = new TextDecoder();
    let rest = '';
    let data = '';
    for await (const bytes of answer.body) {
        const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
        rest = lines.pop();
        for (const line of lines) {
            if (line.startsWith('data: ')) {
                data += line.slice(6);
            } else if (line === '' && data !== '') {
                readFields(JSON.parse(data));
                data = '';
                if (meter.count())
                    await fetch(`${url}/ready`);
            }
        }
    }
}
