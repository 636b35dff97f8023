/** @file The state of an authority: what the entries leave of it, and how it stands at a moment. Without schemas, so that verify.mjs can ask it too. */
import type { AuthorityRequest } from './authority.ts';

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

/** Whether it was in force once and will not be again. */
export function hasEnded(authority: Authority, now: string): boolean {
  return ['expired', 'revoked', 'exhausted'].includes(authorityState(authority, now));
}

export const authorityStateWords: Readonly<Record<AuthorityState, string>> = {
  requested: 'not granted yet',
  'in-force': 'in force',
  declined: 'declined',
  revoked: 'revoked',
  expired: 'expired',
  exhausted: 'used up',
};
