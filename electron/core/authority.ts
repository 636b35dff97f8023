/** @file Authority: the recorded permission to search or to erase. Its scope is compared before anything is scored. Pure. */
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

interface Signed {
  readonly name: string;
  readonly publicKey: string;
  readonly at: string;
  /** Index of the entry. */
  readonly entry: number;
}

/** An authority as the entries leave it. `used`: searches, lists and checks asked for under it. */
export interface Authority extends AuthorityRequest {
  readonly requested: Signed;
  readonly granted: Signed | null;
  readonly ended: (Signed & { readonly how: 'declined' | 'revoked'; readonly reason: string }) | null;
  readonly used: number;
}

export type AuthorityState = 'requested' | 'in-force' | 'declined' | 'revoked' | 'expired' | 'exhausted';

/** How an authority stands at this moment (RFC 3339). */
export function authorityState(authority: Authority, now: string): AuthorityState {
  if (authority.ended !== null) return authority.ended.how;
  if (authority.granted === null) return 'requested';
  if (Date.parse(authority.expires) <= Date.parse(now)) return 'expired';
  return authority.kind === 'search' && authority.used >= authority.searches ? 'exhausted' : 'in-force';
}

export const authorityStateWords: Readonly<Record<AuthorityState, string>> = {
  requested: 'not granted yet',
  'in-force': 'in force',
  declined: 'declined',
  revoked: 'revoked',
  expired: 'expired',
  exhausted: 'used up',
};
