/** @file What a bundle would hold, hide and lack, before it is made. Reads the record only: exhibits are hashed when the bundle is made, and nothing is recorded. */
import type { BundlePreview, WholeSchedule } from '../../core/bundlePreview.ts';
import type { Disclosure } from '../../core/disclosure.ts';
import type { Job } from '../../core/job.ts';
import { packDimension } from '../../core/modelPack.ts';
import type { Case } from '../caseFolder.ts';
import { software } from '../machine.ts';
import { entriesOf, listFootage, signerOf } from '../records.ts';
import { calibrationsOf } from './calibrations.ts';
import { disclosedEntries } from './disclosedEntries.ts';
import { doubts } from './doubts.ts';
import { expected, packsOf } from './export.ts';
import type { ExportRequest } from './export.ts';
import { gather, handedOutBundles } from './gather.ts';
import { notDone } from './notDone.ts';
import { checksOf, scheduleOf } from './schedule.ts';

/** Failures 'role-missing', 'search-unknown', 'pack-unknown', 'pack-changed'. */
export async function previewBundle(opened: Case, request: Pick<ExportRequest, 'searches' | 'pictures' | 'clips' | 'showFaces'>, job: Job): Promise<BundlePreview> {
  const { db } = opened;
  const { name, publicKey, roles } = opened.demand('bundle-exported');
  const gathered = gather(opened, request.searches);
  const packs = await packsOf(gathered, opened.home, job);
  const none = { path: '', sha256: '' };
  const searches = gathered.searches.map((search) => {
    const pack = packs.get(search.request.pack.digest)!.description;
    const vectors = { rows: search.answered?.body.sightingsCompared ?? 0, dimension: packDimension(pack), values: none, index: none };
    // The file of a probe that was not erased is taken to be there; where it is not, the bundle says so when it is made.
    return { ...search, pack, vectors, pictures: [], withoutPictures: [], probes: search.probes.map((probe) => ({ ...probe, image: probe.probe && none, vector: probe.probe && none })) };
  });
  const made: Disclosure['made'] = {
    at: new Date().toISOString(), by: { name, publicKey, roles }, software, recipients: [], searches: request.searches,
    faces: request.showFaces === null ? 'bystanders-blurred' : 'nobody-blurred', whyNotBlurred: request.showFaces, pictures: request.pictures, clips: request.clips,
  };
  const exhibits = gathered.exhibits.map((each) => ({ ...each, now: 'as-received' as const }));
  const source = { ...gathered, calibrations: calibrationsOf(db, gathered), format: 'retrace-bundle/1' as const, bundle: '', made, exhibits, searches };
  const probes = [...new Map(searches.flatMap((search) => search.probes).map((probe) => [probe.id, probe])).values()].flatMap(({ probe }) => probe ?? []);
  const listed = searches.map(({ result }) => result?.answers ?? []);
  return {
    ...expected(db, gathered, packs, request),
    // With the one about the bundle itself.
    entries: { disclosed: disclosedEntries(db, gathered, request.searches === null).length + 1, total: db.prepare<[], number>('SELECT count(*) FROM entry').pluck().get()! + 1 },
    exhibits: exhibits.length,
    candidates: listed.flat().reduce((sum, { candidates }) => sum + candidates.length, 0),
    pictured: listed.reduce((sum, answers) => sum + Math.min(request.pictures, answers[0]?.candidates.length ?? 0), 0),
    probes: probes.length,
    crowded: probes.filter(({ face }) => face.of > 1).length,
    undermining: doubts(source),
    notDone: notDone(source, listFootage(db).length),
  };
}

/** Everything that the schedule has to show, left out nothing; `disclosed`: in some bundle that was handed out. */
export function wholeSchedule({ db }: Pick<Case, 'db'>): WholeSchedule {
  const reasons = new Map(entriesOf(db, 'search-stopped').map(({ body }) => [body.search, body.reason]));
  const bundles = handedOutBundles(db);
  const whole = bundles.findLast(({ body }) => body.searches === null)?.index ?? -1;
  const listed = scheduleOf(db, new Set(bundles.flatMap(({ body }) => body.searches ?? [])));
  return {
    searches: listed.map((each) => ({ ...each, disclosed: each.disclosed || each.entry < whole, stoppedBecause: reasons.get(each.search) ?? null })),
    checks: checksOf(db),
    refusals: entriesOf(db, 'act-refused').map(({ index, at, body }) => ({ entry: index, at, by: body.by.name, what: body.what, authority: body.authority, reason: body.reason })),
    bundles: bundles.map((entry) => ({ bundle: entry.body.bundle, entry: entry.index, at: entry.at, by: signerOf(entry)?.name ?? '', recipients: entry.body.recipients, searches: entry.body.searches, manifest: entry.body.manifest })),
  };
}
