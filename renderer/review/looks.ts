/** @file How a reviewer looked at the pictures of one line-up: kept for them while they work, and said in the words that go into their decision. */
import { useDesk } from '../state/desk.tsx';
import { useDraft } from '../state/draft.ts';
import { pictureName } from './words.ts';

/** Of the picture on the screen, times what the file has. The file and what is recorded of it stay as they are. */
export interface Light {
  readonly brightness: number;
  readonly contrast: number;
}

export const asItIs: Light = { brightness: 1, contrast: 1 };

const untouched = {
  /** Place that is compared now. */
  at: 1,
  /** By place: as it is set, and as it was last set to something else than it is. */
  light: {} as Readonly<Record<string, Light>>,
  lit: {} as Readonly<Record<string, Light>>,
  /** Places whose neighbouring frames were looked at. */
  around: {} as Readonly<Record<string, true>>,
  zoom: 1,
};

export type Looks = ReturnType<typeof useLooks>;

export function useLooks(lineup: string) {
  const { person } = useDesk();
  const [looks, change, forget] = useDraft(`looks-${lineup}`, untouched);
  const { at, light, lit, around, zoom } = looks;
  return {
    at, forget,
    lightOf: (place: number): Light => light[place] ?? asItIs,
    setLight: (place: number, next: Light) => change((before) => ({ light: { ...before.light, [place]: next }, ...(next.brightness !== 1 || next.contrast !== 1 ? { lit: { ...before.lit, [place]: next } } : {}) })),
    goTo: (place: number) => change({ at: place }),
    lookAround: (place: number) => change((before) => ({ around: { ...before.around, [place]: true } })),
    zoomedTo: (reached: number) => change((before) => ({ zoom: Math.max(before.zoom, reached) })),
    said: lookWords(lit, Object.keys(around).map(Number), zoom),
    /** The address of a picture: nobody else's, also in this page. */
    of: (place: number, step = 0) => ({ lineup, reviewer: person.publicKey, place: String(place), step: String(step) }),
  };
}

/** What the program adds to a decision about how it was looked at; null: as it is. */
function lookWords(lit: Readonly<Record<string, Light>>, around: readonly number[], zoom: number): string | null {
  const lights = Object.entries(lit).map(([place, { brightness, contrast }]) => `${pictureName(Number(place))} (brightness × ${brightness.toFixed(2)}, contrast × ${contrast.toFixed(2)})`);
  const parts = [
    ...(lights.length > 0 ? [`Changed on the screen for viewing, as last set: ${lights.join('; ')}.`] : []),
    ...(around.length > 0 ? [`Frames around it looked at: ${around.map(pictureName).join('; ')}.`] : []),
    ...(zoom > 1 ? [`Enlarged up to × ${zoom.toFixed(1)} of the whole picture.`] : []),
  ];
  return parts.length === 0 ? null : parts.join(' ');
}
