/** @file What a host hands the engine: the concrete engines behind the three seams, pictures, and a way to start an indexer. */
import type { Box, Picture } from '../core/picture.ts';
import type { TimeBase } from '../core/time.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import type { FaceAnalyser, PackIdentity } from '../../native/faces/faceAnalyser.ts';
import type { VectorIndex } from '../../native/vectors/vectorIndex.ts';
import type { IndexerProcess } from './indexPlan.ts';
import type { LoadedPack } from '../core/modelPack.ts';

export interface Natives {
  readonly decoder: Decoder;
  /** An independent one, for cross-checks; null where this machine has none. */
  secondDecoder(): Promise<Decoder | null>;
  openAnalyser(pack: LoadedPack): Promise<FaceAnalyser>;
  openVectors(folder: string, pack: Pick<PackIdentity, 'digest' | 'dimension'>): Promise<VectorIndex>;
  readPicture(bytes: Uint8Array, name: string): Promise<Picture>;
  encodePng(picture: Picture): Promise<Uint8Array>;
  /** The part of the picture in the box (null: all of it) as PNG for a screen, `most` pixels wide and high at the most; never enlarged. */
  encodeView(picture: Picture, box: Box | null, most: number): Promise<Uint8Array>;
  /** The whole picture as JPEG for one that is gone a moment later, `most` pixels wide and high at the most; never enlarged. */
  encodePassing(picture: Picture, most: number): Promise<Uint8Array>;
  /** A new H.264 file in MP4 for disclosure; it has its name only when it is closed. The same pictures give the same bytes. */
  openClip(path: string, shape: ClipShape): Promise<ClipWriter>;
  /** Pictures (PNG) in equal cells, each with its number, as one PNG. */
  numberedSheet(pictures: readonly Uint8Array[], columns: number): Promise<Uint8Array>;
  /** What indexers are shut in by. */
  sandbox(): 'bubblewrap' | 'none';
  launchIndexer(): IndexerProcess;
}

/** Even sizes in pixels; a time base of 1/n. */
export interface ClipShape {
  readonly width: number;
  readonly height: number;
  readonly timeBase: TimeBase;
  /** Nominal, for the file's header. */
  readonly framesPerSecond: number;
}

export interface ClipWriter {
  /** R G B of one picture; `ticks` must grow. Wait for one before the next. */
  write(rgb: Uint8Array, ticks: bigint): Promise<void>;
  close(): Promise<void>;
  /** Removes what was written. */
  discard(): Promise<void>;
}
