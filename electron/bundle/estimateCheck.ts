/** @file Checking what a search stated of chance before it compared anything: that its sums are those of its parts, and its parts the tracks that were compared. */
import { atLeastOne, expectedByChance } from '../core/chance.ts';
import type { ChancePart, Measured } from '../core/chance.ts';
import { factsOf, numberOf } from './ledgerCheck.ts';
import type { Facts } from './ledgerCheck.ts';
import { listOf, show } from './workCheck.ts';
import type { Say } from './workCheck.ts';

/** Two machines may differ in the last digits of a logarithm. */
const tolerated = 1e-9;

/** `asked` and `answered`: bodies of the entries. Calibrations that it names have to have entries: `recorded`, hash -> act; what people who are not there score is some person’s to declare. */
export function checkEstimate(id: unknown, asked: Facts, answered: Facts | null, recorded: ReadonlyMap<unknown, string>, say: Say): void {
  const estimate = factsOf(asked['estimate']);
  const parts = listOf(estimate['parts']).map(factsOf);
  const pictures = numberOf(estimate['pictures']);
  if (!parts.every(isPart)) {
    say(`What ${show(id)} states of chance is not in the form that this program writes.`);
    return;
  }
  const known = parts as unknown as readonly ChancePart[];
  const measured = asked['threshold'] !== null;
  const told = { expected: measured ? expectedByChance(known, pictures) : null, atLeastOne: measured ? atLeastOne(known, pictures) : null };
  for (const name of ['expected', 'atLeastOne'] as const) if (!agrees(told[name], estimate[name])) say(`What ${show(id)} states as ${name === 'expected' ? 'candidates expected by chance' : 'the probability of at least one by chance'} is not what its parts give.`);
  const tracks = known.reduce((sum, part) => sum + part.tracks, 0);
  const partly = listOf(asked['notSearched']).some((each) => factsOf(each)['reason'] === 'partly-indexed');
  // Footage whose indexing goes on may have more tracks when it is compared than when they were counted.
  if (answered && (partly ? tracks > numberOf(answered['tracksCompared']) : tracks !== answered['tracksCompared'])) say(`${show(id)} counted ${tracks} tracks for what chance gives and compared ${numberOf(answered['tracksCompared'])}.`);
  for (const { source, calibration } of known) if (source !== 'none' && recorded.get(calibration) !== (source === 'non-mated' ? 'non-mated-measured' : 'calibration-recorded')) say(`${show(id)} takes a rate from a calibration that no disclosed entry records.`);
}

function isPart({ tracks, rate }: Facts): boolean {
  const { value, low, high } = factsOf(rate);
  return Number.isSafeInteger(tracks) && (rate === null || ((value === null || isProportion(value)) && isProportion(low) && isProportion(high)));
}

function isProportion(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function agrees(derived: Measured | null, told: unknown): boolean {
  if (derived === null || told === null) return derived === told;
  const facts = factsOf(told);
  return (['value', 'low', 'high'] as const).every((name) => {
    const [one, other] = [derived[name], facts[name]];
    return one === null || other === null ? one === other : Math.abs(one - numberOf(other)) <= tolerated * Math.max(1, Math.abs(one));
  });
}
