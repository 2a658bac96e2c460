// Measures plexi-plugin beside what it is compared with: `npm run bench`, or `npm run bench -- pack verify` for some.
import { cpus, totalmem } from 'node:os';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCode } from '../scripts/build.ts';
import { host } from './host.ts';
import { media } from './media.ts';
import { pack } from './pack.ts';
import { renderTable, type Bench, type Row } from './row.ts';
import { sandbox } from './sandbox.ts';
import { init, startUp } from './start-up.ts';
import { stop } from './stop.ts';
import { test } from './test.ts';
import { ROOT } from './tools.ts';
import { verify } from './verify.ts';

const BENCHES: readonly Bench[] = [startUp, init, pack, verify, test, sandbox, stop, host, media];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(`there is no bench ${unknown.join(', ')}; there are ${BENCHES.map(({ name }) => name).join(', ')}\n`);
  process.exit(2);
}

await buildCode();
const rows: Row[] = [];
for (const bench of BENCHES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  process.stderr.write(`${bench.name} …\n`);
  rows.push(...(await bench.run()));
}
process.stdout.write(`${renderTable(rows)}\n`);
// A part must not stand for the whole.
if (wanted.length === 0) await writeFile(join(ROOT, 'bench', 'results.md'), renderResults(rows));

function renderResults(measured: readonly Row[]): string {
  const machine = `${String(cpus().length)} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${process.platform} ${process.arch}, Node.js ${process.versions.node}`;
  return [
    '# Measurements',
    `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${machine}.`,
    'Medians of pairs that were run in turns; ratios are medians of the ratios of the pairs. Goals are judged by wall time.',
    renderTable(measured),
    '',
  ].join('\n\n').trimEnd() + '\n';
}
