/** @file Authority: the recorded permission to search or to erase, as it is asked for. */
import { z } from 'zod';
import { contentId, moment, numbered, text } from './forms.ts';
import { lawfulBasis } from './policy.ts';
import { origins } from './provenance.ts';

/**
 * What is asked for. Exhibits (ids), cameras and times null: no limit by that. `items`: what may be erased (ids of exhibits, probes,
 * tracks), for an erasure; a search has none. `searches`: the most that may be made.
 */
export const authoritySchema = z.strictObject({
  authority: numbered('A'),
  kind: z.enum(['search', 'erasure']),
  offence: text.nullable(),
  purpose: text.nullable(),
  necessity: text.nullable(),
  proportionality: text.nullable(),
  basis: lawfulBasis,
  exhibits: z.array(contentId).min(1).nullable(),
  cameras: z.array(text).min(1).nullable(),
  from: moment.nullable(),
  to: moment.nullable(),
  origins: z.array(z.enum(origins)),
  searches: z.number().int().nonnegative(),
  items: z.array(text),
  expires: moment,
});
export type AuthorityRequest = Readonly<z.infer<typeof authoritySchema>>;
