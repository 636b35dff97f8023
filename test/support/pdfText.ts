/** @file The texts of a PDF as a reader copies them out of it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In the order in which they were written; null, which is said aloud, where `pdftotext` is not installed. */
export function pdfText(pdf: Uint8Array): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-report-'));
  try {
    writeFileSync(join(folder, 'report.pdf'), pdf);
    const { error, status, stdout, stderr } = spawnSync('pdftotext', ['-raw', join(folder, 'report.pdf'), '-'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
    if (error) {
      process.stdout.write('pdftotext is not installed: the texts of a PDF were not looked at\n');
      return null;
    }
    if (status !== 0) throw new Error(`pdftotext cannot read it: ${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Without the heads and feet of pages, which may stand within a sentence. */
export function withinPages(text: string, isHead: (line: string) => boolean): string {
  return text.split(/[\n\f]/).filter((line) => !/Page \d+ of \d+$/.test(line) && !isHead(line)).join('\n');
}
