/** @file Short clips of moving squares, written anew for each test that needs them. */
import { openEncoder } from '../../native/decoder/encoder.ts';
import type { EncoderSettings } from '../../native/decoder/encoder.ts';

const containers = {
  mp4: { codec: 'libx264', timeBase: { num: 1, den: 12_800 }, step: 512n },
  mpegts: { codec: 'libx264', timeBase: { num: 1, den: 90_000 }, step: 3600n },
  avi: { codec: 'mjpeg', timeBase: { num: 1, den: 25 }, step: 1n },
} as const;

/** 25 frames a second of 64 x 48 pixels; `shade` makes clips differ. */
export async function writeClip(path: string, container: keyof typeof containers, shade: number, frames = 25): Promise<void> {
  const { step, ...rest } = containers[container];
  const settings: EncoderSettings = { container, ...rest, width: 64, height: 48, framesPerSecond: 25, keyEvery: 12, quality: container === 'avi' ? 5 : 28 };
  const encoder = await openEncoder(path, settings);
  for (let i = 0; i < frames; i++) {
    const rgb = new Uint8Array(64 * 48 * 3).fill(shade);
    for (let y = 8; y < 24; y++) rgb.fill(255 - shade, (y * 64 + i) * 3, (y * 64 + i + 16) * 3);
    await encoder.write(rgb, BigInt(i) * step);
  }
  await encoder.close();
}
