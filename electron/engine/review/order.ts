/** @file The order in which a reviewer sees the pictures of a line-up; made again by anybody from what is recorded. */
import { hash } from 'node:crypto';
import { shuffled } from '../../core/lineup.ts';
import type { Lineup, Person } from '../../core/reviewing.ts';

/**
 * [Note: Order of a line-up]
 * The bytes of SHA-256(`<seed>:<key>:0`), SHA-256(`<seed>:<key>:1`) and so on (seed of the line-up and public key of the reviewer in lower-case
 * hexadecimal, ASCII), one after the other, are read as unsigned 32-bit numbers, most significant byte first; with them the tracks,
 * sorted by id (code units), are shuffled (core/lineup.ts). So each reviewer has an order of their own, nobody chose it, and the other
 * side can make it again. The seed is 128 random bits that no analyst can choose.
 */
export function evenNumbers(seed: string, purpose: string): () => number {
  let block = Buffer.alloc(0), at = 0, count = 0;
  return () => {
    if (at === block.length) [block, at] = [hash('sha256', `${seed}:${purpose}:${count++}`, 'buffer'), 0];
    at += 4;
    return block.readUInt32BE(at - 4);
  };
}

/** Candidate and fillers in this reviewer's order. */
export function orderFor({ created: { body } }: Lineup, { publicKey }: Person): string[] {
  return shuffled([body.track, ...body.fillers].sort(), evenNumbers(body.seed, publicKey));
}
