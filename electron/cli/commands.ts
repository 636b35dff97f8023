/** @file Every command of the `retrace` program, by name. Others script against the names. */
import type { Command } from './command.ts';
import { accuracyStatement, likelihoodRatio, nonMatedMeasure, nonMatedShow, sameFrameJudge, sameFrameShow, searchEstimate, thresholdAllow } from './accuracyCommands.ts';
import { authorityDecline, authorityGrant, authorityList, authorityRequest, authorityRevoke } from './authorityCommands.ts';
import { exportBundle } from './exportCommands.ts';
import { caseCreate, completeness, exhibitReceive, ledgerVerify } from './caseCommands.ts';
import { doctor, packAdd, packList, packVerify, serve } from './machineCommands.ts';
import { calibrate, validate } from './measureCommands.ts';
import { memberAdd, memberList, memberRemove, operatorCard, operatorCreate, operatorList, policySet, policyShow } from './peopleCommands.ts';
import { ledgerExport, statistics, timestampAdd, timestampRequest } from './figureCommands.ts';
import { erase, holdLift, holdPlace, reviewDue, reviewSet } from './retainCommands.ts';
import { leadAction, leadCorroborate, leadOutcome, leadShow } from './leadCommands.ts';
import { decide, describe, lineupCreate, lineupFace, lineupOpen, lineupShow } from './reviewCommands.ts';
import { clockSet } from './clockCommands.ts';
import { check, listAdd, listCreate, listErase, listRemove, listShow } from './listCommands.ts';
import { probeAdd, probeList } from './probeCommands.ts';
import { quality } from './qualityCommands.ts';
import { counterSearch, replay } from './replayCommands.ts';
import { index, search, searchShow, still } from './searchCommands.ts';
import { verify } from './verifyCommands.ts';

export const commands: Readonly<Record<string, Command>> = {
  'case create': caseCreate,
  'operator create': operatorCreate,
  'operator list': operatorList,
  'operator card': operatorCard,
  'member add': memberAdd,
  'member remove': memberRemove,
  'member list': memberList,
  'policy show': policyShow,
  'policy set': policySet,
  'exhibit receive': exhibitReceive,
  'clock set': clockSet,
  'index': index,
  'authority request': authorityRequest,
  'authority grant': authorityGrant,
  'authority decline': authorityDecline,
  'authority revoke': authorityRevoke,
  'authority list': authorityList,
  'probe add': probeAdd,
  'probe list': probeList,
  'list create': listCreate,
  'list add': listAdd,
  'list remove': listRemove,
  'list show': listShow,
  'list erase': listErase,
  'search': search,
  'search show': searchShow,
  'search estimate': searchEstimate,
  'same-frame show': sameFrameShow,
  'same-frame judge': sameFrameJudge,
  'non-mated measure': nonMatedMeasure,
  'non-mated show': nonMatedShow,
  'threshold allow': thresholdAllow,
  'likelihood-ratio': likelihoodRatio,
  'accuracy-statement': accuracyStatement,
  'check': check,
  'quality': quality,
  'still': still,
  'export': exportBundle,
  'lineup create': lineupCreate,
  'lineup face': lineupFace,
  'describe': describe,
  'lineup open': lineupOpen,
  'decide': decide,
  'lineup show': lineupShow,
  'lead corroborate': leadCorroborate,
  'lead action': leadAction,
  'lead outcome': leadOutcome,
  'lead show': leadShow,
  'completeness': completeness,
  'ledger verify': ledgerVerify,
  'ledger export': ledgerExport,
  'review due': reviewDue,
  'review set': reviewSet,
  'hold place': holdPlace,
  'hold lift': holdLift,
  'erase': erase,
  'statistics': statistics,
  'timestamp request': timestampRequest,
  'timestamp add': timestampAdd,
  'verify': verify,
  'replay': replay,
  'counter-search': counterSearch,
  'doctor': doctor,
  'pack list': packList,
  'pack verify': packVerify,
  'pack add': packAdd,
  'calibrate': calibrate,
  'validate': validate,
  'serve': serve,
};
