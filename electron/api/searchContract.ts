/** @file The calls of the search pages: authorities, probes, lists, searches made and to be made. */
import { z } from 'zod';
import type { Authority, AuthorityState } from '../core/authorityState.ts';
import type { ScheduledSearch } from '../core/disclosure.ts';
import { date, moment } from '../core/forms.ts';
import type { FacePictureMeasures } from '../core/faceMeasures.ts';
import type { FacesFound, Probe } from '../core/probe.ts';
import type { ProbeList } from '../core/probeList.ts';
import { disposals, origins } from '../core/provenance.ts';
import type { Estimate, RatioAnswer, SearchPreview, SearchResult } from '../core/search.ts';
import { call, id, inCase, typed } from './callContract.ts';

export interface StandingAuthority extends Authority {
  readonly state: AuthorityState;
}

/** A probe of the case; `barred`: why it may not be used today, in a sentence. */
export interface UsableProbe extends Probe {
  readonly barred: string | null;
}

/** What was measured on a camera with people who are not in its footage: how many, and what has to be known of it. */
export interface MeasuredCamera {
  readonly camera: string;
  readonly people: number;
  readonly photographs: number;
  readonly tracks: number;
  readonly entry: number;
  /** Too few for any rate: searches do not use it. */
  readonly insufficient: boolean;
  readonly notes: readonly string[];
}

const given = typed.nullable();
const faceNumber = z.number().int().min(1).max(10_000).nullable();
const source = z.union([z.strictObject({ fileId: id }), z.strictObject({ trackId: id })]);
const ending = z.strictObject({ caseId: id, authority: id, reason: typed });

/** As engine/searching.ts takes it: a probe or a list; null means everything. */
const searchInput = z.strictObject({
  caseId: id, probe: id.nullable(), list: id.nullable(), authority: id.nullable(), exhibit: id.nullable(), camera: given, from: moment.nullable(), to: moment.nullable(),
  minimumQuality: z.number().min(0).max(1), limit: z.number().int().min(1).max(100_000), threshold: z.number().min(-1e6).max(1e6).nullable(),
  expectAtMost: z.number().min(1e-9).max(1e9).nullable(),
});

/** One candidate of an answer; the one asked for is answer 0. */
const oneCandidate = z.strictObject({ caseId: id, search: id, answer: z.number().int().min(0).max(100_000), rank: z.number().int().min(1).max(1_000_000) });

export const searchContract = {
  /** As they stand `now`, which no clock that was set back makes earlier than the last entry. */
  authorities: call<{ readonly now: string; readonly all: readonly StandingAuthority[] }>()(inCase),
  /** To search; its number is given by the record. */
  requestAuthority: call<{ readonly authority: string }>()(
    z.strictObject({
      caseId: id, offence: given, purpose: given, necessity: given, proportionality: given, condition: given, document: z.strictObject({ title: typed, version: typed }).nullable(),
      exhibits: z.array(id).min(1).nullable(), cameras: z.array(typed).min(1).nullable(), from: moment.nullable(), to: moment.nullable(),
      origins: z.array(z.enum(origins)).min(1), searches: z.number().int().min(1).max(1_000_000), expires: moment,
    }),
  ),
  grantAuthority: call<null>()(z.strictObject({ caseId: id, authority: id })),
  /** Declines what was asked for, or revokes what was granted. */
  endAuthority: call<null>()(ending),

  probes: call<readonly UsableProbe[]>()(inCase),
  lists: call<readonly ProbeList[]>()(inCase),
  /** The faces that a probe could be made of; nothing is recorded. */
  findFaces: call<FacesFound>('process')(z.strictObject({ caseId: id, from: source })),
  addProbe: call<{ readonly probeId: string }>('process')(
    z.strictObject({
      caseId: id, from: source, face: faceNumber, original: z.strictObject({ fileId: id, face: faceNumber }).nullable(), label: typed,
      provenance: z.strictObject({
        origin: z.enum(origins), source: typed, takenOn: date.nullable(), basis: typed, edits: z.array(typed), reviewOn: date.nullable(),
        custody: z.strictObject({ disposal: z.enum(disposals), retentionDecision: given }).nullable(),
      }),
    }),
  ),

  previewSearch: call<SearchPreview>('process')(searchInput),
  /** What the search would give by chance and what it would miss; nothing is compared or recorded. */
  estimateSearch: call<Estimate>('process')(searchInput),
  /** With a folder of people of whom it is declared that they are not in the footage; counts only, nobody is shown. */
  measureNonMated: call<readonly MeasuredCamera[]>('process')(z.strictObject({ caseId: id, fileId: id, exhibit: id.nullable(), declared: typed })),
  /** Others may search with thresholds below the calibrated range, down to this one. */
  allowThreshold: call<{ readonly allowance: string }>('process')(z.strictObject({ caseId: id, lowest: z.number().min(-1e6).max(1e6), reason: typed })),
  /** The answer is read with `showSearch`, by those who may: the host keeps what a call gave for whoever is signed in. */
  search: call<{ readonly search: string }>('process')(searchInput),
  /** Every search of the case. Not for reviewers. */
  searches: call<readonly ScheduledSearch[]>()(inCase),
  /** What was answered; that somebody looked is an entry. Null: asked for and not answered. */
  showSearch: call<SearchResult | null>()(z.strictObject({ caseId: id, search: id })),
  /** Of the picture searched for and of the candidate’s own frame, from their pixels; null: not to be measured, or erased since. */
  measureCandidate: call<{ readonly probe: FacePictureMeasures | null; readonly candidate: FacePictureMeasures | null }>('process')(oneCandidate),
  likelihoodRatio: call<RatioAnswer>('process')(oneCandidate.omit({ answer: true })),
} as const;
