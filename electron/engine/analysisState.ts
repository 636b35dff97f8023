/** @file The position of an analysis as JSON, exactly: ticks as decimal strings, vectors as base64 of little-endian float32. */
import { endianness } from 'node:os';
import type { Seen } from '../core/looking.ts';
import type { LiveTrack, Tracks } from '../core/track.ts';

/** JSON as it is stored; only this file reads it. Grows with the frame (a byte for each 64 pixels) and the live tracks, not with time. */
export interface AnalysisState {
  readonly next: number;
  readonly live: readonly string[];
  readonly seen: string | null;
  readonly wholeTicks: string | null;
}

export interface AnalysisPosition {
  readonly tracks: Tracks;
  readonly seen: Seen | null;
  readonly wholeTicks: bigint | null;
}

export function packState({ tracks, seen, wholeTicks }: AnalysisPosition): AnalysisState {
  return {
    next: tracks.next,
    live: tracks.live.map((track) => JSON.stringify(track, packValue)),
    seen: seen === null ? null : bytesToText(seen.cells),
    wholeTicks: wholeTicks === null ? null : String(wholeTicks),
  };
}

/** The reverse of packState. JSON keeps every finite float64 exactly. */
export function unpackState(state: AnalysisState): AnalysisPosition {
  return {
    tracks: { next: state.next, live: state.live.map((text) => JSON.parse(text, unpackValue) as LiveTrack) },
    seen: state.seen === null ? null : { cells: textToBytes(state.seen) },
    wholeTicks: state.wholeTicks === null ? null : BigInt(state.wholeTicks),
  };
}

function packValue(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return { $ticks: String(value) };
  if (value instanceof Float32Array) {
    return { $float32: bytesToText(swapped(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))) };
  }
  return value;
}

function unpackValue(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$ticks' in value && typeof value.$ticks === 'string') return BigInt(value.$ticks);
  if ('$float32' in value && typeof value.$float32 === 'string') return new Float32Array(swapped(textToBytes(value.$float32)).buffer);
  return value;
}

/** Little-endian on every machine. */
function swapped(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes);
  if (endianness() === 'BE') Buffer.from(copy.buffer).swap32();
  return copy;
}

function bytesToText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function textToBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}
