/** @file What is in view as a table, lane by lane, for whoever does not see the drawing. */
import { counted } from '../../electron/core/countWords.ts';
import type { Lane } from '../../electron/core/timeline.ts';
import { Facts } from '../parts/Facts.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { Table } from '../parts/Table.tsx';
import { countWithin } from './density.ts';
import type { Mark, Seen } from './scene.ts';
import type { Rest } from './stage.ts';
import { clockWords, holesWords, keysWords, laneName, legendWords, sightingsWords, spanWords } from './words.ts';

interface VisibleTableProps {
  readonly lanes: readonly Lane[];
  readonly rest: Rest;
  readonly seen: ReadonlyMap<string, Seen>;
  readonly marks: ReadonlyMap<string, readonly Mark[]>;
  readonly onClose: () => void;
}

export function VisibleTable({ lanes, rest: { views }, seen, marks, onClose }: VisibleTableProps) {
  const marked = ({ id, axis }: Lane): string => {
    const inView = (marks.get(id) ?? []).filter(({ ms }) => ms >= views[axis].fromMs && ms <= views[axis].toMs);
    return (['candidate', 'decision'] as const).flatMap((kind) => {
      const labels = inView.filter((mark) => mark.kind === kind).map(({ label }) => label);
      return labels.length === 0 ? [] : [`${counted(labels.length, kind)}: ${labels.slice(0, 20).join(', ')}${labels.length > 20 ? ' and more' : ''}`];
    }).join('; ');
  };
  return (
    <Sheet title="What is in view" width="wide" onClose={onClose}>
      {lanes.some(({ axis }) => axis === 'wall') && <p>{spanWords(views.wall, 'wall')}</p>}
      <Table
        heads={['Lane', 'Clock', 'Faces', 'What is missing', 'Candidates and decisions']}
        rows={lanes.map((lane) => {
          const density = seen.get(lane.id), view = views[lane.axis];
          return [lane.id, laneName(lane), clockWords(lane), density ? sightingsWords(density.whole && countWithin(density.whole, view)) : 'not indexed', holesWords(lane, view), marked(lane)];
        })}
      />
      <p>{legendWords}</p>
      <h3>Keys</h3>
      <Facts of={keysWords} />
    </Sheet>
  );
}
