/** @file Branded identifiers. Ids of things that can be made again are digests of their content, so that making them again repeats them. */

type Id<Kind extends string> = string & { readonly __kind: Kind };

/** 128 bits of a SHA-256 in hexadecimal: of {SHA-256 of the file}. The same bytes are the same exhibit. */
export type ExhibitId = Id<'exhibit'>;
/** 128 bits of a SHA-256 in hexadecimal: of {exhibit, stream index}. */
export type FootageId = Id<'footage'>;
/** 128 bits of a SHA-256 in hexadecimal: of {footage, pack digest, decoder, settings}. */
export type RunId = Id<'run'>;
/** `<run id>-<ordinal>`: the ordinal counts the tracks of a run from 0 in the order in which they began. */
export type TrackId = Id<'track'>;
/** 128 bits of a SHA-256 in hexadecimal: of {image bytes, face box, pack digest}. */
export type ProbeId = Id<'probe'>;
/** `S-<n>`: searches are acts, numbered from 1 in the order in which they were asked for. */
export type SearchId = Id<'search'>;

/** The track of a run with this ordinal (0, 1, 2 ...). */
export function trackId(run: RunId, ordinal: number): TrackId {
  return `${run}-${ordinal}` as TrackId;
}

/** A track id's run id and ordinal. */
export function splitTrack(track: string): [run: string, ordinal: number] {
  const dash = track.lastIndexOf('-');
  return [track.slice(0, dash), Number(track.slice(dash + 1))];
}
