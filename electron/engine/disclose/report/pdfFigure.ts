/** @file Pictures of the PDF. */
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { visible } from '../../../core/visible.ts';
import type { ReportBlock } from './document.ts';
import { box, colours, element, ensure, marked, ornament, runLines, setLines, sheet, space, styles } from './pdfFlow.ts';
import type { Flow, StructureElement } from './pdfFlow.ts';
import { isPlainPng } from './png.ts';

const width = sheet.right - sheet.left;

/** Pictures side by side with their captions under them; one is held at a time. */
export async function figureBlock(flow: Flow, { pictures }: Extract<ReportBlock, { kind: 'figure' }>, readImage: (path: string) => Promise<Uint8Array | null>): Promise<void> {
  const gap = 16;
  const tallest = 300;
  const free = width - gap * (pictures.length - 1);
  let x: number = sheet.left;
  const placed = [];
  for (const picture of pictures) {
    const own = free * picture.share;
    await readSoFar(flow);
    const image = openPicture(flow, await readImage(picture.path));
    const scale = image === null ? 0 : Math.min(own / image.width, tallest / image.height);
    const size = image === null ? { width: own, height: 40 } : { width: image.width * scale, height: image.height * scale };
    placed.push({ picture, image, x, own, ...size, caption: flow.type.lines(picture.caption, styles.note, own) });
    x += own + gap;
  }
  const height = Math.max(...placed.map(({ height: own, caption }) => own + 5 + caption.length * styles.note.leading));
  space(flow, 4);
  ensure(flow, Math.min(height, sheet.bottom - sheet.top));
  const top = flow.y;
  const page = flow.doc.bufferedPageRange().count;
  const figures: StructureElement[] = [];
  for (const each of placed) {
    const figure = element(flow, flow.root, 'Figure', { alt: visible(each.picture.alt), bbox: [each.x, top, each.x + each.width, top + each.height], placement: 'Block' });
    if (each.image === null) box(flow, each.x, top, each.width, each.height, colours.tint);
    marked(flow, figure, 'Figure', () => {
      if (each.image) flow.doc.image(each.image, each.x, top, { width: each.width, height: each.height });
      else setLines(flow, flow.type.lines('This picture could not be shown.', styles.note, each.own - 16), styles.note, each.x + 8, top + 12);
    });
    ornament(flow, 'Layout', () => void flow.doc.lineWidth(0.5).rect(each.x, top, each.width, each.height).stroke(colours.rule));
    figures.push(figure);
  }
  // After all pictures, since a caption too long for the page goes on to the next.
  placed.forEach((each, i) => {
    flow.y = top + each.height + 5;
    runLines(flow, element(flow, figures[i]!, 'Caption'), 'Caption', each.caption, styles.note, each.x);
  });
  flow.y = flow.doc.bufferedPageRange().count === page ? top + height + 12 : flow.y + 12;
}

/** PDFKit hands on what it makes without asking whether it is read; a next picture waits until little of the last is left. */
async function readSoFar({ doc }: Flow): Promise<void> {
  const most = 2 ** 20;
  const unread = (): boolean => doc instanceof Readable && doc.readableLength > most && !doc.destroyed;
  while (unread()) await wait(1);
}

type OpenedPicture = ReturnType<Flow['doc']['openImage']>;

/** null where it is missing or may not go into the file. */
function openPicture(flow: Flow, bytes: Uint8Array | null): OpenedPicture | null {
  return bytes !== null && isPlainPng(bytes) ? flow.doc.openImage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) : null;
}
