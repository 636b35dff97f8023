/** @file The calls of the timeline pages. */

export const timelineContract = {} as const;
