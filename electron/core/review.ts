/** @file Review: the parts of a face that a reviewer describes, and the scale on which they conclude. */

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

/** To be printed wherever a conclusion is. */
export const scaleCaution =
  'The words of this scale are one person’s judgement after comparing pictures. They rest on no measured frequency of features, are not a statistic and are not ' +
  'an identification; how much weight they deserve is for the court (R v Atkins [2009] EWCA Crim 1876).';

/** Fewest fillers beside the candidate. */
export const fewestFillers = 5;
