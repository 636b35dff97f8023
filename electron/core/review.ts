/** @file Review: the parts of a face that a reviewer describes, the scale on which they conclude, and what a decision has to say. */
import { z } from 'zod';

/**
 * Components of a face, in the order in which they are described; after the list that the Facial Identification Scientific Working
 * Group gives for morphological analysis (FISWG, Facial Image Comparison Feature List for Morphological Analysis, 2018), its headings only.
 */
export const faceComponents = [
  'face-shape', 'hairline', 'forehead', 'eyebrows', 'eyes', 'cheeks', 'nose', 'ears', 'mouth', 'chin-and-jaw', 'neck', 'facial-hair', 'lines', 'scars-and-blemishes', 'alterations',
] as const;
export type FaceComponent = (typeof faceComponents)[number];

export const conclusions = ['support', 'inconclusive', 'different', 'unsuitable'] as const;
export type Conclusion = (typeof conclusions)[number];

/** How far a support goes; words, with no number behind them. */
export const strengths = ['limited', 'moderate', 'strong'] as const;
export type Strength = (typeof strengths)[number];

export const conclusionWords: Readonly<Record<Conclusion, string>> = {
  support: 'support for the same person',
  inconclusive: 'inconclusive',
  different: 'support for different people',
  unsuitable: 'pictures unsuitable for comparison',
};

/** Who stood at the place that a reviewer picked. An uncertain filler may be the candidate's person: see [Note: Who may be a filler]. */
export const picks = ['candidate', 'filler', 'uncertain-filler', 'nobody'] as const;
export type Picked = (typeof picks)[number];

export const pickWords: Readonly<Record<Picked, string>> = {
  candidate: 'the candidate',
  filler: 'a filler, who is certainly not the candidate',
  'uncertain-filler': 'a filler, who is not certainly another person than the candidate',
  nobody: 'nobody',
};

/** To be printed wherever a conclusion is. */
export const scaleCaution =
  'The words of this scale are one person’s judgement after comparing pictures. They rest on no measured frequency of features, are not a statistic and are not ' +
  'an identification; how much weight they deserve is for the court (R v Atkins [2009] EWCA Crim 1876).';

/** Fewest fillers beside the candidate. */
export const fewestFillers = 5;

/** Fewest parts of the questioned face that a description has to say something about, were it that they cannot be seen. */
export const fewestDescribed = 5;

/** What a reviewer writes of a part that the picture does not show. */
export const notVisible = 'not visible';

const words = z.string().trim().min(1).max(4000);
const features = z
  .array(z.strictObject({ component: z.enum(faceComponents), text: words }))
  .refine((list) => new Set(list.map(({ component }) => component)).size === list.length, 'each part of the face is described once');

/** What is kept of a description. */
export const descriptionSchema = z.strictObject({ features: features.min(fewestDescribed, `at least ${fewestDescribed} parts of the face are described, or said to be “${notVisible}”`) });
export type Description = z.infer<typeof descriptionSchema>;

/** What is kept of a decision beside its entry. `viewing`: screen, size, light. */
export const reasonsSchema = z.strictObject({ reasons: words, features, viewing: words.nullable() });
export type Reasons = z.infer<typeof reasonsSchema>;

/** What is kept of a corroboration, an action or an outcome. */
export const remarkSchema = z.strictObject({ text: words });

/** A decision as a reviewer states it. `pick`: place in their own order, from 1; null: nobody. */
export interface Statement extends Reasons {
  readonly pick: number | null;
  readonly conclusion: Conclusion;
  readonly strength: Strength | null;
}

/** What is wrong with a statement in itself, in words; null where nothing is. */
export function problemOf({ pick, conclusion, strength, features: compared }: Statement): string | null {
  const supports = conclusion === 'support' || conclusion === 'different';
  if (conclusion === 'support' && pick === null) return 'support for the same person needs the picture that it is about';
  if (conclusion === 'different' && pick !== null) return 'support for different people says that the person is in none of the pictures; no picture is picked with it';
  if (conclusion === 'unsuitable' && pick !== null) return 'no picture is picked where the pictures are unsuitable';
  if (supports && strength === null) return 'a support needs its strength';
  if (!supports && strength !== null) return 'only a support has a strength';
  return supports && compared.length === 0 ? 'a support needs the features that it rests on' : null;
}
