/** @file What the outputs of each kind of detector mean. Pure. All coordinates are pixels of the detector's input. */
import type { Point } from '../../electron/core/picture.ts';
import type { DetectedFace } from './detection.ts';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** The logit of a probability, so that the exponential is computed only for what passes. */
const logit = (p: number) => Math.log(p / (1 - p));

// MediaPipe modules/face_detection/face_detection_full_range: one anchor of fixed size for each cell of 4 pixels.
const BLAZEFACE_STRIDE = 4;

/** `scores` [cells] logits, `boxes` [cells * 16]: dx, dy, w, h, then six points; row-major cells of an input `width` pixels wide. */
export function decodeBlazeface(scores: Float32Array, boxes: Float32Array, width: number, threshold: number): DetectedFace[] {
  const columns = width / BLAZEFACE_STRIDE;
  const least = logit(threshold);
  const faces: DetectedFace[] = [];
  for (let i = 0; i < scores.length; i++) {
    if (!(scores[i]! >= least)) continue;
    const x = ((i % columns) + 0.5) * BLAZEFACE_STRIDE;
    const y = (Math.floor(i / columns) + 0.5) * BLAZEFACE_STRIDE;
    const v = boxes.subarray(16 * i, 16 * i + 16);
    const w = v[2]!;
    const h = v[3]!;
    // The six points: right eye, left eye, nose tip, mouth centre, ears; the first three are used.
    const points = [0, 1, 2].map((k): Point => [x + v[4 + 2 * k]!, y + v[5 + 2 * k]!]);
    faces.push({ box: [x + v[0]! - w / 2, y + v[1]! - h / 2, w, h], score: sigmoid(scores[i]!), points });
  }
  return faces;
}

// libfacedetection.train, yunet_n: three strides, one anchor for each cell.
const YUNET_STRIDES = [8, 16, 32] as const;

/** Outputs cls_S, obj_S [cells], bbox_S [cells * 4], kps_S [cells * 10] of each stride S; score = sqrt(cls * obj), both clamped to 0..1. */
export function decodeYunet(output: (name: string) => Float32Array, width: number, threshold: number): DetectedFace[] {
  const faces: DetectedFace[] = [];
  const clamp = (v: number) => Math.min(1, Math.max(0, v));
  for (const stride of YUNET_STRIDES) {
    const [cls, obj, box, points] = ['cls', 'obj', 'bbox', 'kps'].map((part) => output(`${part}_${stride}`)) as [Float32Array, Float32Array, Float32Array, Float32Array];
    const columns = width / stride;
    for (let i = 0; i < cls.length; i++) {
      const score = Math.sqrt(clamp(cls[i]!) * clamp(obj[i]!));
      if (!(score >= threshold)) continue;
      const column = i % columns;
      const row = Math.floor(i / columns);
      const w = Math.exp(box[4 * i + 2]!) * stride;
      const h = Math.exp(box[4 * i + 3]!) * stride;
      const x = (column + box[4 * i]!) * stride - w / 2;
      const y = (row + box[4 * i + 1]!) * stride - h / 2;
      const five = [0, 1, 2, 3, 4].map((k): Point => [(points[10 * i + 2 * k]! + column) * stride, (points[10 * i + 2 * k + 1]! + row) * stride]);
      faces.push({ box: [x, y, w, h], score, points: five });
    }
  }
  return faces;
}

// TensorFlow object detection API, ssd_anchor_generator with min_scale .35, max_scale .95 at 512 pixels (the scales this network was
// trained with); the first level has three anchors at .1. [height, width] in pixels, in the network's order.
const SSD_SIZES = [179.2, 256, 332.8, 409.6, 486.4, 512] as const;
const SSD_ANCHORS: readonly (readonly (readonly [number, number])[])[] = [
  [[51.2, 51.2], [51.2 * Math.SQRT2, 102.4 * Math.SQRT2], [102.4 * Math.SQRT2, 51.2 * Math.SQRT2]],
  ...[0, 1, 2, 3, 4].map((level) => {
    const size = SSD_SIZES[level]!;
    const between = Math.sqrt(size * SSD_SIZES[level + 1]!);
    const ratios = [Math.SQRT2, 1 / Math.SQRT2, Math.sqrt(3), 1 / Math.sqrt(3)];
    return [[size, size], [between, between], ...ratios.map((r) => [size / r, size * r])] as [number, number][];
  }),
];
// box_coder { faster_rcnn_box_coder }: y_scale, x_scale 10; height_scale, width_scale 5.
const SSD_POSITION = 10;
const SSD_SIZE = 5;

/** `boxes` [n * 4] ty, tx, th, tw, `scores` [n] logits, of an input of `width` x `height`; levels of stride 16 to 512. No points. */
export function decodeSsd(scores: Float32Array, boxes: Float32Array, width: number, height: number, threshold: number): DetectedFace[] {
  const least = logit(threshold);
  const faces: DetectedFace[] = [];
  let i = 0;
  let rows = Math.ceil(height / 16);
  let columns = Math.ceil(width / 16);
  SSD_ANCHORS.forEach((anchors, level) => {
    const stride = 16 << level;
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        for (const [anchorHeight, anchorWidth] of anchors) {
          if (scores[i]! >= least) {
            const y = (row + 0.5) * stride + (boxes[4 * i]! / SSD_POSITION) * anchorHeight;
            const x = (column + 0.5) * stride + (boxes[4 * i + 1]! / SSD_POSITION) * anchorWidth;
            const h = anchorHeight * Math.exp(boxes[4 * i + 2]! / SSD_SIZE);
            const w = anchorWidth * Math.exp(boxes[4 * i + 3]! / SSD_SIZE);
            faces.push({ box: [x - w / 2, y - h / 2, w, h], score: sigmoid(scores[i]!), points: [] });
          }
          i++;
        }
    rows = Math.ceil(rows / 2);
    columns = Math.ceil(columns / 2);
  });
  if (i !== scores.length) throw new TypeError(`${scores.length} scores for ${i} anchors`);
  return faces;
}
