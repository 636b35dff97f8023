/** @file Every command of the `retrace` program, by name. Others script against the names. */
import type { Command } from './command.ts';
import { caseCreate, completeness, exhibitReceive, ledgerVerify } from './caseCommands.ts';
import { doctor, packAdd, packList, packVerify, serve } from './machineCommands.ts';
import { index, probeAdd, search, still } from './searchCommands.ts';

export const commands: Readonly<Record<string, Command>> = {
  'case create': caseCreate,
  'exhibit receive': exhibitReceive,
  'index': index,
  'probe add': probeAdd,
  'search': search,
  'still': still,
  'completeness': completeness,
  'ledger verify': ledgerVerify,
  'doctor': doctor,
  'pack list': packList,
  'pack verify': packVerify,
  'pack add': packAdd,
  'serve': serve,
};
