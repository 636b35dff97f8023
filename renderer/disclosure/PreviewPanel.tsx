/** @file What a bundle will be: how much, what it holds, what it hides, and what it says against itself. */
import { count, counted } from '../../electron/core/countWords.ts';
import type { Input } from '../../electron/api/contract.ts';
import { Facts } from '../parts/Facts.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { useAsk } from '../state/host.tsx';
import { fileSize } from '../words.ts';
import { Sentences } from './Sentences.tsx';

export function PreviewPanel({ wish, notHeld }: { readonly wish: Input<'previewBundle'>; readonly notHeld: readonly string[] }) {
  const { data, error } = useAsk('previewBundle', wish);
  if (!data) return <Waiting sentence={error?.message ?? null} />;
  const hidden = data.entries.total - data.entries.disclosed;
  return (
    <>
      <Facts
        of={[
          ['Size', `about ${fileSize(data.bytes)} in ${count(data.files)} files at the most; the disk is asked first`],
          ['Goes in', `${counted(data.candidates, 'candidate')}, ${count(data.pictured)} of them with pictures; ${counted(data.probes, 'picture')} that ${data.probes === 1 ? 'was' : 'were'} searched with; the record of ${counted(data.exhibits, 'exhibit')}; every vector that was compared, so that the other side can search again; the report; the program that checks it`],
          ['Never goes in', 'The footage itself: it is handed over as an exhibit. No key and no passphrase'],
          ['Ledger', `${count(data.entries.disclosed)} of ${count(data.entries.total)} entries are disclosed; ${hidden === 0 ? 'nothing is hidden' : `${hidden === 1 ? '1 stays' : `${count(hidden)} stay`} hidden: counted and proved to be there, so that none can be changed later without notice`}`],
          ['Listed, not held', notHeld.length === 0 ? 'No search: all are held' : `${notHeld.join(', ')}: outside of what you chose`],
          ['Blurred', wish.showFaces === null ? 'Everybody who was found but the candidates' : `Nobody: ${wish.showFaces}`],
          ...(data.crowded > 0 ? [['Not blurred', `${counted(data.crowded, 'picture')} that ${data.crowded === 1 ? 'was' : 'were'} searched with ${data.crowded === 1 ? 'shows' : 'show'} several faces; it has to be the very picture`] as const] : []),
        ]}
      />
      <Sentences title="What it says that could undermine the result" of={data.undermining.map(({ sentence }) => sentence)} none="Nothing is recorded that could." open />
      <Sentences title="What was not done" of={data.notDone} none="Nothing." />
    </>
  );
}
