/** @file The review workspace: what waits, one line-up for its reviewer, or one candidate for those who may know that it is one. */
import { useMemo } from 'react';
import type { ShownReviews } from '../../electron/core/shownReviews.ts';
import { Button } from '../parts/Button.tsx';
import { Empty } from '../parts/Empty.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { useCommands } from '../state/commands.ts';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import { go, show, usePlace } from '../state/place.ts';
import { CandidateDesk } from './CandidateDesk.tsx';
import { Records } from './Records.tsx';
import { ReviewerDesk } from './ReviewerDesk.tsx';
import { nameOfLineup, type CandidateOf } from './words.ts';
import { WorkList } from './WorkList.tsx';

const everyLineup = (): void => show({ lineup: undefined, search: undefined, candidate: undefined, probe: undefined });

export function ReviewPage() {
  const { caseId, person } = useDesk();
  const { shown } = usePlace();
  const reviews = useAsk('reviews', { caseId });
  const commands = useMemo(() => [{ id: 'every-lineup', label: 'Every line-up', keys: 'B', run: everyLineup }], []);
  useCommands('Review', commands);
  if (!reviews.data) return <Waiting sentence={reviews.error?.message ?? null} />;
  const { lineups } = reviews.data;
  const view = lineups.find((each) => nameOfLineup(each) === shown['lineup']);
  const back = <Button label="Every line-up" icon="back" onPress={everyLineup} />;
  if (view && 'forReviewer' in view) {
    return (
      <Page wide title={`Line-up ${nameOfLineup(view)}`} under="Your own judgement, made blind and recorded step by step." actions={back}>
        <ReviewerDesk key={nameOfLineup(view)} view={view.forReviewer} />
      </Page>
    );
  }
  const reviewer = person.roles.includes('reviewer');
  const of = view ? view.whole : reviewer ? null : candidateIn(shown);
  if (of) {
    return (
      <Page title={`Candidate of rank ${of.rank}`} under={`Of the search ${of.search}. Reviewers are told neither.`} actions={<>{back}<Button label={`Search ${of.search}`} icon="search" onPress={() => go('search', { search: of.search })} /></>}>
        <Candidate of={{ search: of.search, probe: of.probe, rank: of.rank }} reviews={reviews.data} />
      </Page>
    );
  }
  return (
    <Page title="Review" under="People who do not know what the search gave describe the face, compare it with several pictures without knowing which of them was found, and say what they conclude.">
      {shown['lineup'] !== undefined && !view && <Notice tone="caution">This case has no line-up of that number, or it is not for you.</Notice>}
      {lineups.length === 0 ? (
        <Empty icon="review" title="No line-up yet" action={!reviewer && <Button label="Go to Search" icon="search" kind="main" onPress={() => go('search')} />}>
          {reviewer ? 'When an analyst has put a candidate in a line-up, it waits for you here.' : 'A line-up is made from a candidate of a search: choose one there and put it in a line-up.'}
        </Empty>
      ) : (
        <WorkList lineups={lineups} />
      )}
      {reviews.data.records && reviews.data.records.length > 0 && <Records records={reviews.data.records} />}
    </Page>
  );
}

/** A candidate as the address names it. */
function candidateIn({ search, candidate, probe }: Readonly<Record<string, string | undefined>>): CandidateOf | null {
  const rank = Number(candidate);
  return search === undefined || !Number.isInteger(rank) || rank < 1 ? null : { search, probe: probe ?? null, rank };
}

function Candidate({ of, reviews: { lineups, leads } }: { readonly of: CandidateOf; readonly reviews: ShownReviews }) {
  const same = (each: CandidateOf): boolean => each.search === of.search && each.rank === of.rank && (of.probe === null || each.probe === of.probe);
  const whole = lineups.flatMap((view) => ('whole' in view && same(view.whole) ? [view.whole] : []));
  return <CandidateDesk key={`${of.search} ${of.probe} ${of.rank}`} of={of} lineups={whole} lead={leads === null ? 'withheld' : leads.find(same) ?? null} />;
}
