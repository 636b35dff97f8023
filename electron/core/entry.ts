/** @file Entry: one recorded act. The closed list of acts, each with the exact form of its body. */
import { z } from 'zod';
import { exhibitSchema, footageSchema } from './exhibit.ts';
import { disclosureActs } from './disclosureActs.ts';
import { commitment, publicKey, roleList, sha256, text } from './forms.ts';
import { peopleActs } from './peopleActs.ts';
import { reviewActs } from './reviewActs.ts';
import { workActs } from './workActs.ts';

const findings = z.array(z.strictObject({ code: z.string(), message: z.string() }));

/**
 * Act -> form of its body. A new act is one more line in one of these lists, and in duties.ts where it is a person's. Bodies are strict: null says that
 * something is not known, and nothing is ever left out, because what is left out of an entry was never recorded.
 */
export const acts = {
  'case-created': z.strictObject({
    id: text,
    name: text,
    reference: text,
    publicKey,
    operator: z.strictObject({ name: text, publicKey, roles: roleList }),
  }),
  'exhibit-received': z.strictObject({ exhibit: exhibitSchema, footage: z.array(footageSchema), findings }),
  'exhibit-refused': z.strictObject({
    name: z.string(),
    path: z.string(),
    /** null where the file could not be read. */
    sha256: sha256.nullable(),
    bytes: z.number().int().nonnegative().nullable(),
    code: text,
    reason: text,
  }),
  ...peopleActs,
  ...workActs,
  ...reviewActs,
  ...disclosureActs,
} as const;

export type Act = keyof typeof acts;
export type Body<A extends Act> = z.infer<(typeof acts)[A]>;

/** A named person with the key that signs the entry, or the program itself (`retrace 0.1.0`), whose entries the case key's checkpoint covers. */
export type Actor = { readonly operator: string; readonly key: string } | { readonly machine: string };

/** What is recorded of an act before it has its place in the ledger. */
export interface EntryContent<A extends Act = Act> {
  /** RFC 3339, UTC, milliseconds: when the machine says that it was recorded. */
  readonly at: string;
  readonly actor: Actor;
  readonly act: A;
  readonly body: Body<A>;
}

export type Entry = { [A in Act]: EntryContent<A> & { readonly index: number; readonly previous: string | null } }[Act];

const envelope = z.strictObject({
  index: z.number().int().nonnegative(),
  previous: sha256.nullable(),
  at: z.iso.datetime({ precision: 3 }),
  actor: z.union([z.strictObject({ machine: text }), z.strictObject({ operator: text, key: publicKey })]),
  act: z.enum(Object.keys(acts) as [Act, ...Act[]]),
  body: z.unknown(),
});

/** The entry that a parsed text is, or what is wrong with it in words. */
export function readEntry(value: unknown): { readonly entry: Entry } | { readonly problems: string[] } {
  const outer = envelope.safeParse(value);
  if (!outer.success) return { problems: problemsOf(outer.error) };
  const body = acts[outer.data.act].safeParse(outer.data.body);
  if (!body.success) return { problems: problemsOf(body.error) };
  return { entry: value as Entry };
}

/** Texts kept beside the ledger that an entry names: see engine/kept.ts. */
export function commitmentsOf({ act, body }: Pick<Entry, 'act' | 'body'>): string[] {
  return Object.entries(acts[act].shape).flatMap(([field, form]) => (form === commitment ? [String((body as Record<string, unknown>)[field])] : []));
}

function problemsOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.') || 'entry'}: ${issue.message}`);
}
