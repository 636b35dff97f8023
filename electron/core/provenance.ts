/** @file Provenance of a probe: where its picture comes from, by what right it is held, and what was done to it. */
import { z } from 'zod';
import { date, text } from './forms.ts';

export const origins = ['custody', 'witness', 'open-source', 'footage', 'family', 'identity-document', 'other'] as const;
export type Origin = (typeof origins)[number];

export const originWords: Readonly<Record<Origin, string>> = {
  custody: 'custody photograph',
  witness: 'from a witness',
  'open-source': 'open source',
  footage: 'from footage',
  family: 'from family or friends',
  'identity-document': 'identity document',
  other: 'other source',
};

/** How the case ended for which a custody photograph was taken. */
export const disposals = ['convicted', 'unconvicted', 'pending'] as const;

/** Dates are calendar dates. `edits`: each step that was done to the picture, in order; none where it is as it was obtained. */
export const provenanceSchema = z
  .strictObject({
    origin: z.enum(origins),
    /** Who or what it was obtained from, in the operator's words. */
    source: text,
    takenOn: date.nullable(),
    /** Lawful basis for holding and searching it, in the operator's words. */
    basis: text,
    edits: z.array(text),
    /** Day on which somebody has to look whether it may be kept; null where none was set. */
    reviewOn: date.nullable(),
    custody: z
      .strictObject({
        disposal: z.enum(disposals),
        /** The recorded decision to keep the picture of somebody who was not convicted. */
        retentionDecision: text.nullable(),
      })
      .nullable(),
  })
  .superRefine((p, context) => {
    if ((p.origin === 'custody') !== (p.custody !== null)) context.addIssue({ code: 'custom', message: 'the disposal outcome belongs to a custody photograph, and to nothing else' });
    if (p.origin === 'custody' && p.reviewOn === null) context.addIssue({ code: 'custom', message: 'a custody photograph needs a review date' });
  });

export type Provenance = Readonly<z.infer<typeof provenanceSchema>>;

/** Why a picture may not be searched with on this day (calendar date), as a failure's code; null where nothing stands against it. */
export function bar(provenance: Provenance, today: string): 'probe-unconvicted' | 'probe-review-past' | null {
  if (provenance.custody !== null && provenance.custody.disposal !== 'convicted' && provenance.custody.retentionDecision === null) return 'probe-unconvicted';
  return provenance.reviewOn !== null && provenance.reviewOn < today ? 'probe-review-past' : null;
}
