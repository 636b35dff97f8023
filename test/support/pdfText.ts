/** @file The texts of a PDF as a reader copies them out of it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In the order in which they were written; null where `pdftotext` is not installed, or cannot read it. */
export function pdfText(pdf: Uint8Array): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-report-'));
  try {
    writeFileSync(join(folder, 'report.pdf'), pdf);
    const { status, stdout } = spawnSync('pdftotext', ['-raw', join(folder, 'report.pdf'), '-'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
    return status === 0 ? stdout : null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
