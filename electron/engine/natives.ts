/** @file What a host hands the engine: the concrete engines behind the three seams, pictures, and a way to start an indexer. */
import type { Picture } from '../core/picture.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import type { FaceAnalyser, PackIdentity } from '../../native/faces/faceAnalyser.ts';
import type { VectorIndex } from '../../native/vectors/vectorIndex.ts';
import type { IndexerProcess } from './indexPlan.ts';
import type { LoadedPack } from '../core/modelPack.ts';

export interface Natives {
  readonly decoder: Decoder;
  openAnalyser(pack: LoadedPack): Promise<FaceAnalyser>;
  openVectors(folder: string, pack: Pick<PackIdentity, 'digest' | 'dimension'>): Promise<VectorIndex>;
  readPicture(bytes: Uint8Array, name: string): Promise<Picture>;
  encodePng(picture: Picture): Promise<Uint8Array>;
  /** What indexers are shut in by. */
  sandbox(): 'bubblewrap' | 'none';
  launchIndexer(): IndexerProcess;
}
