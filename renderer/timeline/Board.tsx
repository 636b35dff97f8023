/** @file The timeline itself: names of lanes, the drawing, what is pointed at and chosen. The drawing is the stage's; this part is drawn when something came to rest. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { counted } from '../../electron/core/countWords.ts';
import type { Lane } from '../../electron/core/timeline.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import { useCommands } from '../state/commands.ts';
import { show, usePlace } from '../state/place.ts';
import table from '../parts/table.module.css';
import { ChosenFace } from './ChosenFace.tsx';
import { ChosenTime, searchStretch } from './ChosenTime.tsx';
import { countWithin } from './density.ts';
import { momentAt, type Pointed } from './gestures.ts';
import { HoverCard, usePointed } from './HoverCard.tsx';
import { press } from './keys.ts';
import { LaneHeads } from './LaneHeads.tsx';
import { Legend } from './Legend.tsx';
import { lengthText, momentText } from './ruler.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import styles from './timeline.module.css';
import { useFaceAt } from './useFaceAt.ts';
import { useMarks } from './useMarks.ts';
import { useSeen } from './useSeen.ts';
import { useRest, useStage } from './useStage.ts';
import { lengthOf, stretchAt, wholeOf } from './view.ts';
import { VisibleTable } from './VisibleTable.tsx';
import { holesWords, laneName, sightingsWords, spanWords } from './words.ts';

/** In place of a search: no candidates. */
const none = 'none';

/** An address is told of the view in whole milliseconds. */
const asAddress = (ms: number): string => new Date(ms).toISOString();

export function Board({ lanes }: { readonly lanes: readonly Lane[] }) {
  const { search = null, from, to } = usePlace().shown;
  const wholes = useMemo(() => {
    const [wall, own] = (['wall', 'own'] as const).map((axis) => wholeOf(lanes.filter((lane) => lane.axis === axis)));
    return { ...(wall && { wall }), ...(own && { own }) };
  }, [lanes]);
  const [stage, setStage] = useState<Stage | null>(null);
  const rest = useRest(stage);
  const { seen, tracks, counted: lanesCounted, problem } = useSeen(lanes, wholes, rest);
  const { mayLook, marks, answers, look, waiting, sentence, searches } = useMarks(lanes, search);
  const [pressed, setPressed] = useState<Pointed | null>(null);
  const { face: chosen } = useFaceAt(stage, pressed);
  const scene = useMemo((): Scene => ({ lanes, wholes, seen, tracks, marks, chosen: chosen?.trackId ?? null }), [lanes, wholes, seen, tracks, marks, chosen?.trackId]);
  const [choosing, setChoosing] = useState(false);
  const [listed, setListed] = useState(false);
  const pointing = usePointed();
  const [start] = useState(() => (from !== undefined && to !== undefined && Date.parse(to) > Date.parse(from) ? { wall: { fromMs: Date.parse(from), toMs: Date.parse(to) } } : {}));
  const { canvas, strip, room } = useStage(stage, setStage, scene, start, { choosing: () => choosing, onPointed: pointing.onPointed, onPressed: setPressed });
  const desk = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) desk.current?.focus();
  }, []);

  // The address follows the view; an address that was given anew is followed.
  const told = useRef<readonly [string | undefined, string | undefined]>([from, to]);
  useEffect(() => {
    if (!rest || rest.width <= 1 || !wholes.wall) return;
    const { wall } = rest.views;
    const next = [asAddress(wall.fromMs), asAddress(wall.toMs)] as const;
    if (next[0] === told.current[0] && next[1] === told.current[1]) return;
    told.current = next;
    show({ from: next[0], to: next[1] });
  }, [rest, wholes.wall]);
  useEffect(() => {
    if (!stage || from === undefined || to === undefined || (from === told.current[0] && to === told.current[1])) return;
    told.current = [from, to];
    stage.look('wall', { fromMs: Date.parse(from), toMs: Date.parse(to) });
  }, [stage, from, to]);

  const chooseAtCursor = useCallback((): void => {
    const { cursor } = stage ?? {};
    const row = cursor && stage?.rows[cursor.lane];
    if (!cursor || !row) return;
    const track = stage.scene.tracks.get(row.lane.id)?.tracks.find(({ bestMs }) => Math.abs(bestMs - cursor.ms) < 1) ?? null;
    setPressed({ ...momentAt(stage, cursor.lane, cursor.ms), x: 0, y: 0, track, mark: null });
  }, [stage]);
  const commands = useMemo(() => {
    const by = (key: string) => (): void => void (stage && press({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false }, stage, chooseAtCursor));
    return [
      { id: 'closer', label: 'Closer', keys: '+', run: by('+') }, { id: 'further', label: 'Further', keys: '-', run: by('-') }, { id: 'everything', label: 'Everything', keys: '0', run: by('0') },
      { id: 'next-face', label: 'The next face of this camera', keys: '.', run: by('.') }, { id: 'face-before', label: 'The face before', keys: ',', run: by(',') },
      { id: 'search-stretch', label: 'Search the chosen stretch', keys: 'S', run: () => stage?.stretch && searchStretch(stage.stretch, lanes) },
      { id: 'as-table', label: 'What is in view as a table', keys: 'T', run: () => setListed(true) },
    ];
  }, [stage, lanes, chooseAtCursor]);
  useCommands('Timeline', commands);
  const run = (id: string): void => commands.find((each) => each.id === id)?.run();

  const all = [...seen.values()].map(({ whole }) => whole);
  const total = all.some((each) => each === null) ? null : all.reduce((n, each) => n + each!.total, 0);
  const axis = lanes[0]!.axis;
  const inView = rest && seen.size > 0 ? rest.visible.reduce((n, id) => n + (seen.get(id)?.whole ? countWithin(seen.get(id)!.whole!, rest.views[lanes.find((lane) => lane.id === id)?.axis ?? axis]) : 0), 0) : null;
  const cursor = rest?.cursor ?? null, cursorLane = cursor && lanes[cursor.lane];
  return (
    <Page
      full title="Timeline"
      under={<>{counted(lanes.length, 'lane')} · {sightingsWords(total)} in indexed footage{total === null && ` (${lanesCounted} of ${seen.size} lanes)`}{rest && ` · ${lengthText(lengthOf(rest.views[axis]))} in view`}</>}
      actions={
        <div className={styles.tools}>
          {mayLook && <Choice label="Candidates of" value={search ?? none} onChange={(next) => show({ search: next === none ? undefined : next })} options={[{ id: none, label: 'No search' }, ...searches.map((each) => ({ id: each.search as string, label: each.search as string, under: counted(each.candidates ?? 0, 'candidate') }))]} />}
          <div className={styles.group}>
            <Button label="Further" icon="zoomOut" iconOnly onPress={() => run('further')} />
            <Button label="Closer" icon="zoomIn" iconOnly onPress={() => run('closer')} />
            <Button label="Everything" icon="fit" iconOnly onPress={() => run('everything')} />
          </div>
          <Button label={choosing ? 'Stop choosing a stretch' : 'Choose a stretch'} icon="filter" kind={choosing ? 'main' : 'plain'} onPress={() => setChoosing(!choosing)} disabled={!wholes.wall} />
          <Button label="As a table" icon="ledger" kind="quiet" onPress={() => setListed(true)} />
        </div>
      }
    >
      <div className={styles.page}>
        {problem && <Notice tone="bad">{problem}</Notice>}
        {sentence && <Notice tone="bad">{sentence}</Notice>}
        {search !== null && mayLook && answers === null && (
          <Notice tone="info">
            You have not looked at the answer of {search} since you signed in or loaded the page. <Button label={`Look at ${search}; the look is recorded`} icon="eye" onPress={() => look(search)} waiting={waiting} />
          </Notice>
        )}
        <div className={styles.board}>
          <div className={styles.corner}>{axis === 'wall' ? 'All of it · UTC' : 'All of it · own time'}</div>
          <canvas ref={strip} className={styles.strip} aria-hidden="true" />
          <div className={styles.corner} data-under>{axis === 'wall' ? 'Wall time, UTC' : 'Own time'}</div>
          <div ref={room} className={styles.room} tabIndex={-1}>
            <LaneHeads lanes={lanes} rows={stage?.rows ?? []} seen={seen} current={cursor?.lane ?? null} height={rest === null ? 0 : stage!.height} />
          </div>
          <div
            ref={desk} className={styles.desk} role="application" tabIndex={0} aria-label="Timeline" aria-describedby="timeline-summary" aria-roledescription="timeline" data-choosing={choosing || undefined}
            onKeyDown={(event) => stage && press(event, stage, chooseAtCursor) && event.preventDefault()}
          >
            <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
          </div>
          <HoverCard stage={stage} pointing={pointing} lanes={lanes} search={search} />
        </div>
        <p id="timeline-summary" className={table.hidden}>
          {rest && `${counted(rest.visible.length, 'lane')} in view, ${wholes.wall ? spanWords(rest.views.wall, 'wall') : ''}: ${sightingsWords(inView)}${answers === null ? '' : `, ${counted(answers.reduce((n, { candidates }) => n + candidates.length, 0), 'candidate')} of ${search}`}. The button “As a table” tells it lane by lane.`}
        </p>
        <output className={table.hidden}>{cursor && cursorLane && `${laneName(cursorLane)}, ${momentText(cursor.ms, cursorLane.axis)}, ${stretchAt(cursorLane, cursor.ms) ? holesWords(cursorLane, { fromMs: cursor.ms, toMs: cursor.ms }) : 'no footage here'}`}</output>
        <div className={styles.foot}>
          <ChosenFace face={chosen} lane={chosen ? lanes[chosen.lane] ?? null : null} search={search} onClose={() => setPressed(null)} />
          <ChosenTime stretch={rest?.stretch ?? null} lanes={lanes} seen={seen} onClose={() => stage?.choose(null)} />
          <Legend several={(answers?.length ?? 0) > 1} />
        </div>
      </div>
      {listed && rest && <VisibleTable lanes={lanes} rest={rest} seen={seen} marks={marks} onClose={() => setListed(false)} />}
    </Page>
  );
}
