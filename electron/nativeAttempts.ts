/** @file What only a host can try for the doctor: that each native package loads and does its least, and which ffmpeg is beside them. */
import type { Attempt } from './engine/doctor.ts';
import { findFfmpeg, isRecent } from '../native/decoder/findFfmpeg.ts';
import { openDecoder } from '../native/decoder/openDecoder.ts';

const reinstall = 'Run “npm ci” again on this machine; binaries of another platform do not work here.';

/** Each opens the package and asks it for something small. */
export const nativeAttempts: readonly Attempt[] = [
  {
    what: 'Record (SQLite)',
    advice: reinstall,
    async attempt() {
      const { default: Database } = await import('better-sqlite3');
      const database = new Database(':memory:');
      const version = String(database.prepare('select sqlite_version()').pluck().get());
      database.close();
      return `SQLite ${version}.`;
    },
  },
  {
    what: 'Vector index (LanceDB)',
    advice: reinstall,
    async attempt() {
      const { connect } = await import('@lancedb/lancedb');
      const connection = await connect('memory://');
      const tables = await connection.tableNames();
      connection.close();
      return `LanceDB opens (${tables.length} tables in a new index).`;
    },
  },
  {
    what: 'Face engine (ONNX Runtime)',
    advice: reinstall,
    async attempt() {
      const { env, listSupportedBackends } = await import('../native/faces/runtime.ts');
      const backends = listSupportedBackends().map(({ name }) => name);
      if (!backends.includes('cpu')) throw new Error('it cannot compute on the processor');
      return `ONNX Runtime ${env.versions.node ?? env.versions.common}, computing on the processor.`;
    },
  },
  {
    what: 'Decoder',
    advice: 'From npm: run “npm ci” again, which brings node-av. An installed copy has none: install ffmpeg 5.1 or later with ffprobe, or name a build with RETRACE_FFMPEG and RETRACE_FFPROBE.',
    async attempt() {
      try {
        const { openNodeAvDecoder } = await import('../native/decoder/nodeAv.ts');
        return `node-av ${(await openNodeAvDecoder().identity()).version}.`;
      } catch (error) {
        const { version } = await (await openDecoder()).identity();
        return `ffmpeg ${version} of this machine, as node-av does not load (${String(error).split('\n')[0]}). Records name it; clips for a bundle cannot be written, stills can.`;
      }
    },
  },
  {
    what: 'Second decoder',
    advice: 'Install ffmpeg 5.1 or later with ffprobe to have frames checked by a second, independent decoder; everything else works without it.',
    async attempt() {
      const tools = await findFfmpeg();
      if (tools === null) throw new Error('no ffmpeg with ffprobe is installed');
      if (!isRecent(tools)) throw new Error(`ffmpeg ${tools.version} is too old to tell the exact times of every frame`);
      return `ffmpeg ${tools.version}. It checks what node-av decodes; where that is not installed it decodes itself and nothing checks it.`;
    },
  },
  {
    what: 'Pictures (sharp)',
    advice: reinstall,
    async attempt() {
      const { default: sharp } = await import('sharp');
      const { info } = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'black' } }).png().toBuffer({ resolveWithObject: true });
      return `libvips ${sharp.versions.vips} wrote a picture of ${info.width}x${info.height} pixels.`;
    },
  },
];
