import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { createCoverageReport } from '../../../src/core/coverage/coverage-report.ts';
import { renderHtmlReport, type HtmlReport } from '../../../src/core/test-report/render-html-report.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';
import { hasTool, testWith } from '../../helpers/tools.ts';
import { launchBrowser } from '../../helpers/ui-host.ts';

const PAYLOADS = [
  '<script>window.hit = 1</script>',
  '</style></title></details><script>window.hit = 1</script>',
  '"><img src=x onerror="window.hit = 1">',
  "' onmouseover='window.hit=1' autofocus onfocus='window.hit=1",
  '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
  '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">',
  '<!--', ']]>', '\u202e<svg onload=window.hit=1>\u0000',
];

const LOOK = `({
  hit: 'hit' in window,
  elements: document.querySelectorAll('script, img, iframe, svg, object, embed, [onerror], [onfocus], [onmouseover]').length,
  policies: document.querySelectorAll('meta[http-equiv]').length,
  sections: [...document.querySelectorAll('h2')].map(({ textContent }) => textContent),
})`;

/** A report in which every text is the attack. */
function createReport(text: string): HtmlReport {
  const problem = { code: text as 'PLX4010', severity: 'error' as const, message: text, hint: text, file: text, line: 1, details: [text] };
  const timeline = [{ at: 0, type: 'log' as const, name: text, detail: text, permission: text }];
  const test = { name: text, state: 'failed' as const, durationMs: 1, problems: [problem], proves: text, file: text, timeline };
  const points = { path: text, source: text, statements: [], functions: [], branches: [] };
  const offers = [{ entry: text, type: text, name: text, calls: 0 }];
  return {
    plugin: { name: text, version: text },
    suites: [{ type: 'file', name: text, durationMs: 1, tests: [test], problems: [problem] }],
    durationMs: 1,
    seed: 1,
    finishedAt: text,
    diagnostics: [{ ...problem }],
    coverage: createCoverageReport([points], { counts: [], offers, permissions: [] }, [text as 'users.read']),
    counted: { files: [points], counts: [] },
  };
}

describe('a report of a hostile plugin', () => {
  let browser: Browser | undefined;
  beforeAll(async () => { browser = hasTool('chromium') ? await launchBrowser() : undefined; });
  afterAll(async () => { await browser?.close(); });

  for (const payload of PAYLOADS) {
    testWith(['chromium'], `shows ${JSON.stringify(payload)} and does not run it`, async () => {
      const file = join(await createFolder({}), 'report.html');
      await writeFile(file, renderHtmlReport(createReport(payload)));
      const page = await browser?.newPage();
      if (page === undefined) throw new Error('there is no browser');
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(file).href);
      await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
      await page.locator('summary').last().hover();
      await page.keyboard.press('Tab');
      const found = await page.evaluate(LOOK);
      expect(found).toEqual({ hit: false, elements: 0, policies: 1, sections: ['About this run', 'Results', 'Permissions', 'Coverage', 'Hooks and more'] });
      const shown = payload.replace('\u202e', '\\u{202e}').replace('\u0000', '\\u{0}');
      expect(await page.locator('body').textContent()).toContain(shown);
      expect(requests).toEqual([pathToFileURL(file).href]);
      await page.close();
    });
  }
});
