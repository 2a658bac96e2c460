#!/usr/bin/env node
import { checkNodeVersion } from '../src/cli/check-node-version.ts';
import { main } from '../src/cli/main.ts';
import { renderDiagnostic } from '../src/core/diagnostics/render-diagnostic.ts';

const problem = checkNodeVersion(process.versions.node);
if (problem === undefined) {
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write(`${renderDiagnostic(problem)}\n`);
  process.exitCode = 2;
}
