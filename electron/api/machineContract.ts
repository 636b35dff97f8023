/** @file The calls of the machine pages. */

export const machineContract = {} as const;
