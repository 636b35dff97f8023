/**
 * @file The stage: what is in view, the cursor and the chosen stretch, drawn when something of it changed and at no other time. It lives beside React,
 * which is told of what has come to rest and not of every frame.
 */
import type { Lane, LaneTrack, Span } from '../../electron/core/timeline.ts';
import { onTheme, readColours } from './colours.ts';
import { divisionsOf, drawChosen, drawCursor, drawDivisions, drawRuler, type AxisName } from './draw/axis.ts';
import { drawMarks, drawTracks } from './draw/close.ts';
import { layGround, writeGround } from './draw/ground.ts';
import { drawOverview, drawWindow, overviewHeight } from './draw/overview.ts';
import { placeOf, sharpen, type Pencil } from './draw/pencil.ts';
import { openSheet } from './draw/sheet.ts';
import { barOf, inside, layOut, rulerHeight, type Layout, type Row } from './layout.ts';
import type { Mark, Scene } from './scene.ts';
import { within } from './view.ts';

export type Views = Readonly<Record<AxisName, Span>>;

export interface ChosenStretch extends Span {
  /** The lane in which it was chosen; null: all of them. */
  readonly lane: string | null;
}

/** Where the pointer or the keyboard is. */
export interface Cursor {
  readonly lane: number;
  readonly ms: number;
}

/** What has come to rest. */
export interface Rest {
  readonly views: Views;
  readonly width: number;
  readonly visible: readonly string[];
  readonly cursor: Cursor | null;
  readonly stretch: ChosenStretch | null;
}

/** Milliseconds without a change until the view is at rest. */
const restMs = 140;

/** What is closer to a pointer than this, in pixels, is meant by it. */
const reach = 6;

export interface Stage {
  readonly views: Views;
  readonly cursor: Cursor | null;
  readonly stretch: ChosenStretch | null;
  readonly scene: Scene;
  readonly width: number;
  readonly rows: readonly Row[];
  /** Of all lanes, pixels. */
  readonly height: number;
  show(scene: Scene): void;
  /** Within the whole of the axis. */
  look(axis: AxisName, view: Span): void;
  point(cursor: Cursor | null): void;
  choose(stretch: ChosenStretch | null): void;
  /** The row at a height of the drawing; null: a ruler, or below the last lane. */
  rowAt(y: number): number | null;
  msAt(axis: AxisName, x: number): number;
  markAt(x: number, y: number): Mark | null;
  trackAt(x: number, y: number): LaneTrack | null;
  /** Brings a lane into view. */
  reveal(lane: number): void;
  subscribe(heard: () => void): () => void;
  rest(): Rest;
  close(): void;
}

const nothing: Span = { fromMs: 0, toMs: 1000 };

export function openStage(canvas: HTMLCanvasElement, strip: HTMLCanvasElement, room: HTMLElement, first: Scene, start: Partial<Views>): Stage {
  const context = canvas.getContext('2d', { alpha: false })!, stripContext = strip.getContext('2d', { alpha: false })!;
  const sheet = openSheet();
  const listeners = new Set<() => void>();
  let scene = first, width = 1, height = 1, ratio = 1, scrolled = 0, layout: Layout = layOut([], 1);
  let views: Views = { wall: start.wall ?? scene.wholes.wall ?? nothing, own: start.own ?? scene.wholes.own ?? nothing };
  let cursor: Cursor | null = null, stretch: ChosenStretch | null = null;
  let pencil: Pencil, stripPencil: Pencil, stripPicture: ImageBitmap | OffscreenCanvas | null = null;
  let frame = 0, resting: ReturnType<typeof setTimeout> | undefined;
  let atRest: Rest = { views, width, visible: [], cursor, stretch };

  const topOf = (row: Row): number => rulerHeight + row.top - scrolled;
  const visible = (): Row[] => layout.rows.filter((row) => topOf(row) + row.height > rulerHeight && topOf(row) < height);
  const firstAxis = (): AxisName => scene.lanes[0]?.axis ?? 'wall';

  function change(): void {
    if (frame === 0) frame = requestAnimationFrame(draw);
    clearTimeout(resting);
    resting = setTimeout(() => {
      const next: Rest = { views, width, visible: visible().map(({ lane }) => lane.id), cursor, stretch };
      // What was only drawn anew is no news: whoever hears of it may show a new scene for it.
      if (next.views === atRest.views && width === atRest.width && cursor === atRest.cursor && stretch === atRest.stretch && next.visible.join() === atRest.visible.join()) return;
      atRest = next;
      for (const heard of listeners) heard();
    }, restMs);
  }

  function measure(): void {
    width = Math.max(1, canvas.clientWidth);
    height = Math.max(1, canvas.clientHeight);
    ratio = devicePixelRatio;
    for (const [each, high] of [[canvas, height], [strip, overviewHeight]] as const) {
      each.width = Math.round(width * ratio);
      each.height = Math.round(high * ratio);
    }
    layout = layOut(scene.lanes, height - rulerHeight);
    stripPicture = null;
    change();
  }

  function paint(): void {
    const colours = readColours(canvas);
    pencil = sharpen(context, colours);
    stripPencil = sharpen(stripContext, colours);
    stripPicture = null;
    change();
  }

  function draw(): void {
    frame = 0;
    // Asked once: a browser may have to lay out the page for the answer.
    scrolled = room.scrollTop;
    const { colours } = pencil;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const rows = visible();
    sheet.begin(context, ratio, width, height, rulerHeight);
    for (const row of rows) {
      const view = views[row.lane.axis], density = isClose(row.lane) ? null : densityOf(row.lane, view);
      layGround(sheet, pencil, row, view, width);
      const { top: from, height: high } = inside({ top: 0, height: row.height });
      if (density) sheet.density(density, view, from, Math.floor(high), colours.ramp);
      sheet.lay(topOf(row));
    }
    sheet.end();
    const foot = rows.length === 0 ? rulerHeight : topOf(rows.at(-1)!) + rows.at(-1)!.height;
    context.fillStyle = colours.surface;
    context.fillRect(0, foot, width, height - foot);
    context.save();
    context.beginPath();
    context.rect(0, rulerHeight, width, height - rulerHeight);
    context.clip();
    const axes: readonly AxisName[] = layout.ownRuler === null ? [firstAxis()] : ['wall', 'own'];
    const divisions = new Map(axes.map((axis) => [axis, divisionsOf(axis, views[axis], width)]));
    for (const axis of axes) {
      const own = rows.filter(({ lane }) => lane.axis === axis);
      if (own.length > 0) drawDivisions(pencil, divisions.get(axis)!, views[axis], width, Math.max(rulerHeight, topOf(own[0]!)), topOf(own.at(-1)!) + own.at(-1)!.height);
    }
    for (const row of rows) {
      const view = views[row.lane.axis], top = topOf(row), close = scene.tracks.get(row.lane.id), marks = scene.marks.get(row.lane.id);
      const written = writeGround(pencil, row, top, view, width);
      if (close && isClose(row.lane)) drawTracks(pencil, close, row, top, view, width, scene.chosen);
      if (marks) drawMarks(pencil, marks, written, top, row.height - 1, view, width, scene.chosen);
      if (cursor && layout.rows[cursor.lane]?.lane === row.lane) {
        context.fillStyle = colours.accent;
        context.fillRect(0, top, 3, row.height - 1);
      }
    }
    if (stretch) {
      const row = stretch.lane === null ? null : layout.rows.find(({ lane }) => lane.id === stretch!.lane) ?? null;
      const wall = layout.rows.filter(({ lane }) => lane.axis === 'wall');
      const top = row ? topOf(row) : rulerHeight, high = row ? row.height - 1 : Math.max(0, (wall.length === 0 ? 0 : topOf(wall.at(-1)!) + wall.at(-1)!.height) - rulerHeight);
      drawChosen(pencil, stretch, views.wall, width, top, high);
    }
    const ownTop = layout.ownRuler === null ? null : rulerHeight + layout.ownRuler - scrolled;
    if (ownTop !== null) drawRuler(pencil, 'own', divisions.get('own')!, views.own, width, ownTop);
    context.restore();
    drawRuler(pencil, firstAxis(), divisions.get(firstAxis())!, views[firstAxis()], width, 0);
    const pointed = cursor && layout.rows[cursor.lane];
    if (pointed) {
      const { axis } = pointed.lane, ruler = axis === firstAxis() ? 0 : ownTop ?? 0;
      const mine = layout.rows.filter(({ lane }) => lane.axis === axis);
      drawCursor(pencil, cursor!.ms, axis, views[axis], width, ruler, Math.max(ruler + rulerHeight, topOf(mine[0]!)), Math.min(height, topOf(mine.at(-1)!) + mine.at(-1)!.height));
    }
    drawStrip();
  }

  function drawStrip(): void {
    const axis = firstAxis(), whole = scene.wholes[axis];
    if (!whole) return;
    if (stripPicture === null) {
      const sheet = new OffscreenCanvas(strip.width, strip.height);
      const pen = sheet.getContext('2d', { alpha: false })! as unknown as CanvasRenderingContext2D;
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawOverview({ ...stripPencil, context: pen }, scene, axis, whole, width);
      stripPicture = sheet;
    }
    stripContext.setTransform(1, 0, 0, 1, 0, 0);
    stripContext.drawImage(stripPicture, 0, 0);
    stripContext.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawWindow(stripPencil, views[axis], whole, width);
  }

  const msAt = (axis: AxisName, x: number): number => views[axis].fromMs + (x / width) * (views[axis].toMs - views[axis].fromMs);

  /** Whether the tracks of all that is in view are known. */
  function isClose({ id, axis }: Lane): boolean {
    const close = scene.tracks.get(id);
    return close !== undefined && !close.more && close.fromMs <= views[axis].fromMs && close.toMs >= views[axis].toMs;
  }

  function densityOf({ id }: Lane, view: Span) {
    const seen = scene.seen.get(id);
    if (!seen) return null;
    const { whole, close } = seen;
    const covers = close !== null && close.fromMs <= view.fromMs && close.toMs >= view.toMs;
    return covers && (!whole || (view.toMs - view.fromMs) / width < (whole.toMs - whole.fromMs) / whole.bins) ? close : whole;
  }

  const sized = new ResizeObserver(measure);
  sized.observe(canvas);
  const themed = onTheme(paint);
  room.addEventListener('scroll', change, { passive: true });
  paint();
  measure();

  return {
    get views() { return views; },
    get cursor() { return cursor; },
    get stretch() { return stretch; },
    get scene() { return scene; },
    get width() { return width; },
    get rows() { return layout.rows; },
    get height() { return layout.height; },
    show(next) {
      const before = scene;
      scene = next;
      if (before.seen !== next.seen || before.marks !== next.marks || before.lanes !== next.lanes) stripPicture = null;
      if (before.lanes !== next.lanes) measure();
      else change();
    },
    look(axis, view) {
      const whole = scene.wholes[axis];
      if (!whole) return;
      const { fromMs, toMs } = within(view, whole);
      // At an end of the axis, or as far away as it goes, there is nothing new to draw.
      if (fromMs === views[axis].fromMs && toMs === views[axis].toMs) return;
      views = { ...views, [axis]: { fromMs, toMs } };
      change();
    },
    point(next) {
      cursor = next;
      change();
    },
    choose(next) {
      stretch = next;
      change();
    },
    rowAt(y) {
      if (y < rulerHeight) return null;
      const at = layout.rows.findIndex((row) => y >= topOf(row) && y < topOf(row) + row.height);
      return at < 0 ? null : at;
    },
    msAt,
    markAt(x, y) {
      const row = layout.rows.find((each) => y >= topOf(each) && y < topOf(each) + each.height);
      if (!row || y < rulerHeight) return null;
      const near = (scene.marks.get(row.lane.id) ?? []).map((mark) => ({ mark, away: Math.abs(placeOf(mark.ms, views[row.lane.axis], width) - x) })).filter(({ away }) => away <= reach);
      return near.sort((a, b) => a.away - b.away)[0]?.mark ?? null;
    },
    trackAt(x, y) {
      const row = layout.rows.find((each) => y >= topOf(each) && y < topOf(each) + each.height);
      const close = row && scene.tracks.get(row.lane.id);
      if (!row || !close || y < rulerHeight || !isClose(row.lane)) return null;
      const ms = msAt(row.lane.axis, x), slack = (reach / width) * (views[row.lane.axis].toMs - views[row.lane.axis].fromMs) / 2;
      const near = close.tracks.flatMap((track, i) => {
        if (track.fromMs > ms + slack || track.toMs < ms - slack) return [];
        const bar = barOf({ ...row, top: topOf(row) }, close.places[i]!, close.rows);
        return [{ track, away: Math.max(0, bar.top - y, y - bar.top - bar.height) }];
      });
      const [nearest] = near.sort((a, b) => a.away - b.away);
      return nearest && nearest.away <= 2 * reach ? nearest.track : null;
    },
    reveal(lane) {
      const row = layout.rows[lane];
      if (!row) return;
      if (topOf(row) < rulerHeight) room.scrollTop = row.top;
      else if (topOf(row) + row.height > height) room.scrollTop = row.top + row.height - (height - rulerHeight);
    },
    subscribe(heard) {
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    rest: () => atRest,
    close() {
      cancelAnimationFrame(frame);
      clearTimeout(resting);
      sized.disconnect();
      themed();
      room.removeEventListener('scroll', change);
    },
  };
}
