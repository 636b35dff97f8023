/** @file The calls of the player pages. */

export const playerContract = {} as const;
