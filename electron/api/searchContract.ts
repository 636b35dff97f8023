/** @file The calls of the search pages. */

export const searchContract = {} as const;
