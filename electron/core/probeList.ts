/** @file Probe list: several probes that one authority allows to be searched for together. Forces call it a watch-list. */
import { z } from 'zod';
import { contentId, date, numbered, text } from './forms.ts';

/** People who are sought, or people who are missing or vulnerable: never both in one list. */
export const listKinds = ['sought', 'missing-or-vulnerable'] as const;
export type ListKind = (typeof listKinds)[number];

export const listEntrySchema = z.strictObject({
  list: numbered('L'),
  probe: contentId,
  /** Why this person is on this list, and by what right. */
  reason: text,
  basis: text.nullable(),
  reviewOn: date,
});

export interface ProbeList {
  readonly list: string;
  readonly name: string;
  readonly kind: ListKind;
  readonly authority: string;
  readonly entries: readonly Readonly<z.infer<typeof listEntrySchema>>[];
}
