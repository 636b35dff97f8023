/** @file Expected failures: a closed list of codes, each with the one sentence that a person reads. Anything else that is thrown is a bug. */

/** Names that come from outside are shown on one line, in quotes, with control characters visible and never longer than 120 characters. */
export function shown(name: string): string {
  const visible = name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) => `\\u${c.codePointAt(0)!.toString(16).padStart(4, '0')}`);
  return `“${visible.length > 120 ? `${visible.slice(0, 80)} … ${visible.slice(-36)}` : visible}”`;
}

/** code -> sentence. Data carries what the sentence needs and nothing else. */
export const sentences = {
  'case-exists': (d: { folder: string }) => `The folder ${shown(d.folder)} already holds a case; choose another folder.`,
  'case-missing': (d: { folder: string }) => `There is no case in the folder ${shown(d.folder)}; make one with “case create”.`,
  'stopped': (d: { kept: string }) => `Stopped as asked. ${d.kept}`,
} as const;

export type FailureCode = keyof typeof sentences;
export type FailureData<C extends FailureCode> = Parameters<(typeof sentences)[C]>[0];

/** An expected failure. `message` is the sentence; `code` and `data` are for programs. */
export class Failure<C extends FailureCode = FailureCode> extends Error {
  readonly code: C;
  readonly data: FailureData<C>;

  constructor(code: C, data: FailureData<C>, options?: ErrorOptions) {
    super((sentences[code] as (data: FailureData<C>) => string)(data), options);
    this.name = 'Failure';
    this.code = code;
    this.data = data;
  }
}

/** One thing that a check noticed about evidence: data, not an exception. */
export interface Finding {
  readonly code: string;
  readonly message: string;
}
