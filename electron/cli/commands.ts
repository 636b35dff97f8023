/** @file Every command of the `retrace` program, by name. Others script against the names. */
import type { Command } from './command.ts';

// Each is loaded when it is asked for, with what of the engine it needs: help and a refusal come at once.
const ofAccuracy = () => import('./accuracyCommands.ts');
const ofAuthority = () => import('./authorityCommands.ts');
const ofCase = () => import('./caseCommands.ts');
const ofClock = () => import('./clockCommands.ts');
const ofExport = () => import('./exportCommands.ts');
const ofFigure = () => import('./figureCommands.ts');
const ofLead = () => import('./leadCommands.ts');
const ofList = () => import('./listCommands.ts');
const ofMachine = () => import('./machineCommands.ts');
const ofMeasure = () => import('./measureCommands.ts');
const ofPeople = () => import('./peopleCommands.ts');
const ofProbe = () => import('./probeCommands.ts');
const ofQuality = () => import('./qualityCommands.ts');
const ofReplay = () => import('./replayCommands.ts');
const ofRetain = () => import('./retainCommands.ts');
const ofReview = () => import('./reviewCommands.ts');
const ofSearch = () => import('./searchCommands.ts');
const ofVerify = () => import('./verifyCommands.ts');

export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  'case create': async () => (await ofCase()).caseCreate,
  'operator create': async () => (await ofPeople()).operatorCreate,
  'operator list': async () => (await ofPeople()).operatorList,
  'operator card': async () => (await ofPeople()).operatorCard,
  'member add': async () => (await ofPeople()).memberAdd,
  'member remove': async () => (await ofPeople()).memberRemove,
  'member list': async () => (await ofPeople()).memberList,
  'policy show': async () => (await ofPeople()).policyShow,
  'policy set': async () => (await ofPeople()).policySet,
  'exhibit receive': async () => (await ofCase()).exhibitReceive,
  'clock set': async () => (await ofClock()).clockSet,
  'index': async () => (await ofSearch()).index,
  'authority request': async () => (await ofAuthority()).authorityRequest,
  'authority grant': async () => (await ofAuthority()).authorityGrant,
  'authority decline': async () => (await ofAuthority()).authorityDecline,
  'authority revoke': async () => (await ofAuthority()).authorityRevoke,
  'authority list': async () => (await ofAuthority()).authorityList,
  'probe add': async () => (await ofProbe()).probeAdd,
  'probe list': async () => (await ofProbe()).probeList,
  'list create': async () => (await ofList()).listCreate,
  'list add': async () => (await ofList()).listAdd,
  'list remove': async () => (await ofList()).listRemove,
  'list show': async () => (await ofList()).listShow,
  'list erase': async () => (await ofList()).listErase,
  'search': async () => (await ofSearch()).search,
  'search show': async () => (await ofSearch()).searchShow,
  'search estimate': async () => (await ofAccuracy()).searchEstimate,
  'same-frame show': async () => (await ofAccuracy()).sameFrameShow,
  'same-frame judge': async () => (await ofAccuracy()).sameFrameJudge,
  'non-mated measure': async () => (await ofAccuracy()).nonMatedMeasure,
  'non-mated show': async () => (await ofAccuracy()).nonMatedShow,
  'threshold allow': async () => (await ofAccuracy()).thresholdAllow,
  'likelihood-ratio': async () => (await ofAccuracy()).likelihoodRatio,
  'accuracy-statement': async () => (await ofAccuracy()).accuracyStatement,
  'check': async () => (await ofList()).check,
  'quality': async () => (await ofQuality()).quality,
  'still': async () => (await ofSearch()).still,
  'export': async () => (await ofExport()).exportBundle,
  'lineup create': async () => (await ofReview()).lineupCreate,
  'lineup face': async () => (await ofReview()).lineupFace,
  'describe': async () => (await ofReview()).describe,
  'lineup open': async () => (await ofReview()).lineupOpen,
  'decide': async () => (await ofReview()).decide,
  'lineup show': async () => (await ofReview()).lineupShow,
  'lead corroborate': async () => (await ofLead()).leadCorroborate,
  'lead action': async () => (await ofLead()).leadAction,
  'lead outcome': async () => (await ofLead()).leadOutcome,
  'lead show': async () => (await ofLead()).leadShow,
  'completeness': async () => (await ofCase()).completeness,
  'ledger verify': async () => (await ofCase()).ledgerVerify,
  'ledger export': async () => (await ofFigure()).ledgerExport,
  'review due': async () => (await ofRetain()).reviewDue,
  'review set': async () => (await ofRetain()).reviewSet,
  'hold place': async () => (await ofRetain()).holdPlace,
  'hold lift': async () => (await ofRetain()).holdLift,
  'erase': async () => (await ofRetain()).erase,
  'statistics': async () => (await ofFigure()).statistics,
  'timestamp request': async () => (await ofFigure()).timestampRequest,
  'timestamp add': async () => (await ofFigure()).timestampAdd,
  'verify': async () => (await ofVerify()).verify,
  'replay': async () => (await ofReplay()).replay,
  'counter-search': async () => (await ofReplay()).counterSearch,
  'doctor': async () => (await ofMachine()).doctor,
  'pack list': async () => (await ofMachine()).packList,
  'pack verify': async () => (await ofMachine()).packVerify,
  'pack add': async () => (await ofMachine()).packAdd,
  'calibrate': async () => (await ofMeasure()).calibrate,
  'validate': async () => (await ofMeasure()).validate,
  'serve': async () => (await ofMachine()).serve,
};
