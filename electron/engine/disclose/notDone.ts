/** @file What was not done, as far as the record shows: said without being asked, so that nobody takes it for done. Pure. */
import type { DisclosedRecord } from '../../core/disclosure.ts';

/** Sentences, in a fixed order. */
export function notDone({ searches, exhibits, made, schedule, case: facts }: DisclosedRecord, footageInCase: number): string[] {
  const said = ['Nobody was identified. This software lists faces that look alike to it; who a person is was not established by it.'];
  const runs = exhibits.flatMap(({ footage }) => footage.flatMap((each) => each.runs));
  const settings = runs.map((run) => run.settings as { framesPerSecond?: unknown; analysis?: { detection?: unknown; look?: unknown } });
  const inScope = exhibits.reduce((sum, { footage }) => sum + footage.length, 0);
  if (footageInCase > inScope) said.push(`${footageInCase - inScope} of the ${footageInCase} footages of case ${facts.reference} lie outside of the scope of these searches and were not compared in them.`);
  if (settings.some(({ framesPerSecond }) => framesPerSecond !== 'every')) said.push(`Not every frame was looked at: ${[...new Set(settings.flatMap(({ framesPerSecond }) => (typeof framesPerSecond === 'number' ? [framesPerSecond] : [])))].join(', ')} frames a second were.`);
  if (settings.some(({ analysis }) => analysis?.detection !== 'thorough')) said.push('The thorough detection, which finds somewhat more small faces, was not used everywhere.');
  if (settings.some(({ analysis }) => analysis?.look === 'changed')) said.push('Parts of frames in which nothing had changed were not looked at.');
  said.push('The frames were decoded by one decoder for the index; comparing them with those of a second, independent decoder is part of “replay” and was not done for this bundle.');
  said.push('No threshold was calibrated on this footage.');
  for (const { id, result, lineups, leads, probes } of searches) {
    for (const { probe, image } of probes) {
      if (probe && image && probe.face.of > 1) said.push(`The picture of the probe “${probe.label}” of ${id} shows ${probe.face.of} faces. Nobody in it is blurred: it has to be the very picture that was searched with.`);
    }
    if (result === null) continue;
    const listed = result.answers.reduce((sum, { candidates }) => sum + candidates.length, 0);
    if (listed === 0) said.push(`${id} has no candidate, so that nothing was reviewed.`);
    else {
      const reviewed = new Set(lineups.filter(({ reviews }) => reviews.some(({ decisions }) => decisions.length > 0)).map(({ track }) => track)).size;
      if (reviewed < listed) said.push(`${listed - reviewed} of the ${listed} candidates of ${id} were not reviewed in a line-up.`);
      for (const { lineup, reviews } of lineups) if (reviews.filter(({ decisions }) => decisions.length > 0).length < 2) said.push(`No second reviewer has decided on the line-up ${lineup} of ${id}.`);
      const corroborated = new Set(leads.filter(({ corroboration }) => corroboration.some(({ speaks }) => speaks === 'for')).map(({ track }) => track)).size;
      if (corroborated === 0) said.push(`Nothing found by other means is recorded that would speak for any candidate of ${id}.`);
      const first = result.answers[0]?.candidates.length ?? 0;
      if (first > made.pictures) said.push(`Pictures were made of the first ${made.pictures} of the ${first} candidates of ${id}; the others are listed without.`);
    }
  }
  if (!made.clips) said.push('No clips were made.');
  if (schedule.some(({ state }) => state === 'unanswered')) said.push(`Searches that were asked for and neither answered nor stopped: ${schedule.filter(({ state }) => state === 'unanswered').map(({ search }) => search).join(', ')}.`);
  return said;
}
