import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renderHtmlReport, type HtmlReport } from '../core/test-report/render-html-report.ts';

/** Writes results as one page; folders on the way are made. */
export async function writeHtmlReport(file: string, report: HtmlReport): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, renderHtmlReport(report));
}
