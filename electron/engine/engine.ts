/** @file The engine: the calls that every host makes, in the order of the work. What a host brings (native engines, data folder) is bound here once. */
import type { Provenance } from '../core/exhibit.ts';
import { Failure } from '../core/failure.ts';
import type { Finding } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import type { ClipTaken } from '../core/playing.ts';
import type { FacesFound } from '../core/probe.ts';
import type { CounterReport, ReplayReport } from '../core/replaying.ts';
import type { Estimate, RatioAnswer, SearchPreview, SearchResult } from '../core/search.ts';
import type { Detection, SelfTest } from '../../native/faces/faceAnalyser.ts';
import { measureNonMated } from './accuracy/nonMated.ts';
import type { NonMatedMeasurement, NonMatedRequest } from './accuracy/nonMated.ts';
import { footageAccuracy } from './accuracy/footageAccuracy.ts';
import type { CameraAccuracy } from './accuracy/footageAccuracy.ts';
import { likelihoodRatio } from './accuracy/ratio.ts';
import type { WrittenStatement } from './accuracy/statement.ts';
import { addProbe, findFaces, readImage } from './addProbe.ts';
import type { ProbeImage, ProbeStatement } from './addProbe.ts';
import { whileReading } from './alone.ts';
import { createCase, openCase } from './caseFolder.ts';
import type { Case, NewCase } from './caseFolder.ts';
import type { ExportedBundle, ExportRequest } from './disclose/export.ts';
import { check } from './checking.ts';
import type { CheckRequest, CheckResult } from './checking.ts';
import { chooseExhibits, indexExhibits } from './indexing.ts';
import type { IndexOutcome } from './indexing.ts';
import { receive } from './ingest.ts';
import type { Receipt } from './ingest.ts';
import { verifyLedger } from './ledgerVerify.ts';
import { loadPack, verifyPack } from './models.ts';
import type { CalibrationRequest, calibrate } from './measure/calibrate.ts';
import type { ValidationRequest, validate } from './measure/validate.ts';
import type { Natives } from './natives.ts';
import type { CounterRequest } from './replay/counterSearch.ts';
import { openPlaying } from './playing.ts';
import type { Playing } from './playing.ts';
import type { ReplayRequest } from './replay/replay.ts';
import { openReview } from './review/review.ts';
import type { Review } from './review/review.ts';
import { verifyReviews } from './review/reviewVerify.ts';
import { verifyErasures } from './retain/files.ts';
import { estimate, search } from './searching.ts';
import type { SearchRequest } from './searching.ts';
import { previewSearch } from './searchPreview.ts';
import { measureAnswers } from './measuring.ts';
import type { MeasuredAnswer, ToMeasure } from './measuring.ts';
import { exportStill, frameAt, momentOfTicks, momentOfTrack } from './stills.ts';
import type { Moment, Still } from './stills.ts';
import { openViewing } from './viewing.ts';
import type { Viewing } from './viewing.ts';
import { verifyWork } from './workVerify.ts';

/** What of a case to index, and how. */
export interface IndexRequest {
  /** Id or reference; null: every exhibit. */
  readonly exhibit: string | null;
  readonly framesPerSecond: number | 'every';
  readonly pack: string;
  readonly detection: Detection;
  readonly look: 'changed' | 'everywhere';
}

/** Where a probe's picture comes from; of a picture that was edited also the picture as it was, and which of its faces. */
export type ProbeSource = { readonly file: string; readonly original?: { readonly file: string; readonly face: number | null } } | { readonly track: string };

export interface LedgerVerification {
  readonly entries: number;
  readonly checkpoints: number;
  readonly findings: readonly Finding[];
}

export interface Engine {
  createCase(folder: string, details: NewCase, passphrase: string): Promise<Case>;
  openCase(folder: string): Case;
  receive(opened: Case, files: readonly string[], provenance: Provenance, job: Job): Promise<Receipt>;
  index(opened: Case, request: IndexRequest, job: Job): Promise<IndexOutcome>;
  addProbe(opened: Case, from: ProbeSource, stated: ProbeStatement, pack: string, job: Job): ReturnType<typeof addProbe>;
  /** The faces that a probe could be made of; nothing is recorded. */
  findFaces(opened: Case, from: ProbeSource, pack: string, job: Job): Promise<FacesFound>;
  /** What a search would compare; nothing is recorded. */
  previewSearch(opened: Case, request: SearchRequest, pack: string, job: Job): Promise<SearchPreview>;
  search(opened: Case, request: SearchRequest, pack: string, job: Job): Promise<SearchResult>;
  /** What a search would give by chance and what it would miss; compares nothing and shows no face. */
  estimate(opened: Case, request: SearchRequest, pack: string, job: Job): Promise<Estimate>;
  /** What the case's own footage says of chance, camera by camera; reads only. */
  footageAccuracy(opened: Case, pack: string, job: Job): Promise<CameraAccuracy[]>;
  /** Measures chance on the case’s footage with people who are not in it: counts only, and an entry for each camera. */
  measureNonMated(opened: Case, request: NonMatedRequest, pack: string, job: Job): Promise<NonMatedMeasurement[]>;
  /** Whether a likelihood ratio can be stated for a candidate, and what it is. */
  likelihoodRatio(opened: Case, search: string, rank: number, job: Job): Promise<RatioAnswer>;
  /** Drafts the reliability parts of an expert’s report from what is recorded of a search. */
  accuracyStatement(opened: Case, search: string, file: string, job: Job): Promise<WrittenStatement>;
  /** One face against the entries of a list. */
  check(opened: Case, request: CheckRequest, pack: string, job: Job): Promise<CheckResult>;
  /** Named measures of probes and their candidates. */
  measure(opened: Case, answers: readonly ToMeasure[], pack: string, job: Job): Promise<MeasuredAnswer[]>;
  still(opened: Case, where: { readonly track: string } | { readonly footage: string; readonly ticks: bigint }, file: string | null, job: Job): Promise<Still>;
  /** Every frame of a stretch as a new MP4, nobody blurred. */
  clip(opened: Case, footage: string, range: { readonly fromTicks: bigint; readonly toTicks: bigint }, file: string, job: Job): Promise<ClipTaken>;
  export(opened: Case, request: ExportRequest, job: Job): Promise<ExportedBundle>;
  /** Pictures for the screen. */
  readonly viewing: Viewing;
  /** Footage that is played or stepped through. */
  readonly playing: Playing;
  /** Line-ups, decisions and leads. */
  readonly review: Review;
  /** The searches of a bundle made again; needs no case. */
  replay(request: ReplayRequest, job: Job): Promise<ReplayReport>;
  /** The same otherwise, to see what depends on it. */
  counterSearch(request: CounterRequest, job: Job): Promise<CounterReport>;
  verifyLedger(opened: Case, job?: Job): LedgerVerification;
  /** Files, description and self-test of a pack, by id or folder. */
  verifyPack(pack: string, job: Job): Promise<{ findings: Finding[]; selfTest: SelfTest | null }>;
  /** Measures a pack on labelled pictures and keeps what was found beside it; needs no case. */
  calibrate(request: CalibrationRequest, pack: string, job: Job): ReturnType<typeof calibrate>;
  /** A pack, or two beside each other, tested against requirements on a laboratory's own pictures; needs no case. */
  validate(request: ValidationRequest, pack: string, against: string | null, job: Job): ReturnType<typeof validate>;
}

// Loaded when they are first called: together they are half of the engine, and a command or a window that needs none of them starts sooner.
const statements = () => import('./accuracy/statement.ts');
const clips = () => import('./clipping.ts');
const bundles = () => import('./disclose/export.ts');
const replays = () => import('./replay/replay.ts');
const counterSearches = () => import('./replay/counterSearch.ts');
const calibrations = () => import('./measure/calibrate.ts');
const validations = () => import('./measure/validate.ts');

export function openEngine(natives: Natives, home: string): Engine {
  return {
    createCase: (folder, details, passphrase) => createCase(folder, details, home, passphrase),
    openCase: (folder) => openCase(folder, home),
    receive: (opened, files, provenance, job) => receive(opened, files, provenance, natives.decoder, job),
    async index(opened, { exhibit, framesPerSecond, pack: id, detection, look }, job) {
      const pack = await loadPack(id, home, job);
      const settings = { framesPerSecond, analysis: { detection, look, samePersonDistance: pack.description.samePersonDistance } };
      return indexExhibits(opened, chooseExhibits(opened, exhibit), pack, settings, natives, home, job);
    },
    async findFaces(opened, from, pack, job) {
      const image = await imageOf(opened, from, natives, job);
      const loaded = await loadPack(pack, home, job);
      return whileReading(opened.folder, () => findFaces(opened, image, loaded, natives));
    },
    async addProbe(opened, from, stated, pack, job) {
      const image = await imageOf(opened, from, natives, job);
      const original = 'file' in from && from.original ? { image: readImage(from.original.file), face: from.original.face } : null;
      const loaded = await loadPack(pack, home, job);
      return whileReading(opened.folder, () => addProbe(opened, image, stated, original, loaded, natives));
    },
    previewSearch: (opened, request, pack, job) => whileReading(opened.folder, async () => previewSearch(opened, request, await loadPack(pack, home, job))),
    search: (opened, request, pack, job) => whileReading(opened.folder, async () => search(opened, request, await loadPack(pack, home, job), natives, job)),
    estimate: (opened, request, pack, job) => whileReading(opened.folder, async () => estimate(opened, request, await loadPack(pack, home, job), job)),
    footageAccuracy: (opened, pack, job) => whileReading(opened.folder, async () => footageAccuracy(opened, await loadPack(pack, home, job), job)),
    measureNonMated: (opened, request, pack, job) => whileReading(opened.folder, async () => measureNonMated(opened, request, await loadPack(pack, home, job), natives, job)),
    likelihoodRatio: (opened, id, rank, job) => whileReading(opened.folder, () => likelihoodRatio(opened, id, rank, home, job)),
    accuracyStatement: (opened, id, file, job) => whileReading(opened.folder, async () => (await statements()).writeStatement(opened, id, file, job)),
    check: (opened, request, pack, job) => whileReading(opened.folder, async () => check(opened, request, await loadPack(pack, home, job), natives)),
    measure: (opened, answers, pack, job) => whileReading(opened.folder, async () => measureAnswers(opened, answers, await loadPack(pack, home, job), natives, job)),
    still: (opened, where, file, job) =>
      whileReading(opened.folder, () => exportStill(opened, 'track' in where ? momentOfTrack(opened, where.track) : momentOfTicks(opened, where.footage, where.ticks), file, natives, job)),
    clip: (opened, footage, range, file, job) => whileReading(opened.folder, async () => (await clips()).exportClip(opened, footage, range, file, natives, job)),
    export: (opened, request, job) => whileReading(opened.folder, async () => (await bundles()).exportBundle(opened, request, natives, job)),
    async verifyPack(id, job) {
      const findings = await verifyPack(id, home, job);
      if (findings.length > 0) return { findings, selfTest: null };
      try {
        const analyser = await natives.openAnalyser(await loadPack(id, home, job));
        const selfTest = await analyser.selfTest().finally(() => analyser.close());
        return { findings, selfTest };
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return { findings: [{ code: error.code, message: error.message }], selfTest: null };
      }
    },
    calibrate: async (request, pack, job) => (await calibrations()).calibrate(request, await loadPack(pack, home, job), natives, home, job),
    validate: async (request, pack, against, job) => (await validations()).validate(request, await loadPack(pack, home, job), against === null ? null : await loadPack(against, home, job), natives, job),
    viewing: openViewing(natives),
    playing: openPlaying(natives),
    review: openReview(natives, home),
    replay: async (request, job) => (await replays()).replay(request, natives, home, job),
    counterSearch: async (request, job) => (await counterSearches()).counterSearch(request, natives, home, job),
    verifyLedger(opened, job = {}) {
      const { entries, checkpoints, findings } = verifyLedger(opened, [], job);
      job.onProgress?.({ stage: 'rows', done: entries, total: null, unit: 'rows' });
      return { entries, checkpoints, findings: [...findings, ...verifyWork(opened), ...verifyReviews(opened.db), ...verifyErasures(opened.db)] };
    },
  };
}

async function imageOf(opened: Case, from: ProbeSource, natives: Natives, job: Job): Promise<ProbeImage> {
  return 'file' in from ? readImage(from.file) : cutImage(momentOfTrack(opened, from.track), natives, job);
}

/** The whole frame, so that the record shows what the face was cut from; the face is the one in the track's box. */
async function cutImage(moment: Moment, natives: Natives, job: Job): Promise<ProbeImage> {
  const frame = await frameAt(moment, natives, job);
  return { name: `${moment.exhibit.reference} at ${moment.ticks} ticks`, bytes: await natives.encodePng(frame), fromTrack: moment.track, near: moment.box };
}
