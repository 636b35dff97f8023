/** @file The acts of members, policy and authority, with the exact form of their bodies; part of the closed list in entry.ts. */
import { z } from 'zod';
import { authoritySchema } from './authority.ts';
import { commitment, contentId, date, numbered, person, publicKey, roleList, sha256, text } from './forms.ts';
import { policySchema } from './policy.ts';
import { listKinds } from './probeList.ts';

export const peopleActs = {
  'member-added': z.strictObject({ name: text, publicKey, roles: roleList }),
  'member-removed': z.strictObject({ name: text, publicKey, reason: text }),
  'policy-set': policySchema,
  'authority-requested': authoritySchema,
  /** `request`: leaf hash of the entry that asked, so that what was granted cannot be exchanged. */
  'authority-granted': z.strictObject({ authority: numbered('A'), request: sha256 }),
  'authority-declined': z.strictObject({ authority: numbered('A'), reason: text }),
  'authority-revoked': z.strictObject({ authority: numbered('A'), reason: text }),
  /** Something was asked for and not done: `code` and `reason` are those of the failure. */
  'act-refused': z.strictObject({ what: text, by: person, authority: numbered('A').nullable(), code: text, reason: text }),
  'list-created': z.strictObject({ list: numbered('L'), name: text, kind: z.enum(listKinds), authority: numbered('A') }),
  /** `details`: reason and lawful basis; kept beside the ledger, so that they can be erased. */
  'list-entry-added': z.strictObject({ list: numbered('L'), probe: contentId, details: commitment, reviewOn: date }),
  'list-entry-removed': z.strictObject({ list: numbered('L'), probe: contentId, reason: text }),
} as const;
