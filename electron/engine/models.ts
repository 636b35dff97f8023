/** @file The model packs there are: those that come with the product and those a user added. Descriptions and files are checked before anything is used. */
import { randomUUID } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { buildPack } from '../../models/build.ts';
import type { Finding } from '../core/failure.ts';
import { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import { PackDescription, packDimension, type LoadedPack } from '../core/modelPack.ts';
import { canonical } from '../ledger/canonical.ts';
import { sha256 } from './hash.ts';

/** A description of a pack is a page of text; more is not one. */
const MOST_DESCRIPTION_BYTES = 1_000_000;
const EMBEDDED = ['blazeface-dlib', 'blazeface-fused', 'blazeface-dlib-mirror'] as const;

/** The pack that is used where none is named. */
export const defaultPack = EMBEDDED[0];

/** One pack, as `pack list` shows it. */
export interface ListedPack {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly digest: string;
  readonly dimension: number;
  readonly metric: 'l2' | 'cosine';
  readonly notes: readonly string[];
  readonly origin: 'embedded' | 'added';
}

/** The product's own folder, which holds models/ and has node_modules above or beside it. */
export function productFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'models', defaultPack, 'pack.json'))) {
    if (dirname(folder) === folder) throw new Error(`models/${defaultPack}/pack.json is in no folder above ${import.meta.dirname}`);
    folder = dirname(folder);
  }
  return folder;
}

function modulesFolder(product: string): string {
  let folder = product;
  while (!existsSync(join(folder, 'node_modules', '@vladmandic')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'node_modules');
}

/** A regular file's bytes; links and anything else are refused, and no more than `most` bytes are read. */
async function readPlain(path: string, most: number): Promise<Uint8Array> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw new Error('it is not a regular file');
    if (facts.size > most) throw new Error(`it has ${facts.size} bytes, expected are at most ${most}`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

const reasonOf = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'it is missing';
  if (code === 'ELOOP') return 'it is a link';
  return error instanceof Error ? error.message : String(error);
};

async function readDescription(folder: string): Promise<PackDescription> {
  const pack = basename(folder);
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(await readPlain(join(folder, 'pack.json'), MOST_DESCRIPTION_BYTES)).toString());
  } catch (cause) {
    throw new Failure('pack-invalid', { pack, reason: `pack.json: ${reasonOf(cause)}` }, { cause });
  }
  const parsed = PackDescription.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'pack.json'}: ${issue.message}`);
    throw new Failure('pack-invalid', { pack, reason: problems.slice(0, 5).join('; ') });
  }
  return parsed.data;
}

const digestOf = (description: PackDescription) => sha256(canonical(description));

/** One file of a pack, as its description says; throws Failure 'pack-file'. */
async function readPackFile(folder: string, description: PackDescription, name: string): Promise<Uint8Array> {
  const expected = Object.hasOwn(description.files, name) ? description.files[name] : undefined;
  if (!expected) throw new TypeError(`the pack ${description.id} has no file ${name}`);
  let data: Uint8Array;
  try {
    data = await readPlain(join(folder, name), expected.bytes);
  } catch (cause) {
    throw new Failure('pack-file', { pack: description.id, file: name, reason: reasonOf(cause) }, { cause });
  }
  const found = sha256(data);
  if (data.length !== expected.bytes) throw new Failure('pack-file', { pack: description.id, file: name, reason: `it has ${data.length} bytes, expected are ${expected.bytes}` });
  if (found !== expected.sha256) throw new Failure('pack-file', { pack: description.id, file: name, reason: `its SHA-256 is ${found}, expected is ${expected.sha256}` });
  return data;
}

/** Where a pack's whole files are: an embedded one (made now if need be), an added one, or a folder. */
async function packFolder(idOrFolder: string, home: string, job?: Job): Promise<string> {
  if ((EMBEDDED as readonly string[]).includes(idOrFolder)) {
    const product = productFolder();
    const description = await readDescription(join(product, 'models', idOrFolder));
    return buildPack(join(product, 'models'), modulesFolder(product), description, digestOf(description), job);
  }
  for (const folder of [...(/^[a-z0-9-]+$/.test(idOrFolder) ? [join(home, 'packs', idOrFolder)] : []), resolve(idOrFolder)]) {
    if (existsSync(join(folder, 'pack.json'))) return folder;
  }
  throw new Failure('pack-unknown', { pack: idOrFolder });
}

/**
 * A pack ready to be opened: description checked, every file's size and hash checked. `home` is the user's data folder. Making an
 * embedded pack takes about two seconds, once. Throws Failure 'pack-unknown', 'pack-invalid', 'pack-file', 'pack-source' or 'pack-unbuildable'.
 */
export async function loadPack(idOrFolder: string, home: string, job?: Job): Promise<LoadedPack> {
  const folder = await packFolder(idOrFolder, home, job);
  const description = await readDescription(folder);
  for (const name of Object.keys(description.files)) await readPackFile(folder, description, name);
  return { description, digest: digestOf(description), read: (name) => readPackFile(folder, description, name) };
}

const added = async (home: string) => (await readdir(join(home, 'packs')).catch(() => [])).filter((name) => !name.startsWith('.')).toSorted();

interface DescribedPack {
  readonly description: PackDescription;
  readonly digest: string;
  readonly origin: ListedPack['origin'];
}

/** Embedded packs first (the default one first), then added ones by name. One that cannot be read is left out: verifyPack says why. */
export async function describedPacks(home: string): Promise<DescribedPack[]> {
  const models = join(productFolder(), 'models');
  const places = [...EMBEDDED.map((id) => ({ folder: join(models, id), origin: 'embedded' as const })), ...(await added(home)).map((id) => ({ folder: join(home, 'packs', id), origin: 'added' as const }))];
  const described: DescribedPack[] = [];
  for (const { folder, origin } of places) {
    const description = await readDescription(folder).catch((error: unknown) => {
      if (error instanceof Failure) return null;
      throw error;
    });
    if (description) described.push({ description, digest: digestOf(description), origin });
  }
  return described;
}

/** As describedPacks, without their files. */
export async function listPacks(home: string): Promise<ListedPack[]> {
  return (await describedPacks(home)).map(({ description, digest, origin }) => {
    const { id, version, title, metric, notes } = description;
    return { id, version, title, digest, dimension: packDimension(description), metric, notes, origin };
  });
}

/** Copies a pack from a folder to `<home>/packs/<id>`; every file is checked as it is copied, and it appears whole or not at all. */
export async function addPack(folder: string, home: string): Promise<ListedPack> {
  const description = await readDescription(resolve(folder));
  const { id } = description;
  const packs = join(home, 'packs');
  const target = join(packs, id);
  if ((EMBEDDED as readonly string[]).includes(id)) throw new Failure('pack-exists', { pack: id });
  if (existsSync(target)) {
    if (digestOf(await readDescription(target)) !== digestOf(description)) throw new Failure('pack-exists', { pack: id });
  } else {
    const temporary = join(packs, `.adding-${randomUUID()}`);
    await mkdir(temporary, { recursive: true });
    try {
      const write = async (name: string, data: Uint8Array | string) => {
        const file = await open(join(temporary, name), 'wx', 0o644);
        await file.writeFile(data);
        await file.sync();
        await file.close();
      };
      for (const name of Object.keys(description.files)) await write(name, await readPackFile(resolve(folder), description, name));
      await write('pack.json', JSON.stringify(description, null, 2));
      await rename(temporary, target);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }
  return (await listPacks(home)).find((pack) => pack.id === id)!;
}

/** Everything that is wrong with a pack's description and files; it does not stop at the first. Throws Failure 'pack-unknown'. */
export async function verifyPack(idOrFolder: string, home: string, job?: Job): Promise<Finding[]> {
  const findings: Finding[] = [];
  const noted = async (check: () => Promise<unknown>) => {
    try {
      await check();
    } catch (error) {
      if (!(error instanceof Failure) || error.code === 'pack-unknown') throw error;
      findings.push({ code: error.code, message: error.message });
    }
  };
  await noted(async () => {
    const folder = await packFolder(idOrFolder, home, job);
    const description = await readDescription(folder);
    for (const name of Object.keys(description.files)) await noted(() => readPackFile(folder, description, name));
  });
  return findings;
}
