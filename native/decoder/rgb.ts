/** @file From a decoded frame to upright RGB. */
import { FFmpegError, Frame as AvFrame, SoftwareScaleContext } from 'node-av/lib';
import {
  AVCOL_RANGE_JPEG, AV_PIX_FMT_RGB24, AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV422P, AV_PIX_FMT_YUV440P, AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUVJ420P,
  AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ440P, AV_PIX_FMT_YUVJ444P,
} from 'node-av/constants';
import type { AVPixelFormat } from 'node-av/constants';
import type { Picture } from '../../electron/core/picture.ts';
import { shrunk } from './sampling.ts';

export type Rotation = 0 | 90 | 180 | 270;

/** The old names for full-range pictures, on which swscale remarks each time; the same pictures with the range said beside the format. */
const fullRange = new Map<number, AVPixelFormat>([
  [AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUV420P], [AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUV422P],
  [AV_PIX_FMT_YUVJ440P, AV_PIX_FMT_YUV440P], [AV_PIX_FMT_YUVJ444P, AV_PIX_FMT_YUV444P],
]);

/**
 * [Note: Colour] swscale converts by what the frame says of itself: its colour matrix (BT.601, BT.709, BT.2020 ...; a frame that names
 * none is taken as BT.601, as ffmpeg does) and its range (limited 16-235, or full, as MJPEG and the yuvj formats are). The result is
 * full-range RGB. Transfer curve and primaries are left alone: no tone mapping. Chroma of 4:2:0 is repeated and not interpolated:
 * swscale's fast path, 1.7 ms for 1080p against 12 to 22 ms with interpolation and accurate rounding. On a street recording the two differed
 * by 1.2 levels of 255 on average and by up to 30 at coloured edges. `most`: pixels wide and high at the most, shrunk on the way where a picture
 * is larger.
 */
export function openConverter(rotation: Rotation, most = Number.POSITIVE_INFINITY): { picture(frame: AvFrame): Picture; close(): void } {
  let scaler: SoftwareScaleContext | null = null;
  // Kept from picture to picture: fresh memory costs more than the conversion (1080p: 6 MB of page faults).
  let target: AvFrame | null = null;
  let shape = '';
  const close = (): void => {
    scaler?.freeContext();
    target?.free();
  };
  return {
    picture(frame) {
      const { width, height } = frame;
      const plain = fullRange.get(frame.format);
      if (plain !== undefined) {
        frame.format = plain;
        frame.colorRange = AVCOL_RANGE_JPEG;
      }
      const now = `${width} ${height} ${frame.format} ${frame.colorSpace} ${frame.colorRange}`;
      if (!scaler || !target || now !== shape) {
        close();
        scaler = new SoftwareScaleContext();
        scaler.allocContext();
        target = new AvFrame();
        target.alloc();
        const small = shrunk(width, height, most);
        target.width = small.width;
        target.height = small.height;
        target.format = AV_PIX_FMT_RGB24;
        FFmpegError.throwIfError(target.getBuffer(), 'room for an RGB picture');
        shape = now;
      }
      FFmpegError.throwIfError(scaler.scaleFrameSync(target, frame), 'conversion to RGB');
      return upright(target.width, target.height, packed(target), rotation);
    },
    close,
  };
}

/** The pixels without the padding at the ends of rows, copied: the frame's own memory goes with the frame. 1 ms for 1080p; toBuffer takes 2.5. */
function packed(frame: AvFrame): Uint8Array<ArrayBuffer> {
  const { width, height, data, linesize: [stride] } = frame;
  const row = width * 3, plane = data![0]!;
  const rgb = new Uint8Array(row * height);
  if (stride === row) rgb.set(plane.subarray(0, rgb.length));
  else for (let y = 0; y < height; y += 1) rgb.set(plane.subarray(y * stride!, y * stride! + row), y * row);
  return rgb;
}

/** The picture turned clockwise by `rotation`. */
function upright(width: number, height: number, rgb: Uint8Array, rotation: Rotation): Picture {
  if (rotation === 0) return { width, height, rgb };
  const turned = new Uint8Array(rgb.length);
  const swap = rotation !== 180;
  const [outWidth, outHeight] = swap ? [height, width] : [width, height];
  // Where the output's (0, 0) comes from, and how far apart the sources of its neighbours to the right and below are, in pixels.
  const [start, right, down] =
    rotation === 90 ? [(height - 1) * width, -width, 1] : rotation === 180 ? [width * height - 1, -1, -width] : [width - 1, width, -1];
  let to = 0;
  for (let y = 0; y < outHeight; y += 1) {
    let from = (start + y * down) * 3;
    for (let x = 0; x < outWidth; x += 1, from += right * 3) {
      turned[to++] = rgb[from]!;
      turned[to++] = rgb[from + 1]!;
      turned[to++] = rgb[from + 2]!;
    }
  }
  return { width: outWidth, height: outHeight, rgb: turned };
}
