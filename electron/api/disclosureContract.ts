/** @file The calls of the disclosure pages. */

export const disclosureContract = {} as const;
