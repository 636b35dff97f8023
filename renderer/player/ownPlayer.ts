/** @file Whether this browser's own player may be tried on an original. What the browser says of a codec counts, not the codec's name: one has HEVC, the next has not. */
import type { PlayedFootage } from '../../electron/core/playing.ts';

/** A usual profile of each codec, as RFC 6381 writes it, to ask a browser for. What is not here is simply tried. */
const profiles: Readonly<Record<string, string>> = {
  h264: 'video/mp4; codecs="avc1.640028"', hevc: 'video/mp4; codecs="hvc1.1.6.L120.B0"', mpeg4: 'video/mp4; codecs="mp4v.20.9"',
  av1: 'video/mp4; codecs="av01.0.08M.08"', vp9: 'video/mp4; codecs="vp09.00.40.08"', vp8: 'video/webm; codecs="vp8"',
};

/** Whether it is worth trying; the element's own error, or that it has no picture, comes after it. */
export function mayPlay({ codec, notPlayed }: Pick<PlayedFootage, 'codec' | 'notPlayed'>): boolean {
  const profile = profiles[codec];
  return notPlayed === null && (profile === undefined || document.createElement('video').canPlayType(profile) !== '');
}
