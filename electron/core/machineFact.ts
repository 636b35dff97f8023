/** @file A machine fact: whether one part of the program works on this machine. */

/** `advice` says what a person can do about it; null where there is nothing to do. */
export interface MachineFact {
  readonly what: string;
  readonly state: 'works' | 'limited' | 'missing';
  readonly sentence: string;
  readonly advice: string | null;
}
