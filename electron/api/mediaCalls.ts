/** @file Answers what pages fetch by id: faces, frames, pictures of probes, video. */
import type { MediaCalls } from './dispatch.ts';
import type { Desk } from './desk.ts';

export function mediaCalls(_desk: Desk): Partial<MediaCalls> {
  return {};
}
