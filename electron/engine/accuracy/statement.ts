/** @file The accuracy statement of a search as a file of its own: a draft for the expert who signs. The same statement is in every bundle. */
import type { Job } from '../../core/job.ts';
import type { Case } from '../caseFolder.ts';
import { accuracyStatement } from '../disclose/accuracy.ts';
import type { AccuracyStatement } from '../disclose/accuracy.ts';
import { calibrationsOf } from '../disclose/calibrations.ts';
import { packsOf } from '../disclose/export.ts';
import { gather } from '../disclose/gather.ts';
import { sha256 } from '../hash.ts';
import { canonical } from '../../ledger/canonical.ts';
import { writeNew } from '../retain/newFile.ts';

export interface WrittenStatement {
  readonly file: string;
  readonly sha256: string;
  readonly heads: number;
  /** Heads of which the record has nothing to say. */
  readonly blank: number;
  readonly statement: AccuracyStatement;
}

/** Writes the statement: canonical JSON where the name ends in .json, else text. It shows no face. Failures 'search-unknown', 'pack-changed', 'file-exists', 'file-unwritable'. */
export async function writeStatement(opened: Case, search: string, file: string, job: Job): Promise<WrittenStatement> {
  const gathered = gather(opened, [search]);
  const packs = await packsOf(gathered, opened.home, job);
  const searches = gathered.searches.map((each) => ({ ...each, pack: packs.get(each.request.pack.digest)!.description }));
  const statement = accuracyStatement({ ...gathered, searches, calibrations: calibrationsOf(opened.db, gathered) });
  const text = file.endsWith('.json') ? `${canonical(statement)}\n` : statementText(statement, `${gathered.case.reference}, ${gathered.case.name}, search ${search}`);
  writeNew(file, text);
  return { file, sha256: sha256(text), heads: statement.heads.length, blank: statement.heads.filter(({ answer }) => answer === null).length, statement };
}

function statementText({ caution, heads }: AccuracyStatement, of: string): string {
  return [
    `Accuracy statement (draft): ${of}`, '', 'Made by a program from what is recorded. It is not the report of an expert.', caution, '',
    ...heads.flatMap(({ rule, asks, answer, note, records }) => [`${rule}  ${asks}`, `  ${answer ?? '(blank)'}`, `  ${note}`, ...(records.length === 0 ? [] : [`  Recorded in: ${records.join(', ')}`]), '']),
  ].join('\n');
}
