// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0
//
// node asyncapi.mjs FILE: exits 0 only when FILE is an AsyncAPI 3 document without errors or warnings.
import { readFile } from 'node:fs/promises';
import { Parser, DiagnosticSeverity } from '@asyncapi/parser';

const file = process.argv[2];
if (!file) {
    console.error('usage: node asyncapi.mjs FILE');
    process.exit(2);
}
const { document, diagnostics } = await new Parser().parse(await readFile(file, 'utf8'), { source: file });
const findings = diagnostics.filter((each) => each.severity <= DiagnosticSeverity.Warning);
for (const { range, severity, code, message, path } of findings) {
    const kind = severity === DiagnosticSeverity.Error ? 'error' : 'warning';
    console.error(`${file}:${range.start.line + 1}: ${kind}: ${message} [${code}] at ${path.join('.')}`);
}
if (!document) {
    console.error(`${file}: not an AsyncAPI document`);
} else if (!document.version().startsWith('3.')) {
    console.error(`${file}: written for AsyncAPI ${document.version()}, expected 3`);
}
process.exit(document?.version().startsWith('3.') && findings.length === 0 ? 0 : 1);
