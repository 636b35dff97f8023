/** @file The calls of the review pages. */

export const reviewContract = {} as const;
