/** @file Facts of a container with an installed ffprobe, through fluent-ffmpeg; packets with ffprobe alone. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import ffmpeg from 'fluent-ffmpeg';
import { z } from 'zod';
import { Failure } from '../../electron/core/failure.ts';
import type { TimeBase } from '../../electron/core/time.ts';
import type { ContainerFacts, StreamFacts } from './decoder.ts';
import { inputOptions } from './ffmpegArguments.ts';
import type { InstalledFfmpeg } from './findFfmpeg.ts';
import { maximumPixels } from './formats.ts';
import { unevenlySpaced } from './sampling.ts';

const run = promisify(execFile);

// fluent-ffmpeg turns what looks like a number into one and leaves 'N/A' and 'unknown' as they are.
const count = z.coerce.bigint().or(z.unknown().transform(() => null));
const rational = z.string().regex(/^\d+\/\d+$/).transform((text): TimeBase | null => {
  const [num, den] = text.split('/').map(Number) as [number, number];
  return num > 0 && den > 0 ? { num, den } : null;
}).catch(null);
const streamShape = z.object({
  index: z.number().int(), codec_type: z.string().catch('other'), codec_name: z.string().catch('unknown'), profile: z.coerce.string().catch('unknown'),
  width: z.number().int().catch(0), height: z.number().int().catch(0), time_base: rational, start_pts: count, duration_ts: count, nb_frames: count,
  avg_frame_rate: rational, r_frame_rate: rational, field_order: z.string().catch('unknown'), pix_fmt: z.string().catch('unknown'),
  rotation: z.coerce.number().catch(0), disposition: z.object({ attached_pic: z.number() }).partial().catch({}),
});
const probeShape = z.object({ streams: z.array(streamShape), format: z.object({ format_name: z.string(), duration: z.coerce.number().catch(0) }) });
const packetsShape = z.object({ packets: z.array(z.object({ stream_index: z.number().optional(), pts: z.number().optional(), dts: z.number().optional(), side_data_list: z.array(z.object({ side_data_type: z.string().optional() })).optional() })).catch([]) });

/** What ffprobe says of the file. @throws Failure `footage-...` */
export async function probeWithFfprobe(tools: InstalledFfmpeg, path: string): Promise<ContainerFacts> {
  ffmpeg.setFfprobePath(tools.ffprobe);
  const data = await new Promise<unknown>((resolve, reject) => {
    ffmpeg.ffprobe(`file:${path}`, [...inputOptions], (error: unknown, found: unknown) => (error ? reject(error instanceof Error ? error : new Error(String(error))) : resolve(found)));
  }).catch((error: Error) => {
    throw new Failure('footage-not-video', { path, reason: error.message.trim().split('\n').at(-1) ?? '' }, { cause: error });
  });
  const { streams, format } = probeShape.parse(data);
  const videos = streams.filter((s) => s.codec_type === 'video' && s.disposition.attached_pic !== 1);
  if (videos.length === 0) throw new Failure('footage-no-video', { path });
  const large = videos.find((s) => s.width * s.height > maximumPixels);
  if (large) throw new Failure('footage-too-large', { path, width: large.width, height: large.height });
  const packets = await firstPackets(tools, path);
  if (packets.some((p) => p.side_data_list?.some((d) => d.side_data_type === 'Encryption info'))) throw new Failure('footage-encrypted', { path });
  const seen = new Set(videos.map((s) => s.index));
  return {
    format: format.format_name,
    durationUs: format.duration > 0 ? BigInt(Math.round(format.duration * 1e6)) : null,
    otherStreams: streams.filter((s) => !seen.has(s.index)).map((s) => ({ index: s.index, kind: s.codec_type, codec: s.codec_name })),
    videoStreams: videos.map((s) => facts(s, packets.filter((p) => p.stream_index === s.index).map((p) => p.pts ?? p.dts).filter((t) => t !== undefined).map(BigInt))),
    messages: [],
  };
}

function facts(s: z.infer<typeof streamShape>, times: readonly bigint[]): StreamFacts {
  const turn = (((-s.rotation % 360) + 360) % 360);
  return {
    index: s.index, codec: s.codec_name, profile: s.profile === 'unknown' ? null : s.profile, width: s.width, height: s.height,
    timeBase: s.time_base ?? { num: 1, den: 90_000 }, startTicks: s.start_pts,
    durationTicks: s.duration_ts !== null && s.duration_ts > 0n ? s.duration_ts : null, averageRate: s.avg_frame_rate, nominalRate: s.r_frame_rate,
    statedFrames: s.nb_frames !== null && s.nb_frames > 0n ? Number(s.nb_frames) : null, rotation: turn === 90 || turn === 180 || turn === 270 ? turn : 0,
    interlaced: s.field_order === 'unknown' ? 'unknown' : s.field_order === 'progressive' ? 'progressive' : 'interlaced',
    // The last 16 may lack neighbours that are shown before them and come later in the file.
    variableRate: unevenlySpaced([...times].sort((a, b) => (a < b ? -1 : 1)).slice(0, Math.max(2, times.length - 16))), pixelFormat: s.pix_fmt === 'unknown' ? null : s.pix_fmt,
  };
}

async function firstPackets(tools: InstalledFfmpeg, path: string): Promise<z.infer<typeof packetsShape>['packets']> {
  const entries = ['-show_entries', 'packet=stream_index,pts,dts:packet_side_data=side_data_type', '-read_intervals', '%+#500', '-of', 'json'];
  const { stdout } = await run(tools.ffprobe, ['-v', 'error', ...inputOptions, ...entries, `file:${path}`], { maxBuffer: 16 << 20, timeout: 60_000 });
  return packetsShape.parse(JSON.parse(stdout)).packets;
}

/** Number of packets of a stream: a reading of the whole file without decoding. */
export async function countPackets(tools: InstalledFfmpeg, path: string, streamIndex: number, signal?: AbortSignal): Promise<number> {
  const entries = ['-select_streams', String(streamIndex), '-count_packets', '-show_entries', 'stream=nb_read_packets', '-of', 'csv=p=0'];
  const { stdout } = await run(tools.ffprobe, ['-v', 'quiet', ...inputOptions, ...entries, `file:${path}`], signal ? { signal } : {});
  return Number.parseInt(stdout, 10) || 0;
}
