/** @file A folder with the report of a measurement, HTML and PDF, and its files of numbers: whole or not there. */
import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../../core/failure.ts';
import type { ReportDocument } from '../disclose/report/document.ts';
import { reportHtml } from '../disclose/report/html.ts';
import { reportPdf } from '../disclose/report/pdf.ts';

/** Before the long work: Failure 'folder-in-use' where something is there already. */
export function refuseUsedFolder(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Failure('folder-in-use', { folder });
}

/** Writes report.html, report.pdf and `files` (name -> text). Failures 'folder-in-use', 'folder-unusable'. */
export async function writeReportFolder(folder: string, report: ReportDocument, files: Readonly<Record<string, string>>): Promise<void> {
  const target = resolve(folder);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.part`);
  refuseUsedFolder(target);
  try {
    await mkdir(temporary, { recursive: true });
    await writeFile(join(temporary, 'report.html'), reportHtml(report));
    await pipeline(reportPdf(report, () => Promise.resolve(null)), createWriteStream(join(temporary, 'report.pdf')));
    for (const [name, text] of Object.entries(files)) await writeFile(join(temporary, name), text);
    if (existsSync(target)) await rmdir(target);
    await rename(temporary, target);
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true });
    throw new Failure('folder-unusable', { folder, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}
