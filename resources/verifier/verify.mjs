#!/usr/bin/env node
// verify.mjs checks a disclosure bundle of Retrace: node verify.mjs [folder or zip] [--key KEY]
//
// It needs Node 20.15 or later and nothing else, and only reads. It is made from the parts of the program named between the lines below, with
// the types taken out and nothing rewritten, so that it can be read from top to bottom: first the order of the checks, then each check, then
// the formats under them. SPDX-License-Identifier: Apache-2.0

import { createHash, createPublicKey, hash, verify } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';

// ==================== electron/bundle/reportText.ts
/** @file The outcome of a check in words, the same from `retrace verify` and from verify.mjs. */

/** Some lines, without a line feed at the end. */
function reportText(report) {
    const { files, bytes, entriesDisclosed, entriesHidden, signer, caseKey, keyExpected, findings } = report;
    const keys = keyExpected ? 'which is the expected one' : 'which has to be compared with one that you were given by another way: see VERIFY.txt';
    return [
        `${files} files with ${bytes} bytes; ${entriesDisclosed} entries of the ledger are disclosed, ${entriesHidden} more are counted and hidden.`,
        `Signed by ${signer === null ? 'nobody whose signature holds' : `${signer.name}, key ${signer.key}`}.`,
        `The key of the case is ${caseKey ?? 'not readable'}${caseKey !== null && (findings.length === 0 || !keyExpected) ? `, ${keys}` : ''}.`,
        ...(findings.length === 0
            ? ['Nothing was found wrong: the files, the signatures, the disclosed entries and what the bundle says of them agree. That what they say is true, no check can show.']
            : [`${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}:`, ...findings.map(({ code, message }) => `  ${code}: ${message}`)]),
    ].join('\n');
}

// ==================== electron/bundle/verify.ts
/**
 * @file Checking a bundle: its files against its lists, the lists against the signature, the ledger's part against the checkpoint, and
 * what the payload says against the entries. Needs no case, no models and no native module; it is also what verify.mjs is made of.
 */

/**
 * Checks the bundle at this path, a folder or a zip file. `expectKey`: the public key that the case should have, in hexadecimal.
 * Throws the signal's reason when it is aborted.
 */
async function verifyBundle(path, expectKey, job) {
    const findings = [];
    const note = (code, message) => void findings.push({ code, message });
    const source = await openSource(path, note, job.signal);
    if (source === null)
        return { files: 0, bytes: 0, entriesDisclosed: 0, entriesHidden: 0, signer: null, caseKey: null, keyExpected: expectKey !== null, findings };
    try {
        return { ...(await verifySource(source, expectKey, note, job)), keyExpected: expectKey !== null, findings };
    }
    finally {
        source.close();
    }
}

async function verifySource(source, expectKey, note, job) {
    for (const path of tagFiles)
        if (!source.files.has(path))
            note('bundle-file-missing', `${path} is missing.`);
    const reader = textReader(source, note);
    const tags = readManifest(TAGS, (await reader.text(TAGS)) ?? '', note);
    const payload = readManifest(MANIFEST, (await reader.text(MANIFEST)) ?? '', note);
    const sums = await checkFiles(source, new Map([...tags, ...payload]), note, job);
    await checkFacts(reader, source, note);
    const ledger = await checkLedger({ ...reader, paths: [...source.files.keys()] }, note);
    checkRules(ledger.entries, note);
    const caseKey = ledger.caseKey && hexOf(ledger.caseKey);
    if (expectKey !== null && expectKey !== caseKey)
        note('bundle-key', `The key of the case is ${caseKey ?? 'not readable'}, not the expected ${expectKey}.`);
    const record = findRecord(ledger, sums.get(MANIFEST), payload.size, payloadBytes(source), note);
    const signer = await checkSignature(reader, record, note);
    await checkContent({ ...reader, sums, files: source.files, ledger, record }, note);
    let bytes = 0;
    for (const size of source.files.values())
        bytes += size;
    return { files: source.files.size, bytes, entriesDisclosed: ledger.entries.length, entriesHidden: Math.max(0, ledger.size - ledger.entries.length), signer, caseKey };
}

/** Hashes every file and holds it against the lists, and the lists against the files. Gives the hashes as they are. */
async function checkFiles(source, listed, note, job) {
    const sums = new Map();
    let total = 0, done = 0;
    for (const bytes of source.files.values())
        total += bytes;
    for (const path of source.files.keys()) {
        if (sums.size % 100 === 99)
            await letOthers();
        const digest = createHash('sha256');
        try {
            for await (const chunk of source.read(path)) {
                job.signal?.throwIfAborted();
                digest.update(chunk);
                done += chunk.length;
                job.onProgress?.({ stage: 'checking the files', done, total, unit: 'bytes' });
            }
        }
        catch (error) {
            job.signal?.throwIfAborted();
            note('bundle-file-unreadable', `${shown(path)} cannot be read to its end: ${error instanceof Error ? error.message : String(error)}.`);
            continue;
        }
        const sum = digest.digest('hex');
        sums.set(path, sum);
        // The manifest of tags cannot list itself, nor the signature over it.
        if (path === TAGS || path === SIGNATURE)
            continue;
        const expected = listed.get(path);
        if (expected === undefined)
            note('bundle-file-unlisted', `${shown(path)} is in the bundle and in none of its lists.`);
        else if (expected !== sum)
            note('bundle-file-altered', `${shown(path)} is not the file that was listed: its SHA-256 is ${sum}.`);
    }
    for (const path of listed.keys())
        if (!source.files.has(path))
            note('bundle-file-missing', `${shown(path)} is listed and missing.`);
    for (const path of tagFiles)
        if (path !== TAGS && path !== SIGNATURE && !listed.has(path))
            note('bundle-manifest', `${path} is not in ${TAGS}.`);
    return sums;
}

async function checkFacts(reader, source, note) {
    if ((await reader.text('bagit.txt')) !== BAGIT)
        note('bundle-facts', 'bagit.txt is not that of a bag as BagIt 1.0 has it.');
    const info = ((await reader.text('bag-info.txt')) ?? '').split('\n');
    const count = [...source.files.keys()].filter(inPayload).length;
    const oxum = `Payload-Oxum: ${payloadOxum(payloadBytes(source), count)}`;
    if (info.filter((line) => line.startsWith('Payload-Oxum:')).join('\n') !== oxum)
        note('bundle-facts', `bag-info.txt does not state how much the payload is: ${oxum}.`);
}

/** The entry that records this bundle. */
function findRecord(ledger, manifest, files, bytes, note) {
    const record = ledger.entries.find(({ act, body }) => act === 'bundle-exported' && body['manifest'] === manifest && manifest !== undefined) ?? null;
    if (record === null)
        note('bundle-unrecorded', `No disclosed entry records a bundle with this ${MANIFEST}.`);
    else if (record.body['files'] !== files || record.body['bytes'] !== bytes)
        note('bundle-unrecorded', 'The entry that records this bundle states another number of files or bytes.');
    const continues = record?.body['continues'] ?? null;
    if (continues !== null && !ledger.continued.has(numberOf(continues)))
        note('bundle-consistency', `The bundle before this one carried a checkpoint over ${textOf(continues)} entries, which the ledger is not shown to continue.`);
    return record;
}

/** The signature over the list of tags has to be that of the person whose act the entry about this bundle is. */
async function checkSignature(reader, record, note) {
    const key = openSsh((await reader.text(SIGNATURE)) ?? '', (await reader.bytes(TAGS)) ?? new Uint8Array());
    if (key === null) {
        note('bundle-signature', `${SIGNATURE} is not a signature of ${TAGS}.`);
        return null;
    }
    const actor = record?.actor;
    if (record && !actor)
        note('bundle-signer', 'The entry that records this bundle is no person’s act.');
    if (actor && actor.key !== hexOf(key))
        note('bundle-signer', `The bundle is signed with another key than the one of ${shown(actor.operator)}, who is recorded as its exporter.`);
    const name = signerName(actor?.operator ?? '');
    if (record && (await reader.text('allowed_signers')) !== allowedSigner(name, key))
        note('bundle-signer', 'allowed_signers names another person or key than the one who signed.');
    return { name: actor?.operator ?? 'unknown', key: hexOf(key) };
}

function payloadBytes(source) {
    let bytes = 0;
    for (const [path, size] of source.files)
        if (inPayload(path))
            bytes += size;
    return bytes;
}

function inPayload(path) {
    return path.startsWith('data/');
}

function hexOf(bytes) {
    return Buffer.from(bytes).toString('hex');
}

// ==================== electron/core/failure.ts
/** @file Expected failures: a closed list of codes, each with the one sentence that a person reads. Anything else that is thrown is a bug. */

/** Names that come from outside are shown on one line, in quotes, with control characters visible and never longer than 120 characters. */
function shown(name) {
    const visible = name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) => `\\u${c.codePointAt(0).toString(16).padStart(4, '0')}`);
    return `“${visible.length > 120 ? `${visible.slice(0, 80)} … ${visible.slice(-36)}` : visible}”`;
}

// ==================== electron/ledger/sshsig.ts
/**
 * @file Signatures that stock OpenSSH checks (PROTOCOL.sshsig in its sources), made with Ed25519 over SHA-512 in one namespace, so
 * that a signature made for something else is never taken for one of a bundle.
 */

/** What our signatures are for: `ssh-keygen -Y verify -n retrace-bundle`. */
const NAMESPACE = 'retrace-bundle';

const KEY_TYPE = 'ssh-ed25519';

const MAGIC = Buffer.from('SSHSIG');

/** ssh-keygen breaks its base64 here. */
const LINE_LENGTH = 70;

const ARMOUR_BEGIN = '-----BEGIN SSH SIGNATURE-----\n', ARMOUR_END = '-----END SSH SIGNATURE-----\n';

/**
 * The raw public key whose signature of the message this is, or null. Strict: parsed, encoded again and compared, because armour and
 * base64 leave room for other texts of the same signature.
 */
function openSsh(signature, message) {
    if (!signature.startsWith(ARMOUR_BEGIN) || !signature.endsWith(ARMOUR_END))
        return null;
    const blob = Buffer.from(signature.slice(ARMOUR_BEGIN.length, -ARMOUR_END.length), 'base64');
    // Everything but the key and the signature has one length and one content, which the comparison checks.
    const keyAt = MAGIC.length + 4 + 4 + 4 + KEY_TYPE.length + 4;
    const publicKey = blob.subarray(keyAt, keyAt + 32);
    const raw = blob.subarray(-64);
    if (publicKey.length !== 32 || raw.length !== 64 || armoured(publicKey, raw) !== signature)
        return null;
    return verifySignature(publicKey, signedBytes(message), raw) ? publicKey : null;
}

/** The line of an `allowed_signers` file that accepts this key under this name. The name has only letters, digits, dots and dashes. */
function allowedSigner(name, publicKey) {
    return `${name} namespaces="${NAMESPACE}" ${KEY_TYPE} ${keyBlob(publicKey).toString('base64')}\n`;
}

function armoured(publicKey, raw) {
    const version = Buffer.from([0, 0, 0, 1]);
    const signature = Buffer.concat([sshString(KEY_TYPE), sshString(raw)]);
    const blob = Buffer.concat([MAGIC, version, sshString(keyBlob(publicKey)), sshString(NAMESPACE), sshString(''), sshString('sha512'), sshString(signature)]);
    const lines = blob.toString('base64').match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')) ?? [];
    return `${ARMOUR_BEGIN}${lines.join('\n')}\n${ARMOUR_END}`;
}

/** What the key signs in place of the message. */
function signedBytes(message) {
    return Buffer.concat([MAGIC, sshString(NAMESPACE), sshString(''), sshString('sha512'), sshString(hash('sha512', message, 'buffer'))]);
}

function keyBlob(publicKey) {
    return Buffer.concat([sshString(KEY_TYPE), sshString(publicKey)]);
}

/** Four bytes of length, big-endian, and the bytes (RFC 4251, 5). */
function sshString(content) {
    const bytes = Buffer.from(content);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
}

// ==================== electron/bundle/contentCheck.ts
/**
 * @file Checking what the payload says against the entries that recorded it: `data/disclosure.json`, which the report is made from, the
 * lists of candidates, vectors, probes, texts kept beside the ledger, and the schedule of all searches.
 */

/** Checks the payload; all that is wrong is noted. */
async function checkContent(content, note) {
    const say = (message) => note('bundle-content', message);
    const value = await jsonFile(content, 'data/disclosure.json');
    if (value === undefined) {
        say('data/disclosure.json is missing or not canonical JSON, so what the bundle says of searches was not checked.');
        return;
    }
    const disclosure = factsOf(value);
    checkNamedFiles(content, disclosure, say);
    checkMade(content, disclosure, say);
    checkSchedule(content, disclosure, say);
    for (const { sha256: digest, calibration } of listOf(disclosure['calibrations']).map(factsOf))
        if (sha256(canonical(calibration ?? null)) !== digest)
            say(`A calibration in data/disclosure.json is not the one with the SHA-256 ${show(digest)}.`);
    const disclosed = listOf(disclosure['searches']).map(factsOf);
    let gone = 0;
    for (const search of disclosed)
        gone += await checkSearch(content, search, say);
    const erased = content.ledger.entriesOf('erased').map(({ body }) => body);
    if (gone > erased.reduce((sum, { counts }) => sum + numberOf(factsOf(counts)['candidates']), 0))
        say('More candidates are said to be erased than the entries of erasures state.');
    checkWork({ entriesOf: content.ledger.entriesOf, kept: await checkKept(content, say) }, disclosure, say);
}

/** Every `{path, sha256}` in the disclosure is a file of the payload with this hash. */
function checkNamedFiles({ sums }, disclosure, say) {
    const visit = (value) => {
        if (Array.isArray(value))
            return value.forEach(visit);
        const { path, sha256, facts, ...more } = factsOf(value);
        // An exhibit also has a path and a hash, of where it was received from, and much else.
        const named = path !== undefined && sha256 !== undefined && Object.keys(more).length === 0;
        if (named && (typeof sha256 !== 'string' || sums.get(`data/${textOf(path)}`) !== sha256))
            say(`data/disclosure.json names ${show(path)} with another SHA-256 than that of a file in the bundle.`);
        if (named)
            visit(facts);
        else
            Object.values(factsOf(value)).forEach(visit);
    };
    visit(disclosure);
}

/** Who made the bundle, for whom, of which case, is what the entry about it and the one that made the case say. */
function checkMade({ ledger, record }, disclosure, say) {
    const made = factsOf(disclosure['made']), of = factsOf(disclosure['case']), stated = factsOf(disclosure['entries']);
    const created = ledger.entries.find(({ act }) => act === 'case-created')?.body;
    if (created && !['id', 'name', 'reference', 'publicKey'].every((name) => of[name] === created[name]))
        say('data/disclosure.json is of another case than the ledger.');
    if (record) {
        const by = factsOf(made['by']);
        const same = disclosure['bundle'] === record.body['bundle'] && by['publicKey'] === record.actor?.key && by['name'] === record.actor?.operator;
        if (!same || !['recipients', 'searches', 'faces', 'whyNotBlurred'].every((name) => equal(made[name], record.body[name]))) {
            say('data/disclosure.json says something else of who made the bundle, for whom, and of what, than the entry that records it.');
        }
    }
    const bundles = ledger.entriesOf('bundle-exported');
    if (bundles.some(({ body }, i) => body['bundle'] !== `B-${i + 1}`) || (record && bundles.at(-1) !== record))
        say('The entries about bundles that were handed out before this one are not all disclosed.');
    const abandoned = new Set(ledger.entriesOf('bundle-abandoned').map(({ body }) => body['bundle']));
    const before = bundles.filter((each) => each !== record && !abandoned.has(each.body['bundle'])).map(({ at, body }) => ({ bundle: body['bundle'], at, recipients: body['recipients'] }));
    if (!equal(before, listOf(disclosure['bundlesBefore'])))
        say('data/disclosure.json says something else of the bundles before this one than their entries.');
    const refused = ledger.entriesOf('act-refused').map(({ at, body }) => ({ at, by: factsOf(body['by'])['name'], what: body['what'], authority: body['authority'], reason: body['reason'] }));
    if (!equal(refused, listOf(disclosure['refusals'])))
        say('data/disclosure.json says something else of what was refused than the entries.');
    // The entry about the bundle came after the gathering.
    const total = numberOf(stated['total']), shownOf = numberOf(stated['disclosed']);
    if (!(shownOf >= 0 && shownOf <= total && total < ledger.size && shownOf <= ledger.entries.length))
        say('data/disclosure.json states another number of entries than the ledger has.');
}

/** Every search and every check of the case has its row and its entries, and they are numbered without a gap, so that one that was left out shows. */
function checkSchedule(content, disclosure, say) {
    const schedule = listOf(disclosure['schedule']).map(factsOf);
    const inside = new Set(listOf(disclosure['searches']).map((search) => factsOf(search)['id']));
    schedule.forEach(({ search, disclosed }, i) => {
        if (search !== `S-${i + 1}`)
            say(`The schedule of searches has ${show(search)} in the place of S-${i + 1}.`);
        if (disclosed !== inside.has(search))
            say(`The schedule says wrongly whether ${show(search)} is in the bundle.`);
    });
    const checks = listOf(disclosure['checks']).map(factsOf);
    checks.forEach(({ check }, i) => {
        if (check !== `C-${i + 1}`)
            say(`The schedule of checks has ${show(check)} in the place of C-${i + 1}.`);
    });
    const { entriesOf } = content.ledger;
    const searched = new Map(entriesOf('search-answered').map(({ body }) => [body['search'], body])), checked = new Map(entriesOf('check-answered').map(({ body }) => [body['check'], body]));
    const stopped = new Set(entriesOf('search-stopped').map(({ body }) => body['search']));
    const told = new Map([...schedule.map((row) => [row['search'], row]), ...checks.map((row) => [row['check'], row])]);
    const requests = [...entriesOf('search-requested'), ...entriesOf('check-requested')];
    const asked = new Set(requests.map(({ body: { search, check } }) => search ?? check));
    for (const id of told.keys())
        if (!asked.has(id))
            say(`The schedule has ${show(id)}, and no entry that asked for it is disclosed.`);
    for (const entry of requests) {
        const { index, at, actor, body: { search, check, authority, list, threshold, sought } } = entry;
        const answer = searched.get(search);
        const stated = {
            entry: index, at, by: actor?.operator, authority, list,
            ...(search === undefined ? { entriesCompared: checked.get(check)?.['entriesCompared'] ?? null } : {
                probes: listOf(sought).length, threshold, state: answer ? 'answered' : stopped.has(search) ? 'stopped' : 'unanswered', tracksCompared: answer?.['tracksCompared'] ?? null,
                candidates: answer ? listOf(answer['answers']).reduce((sum, each) => sum + numberOf(factsOf(each)['candidates']), 0) : null,
            }),
        };
        const row = told.get(search ?? check);
        if (!Object.entries(stated).every(([name, value]) => row?.[name] === value))
            say(`The schedule has ${show(search ?? check)} otherwise than its entry, or not at all.`);
    }
}

/** Gives how many candidates of its lists are said to be erased. */
async function checkSearch(content, search, say) {
    const id = search['id'];
    const entry = (act) => content.ledger.entriesOf(act).find(({ body }) => body['search'] === id)?.body ?? null;
    const asked = entry('search-requested'), answered = entry('search-answered'), stopped = entry('search-stopped');
    const by = content.ledger.entriesOf('search-requested').find(({ body }) => body['search'] === id);
    if (asked === null || !equal(asked, search['request']) || by?.at !== search['requestedAt'] || by?.actor?.key !== factsOf(search['requestedBy'])['publicKey'])
        say(`What ${show(id)} asked for, when, or by whom, is not what its entry states.`);
    if (!equal(answered, search['answered'] === null ? null : factsOf(search['answered'])['body']))
        say(`What ${show(id)} was answered is not what its entry states.`);
    if ((stopped === null) !== (search['stopped'] === null) || stopped?.['reason'] !== factsOf(search['stopped'])['reason'])
        say(`Whether ${show(id)} was stopped, and why, is not what its entries state.`);
    if (asked !== null)
        checkEstimate(id, asked, answered, new Map(['calibration-recorded', 'non-mated-measured'].flatMap((act) => content.ledger.entriesOf(act).map(({ body }) => [body['sha256'], act]))), say);
    const file = factsOf(await jsonFile(content, `data/search/${textOf(id)}/search.json`));
    for (const part of ['id', 'request', 'answered', 'stopped', 'result'])
        if (!equal(file[part], search[part]))
            say(`search.json of ${show(id)} has another “${part}” than data/disclosure.json.`);
    const answers = listOf(answered?.['answers']).map(factsOf);
    const results = listOf(factsOf(search['result'])['answers']).map(factsOf);
    if (results.length !== answers.length)
        say(`${show(id)} has ${results.length} lists of candidates; its entry states ${answers.length}.`);
    let gone = 0;
    for (const [i, answer] of answers.entries())
        gone += await checkCandidates(content, `data/search/${textOf(id)}/candidates${i === 0 ? '' : `-${i + 1}`}.jsonl`, answer, results[i] ?? {}, say);
    await checkVectors(content, id, factsOf(search['vectors']), say);
    checkProbes(content, id, factsOf(asked), listOf(search['probes']).map(factsOf), say);
    return gone;
}

/**
 * The SHA-256 of a line is the candidate's digest, and the SHA-256 of the canonical JSON of the list of digests is in the entry. The lines
 * of what is not a candidate any more, the nearest of the rest, follow; they have to be those of the disclosure.
 */
async function checkCandidates(content, path, answer, result, say) {
    const count = numberOf(answer['candidates']);
    const digests = [], behind = [];
    const whole = lineHash();
    let gone = 0;
    for await (const line of content.lines(path)) {
        whole.add(line);
        const { erased } = factsOf(parseCanonical(line));
        if (erased !== undefined)
            gone++;
        (digests.length < count ? digests : behind).push(erased ?? sha256(line));
    }
    if (digests.length !== count || sha256(canonical(digests)) !== answer['digest'])
        say(`${path} is not the list of candidates that the entry of its search states.`);
    const nearest = factsOf(answer['rest'])['nearest'];
    if (nearest !== undefined && sha256(canonical(behind)) !== nearest)
        say(`${path} does not end with the nearest of the rest that the entry of its search states.`);
    const rest = factsOf(result['rest']);
    const listed = lineHash();
    for (const part of [result, { candidates: rest['nearest'], erased: rest['erased'] }]) {
        const gone = listOf(part['erased']).map(factsOf).map(({ rank, digest }) => ({ rank, line: canonical({ erased: digest ?? null, rank: rank ?? null }) }));
        const there = listOf(part['candidates']).map((each) => ({ rank: factsOf(each)['rank'], line: canonical(each) }));
        for (const { line } of [...there, ...gone].toSorted((a, b) => numberOf(a.rank) - numberOf(b.rank)))
            listed.add(line);
    }
    if (whole.digest() !== listed.digest())
        say(`${path} is not the list in data/disclosure.json.`);
    return gone;
}

async function checkVectors(content, id, vectors, say) {
    const rows = numberOf(vectors['rows']);
    const path = (part) => `data/${textOf(factsOf(vectors[part])['path'])}`;
    let lines = 0;
    for await (const _line of content.lines(path('index')))
        lines++;
    if (lines !== rows || content.files.get(path('values')) !== rows * numberOf(vectors['dimension']) * 4)
        say(`The vectors of ${show(id)} are more or fewer than data/disclosure.json states.`);
}

function checkProbes(content, id, asked, probes, say) {
    const added = new Map(content.ledger.entriesOf('probe-added').map(({ body }) => [body['probe'], body['imageSha256']]));
    const sought = new Map(listOf(asked['sought']).map(factsOf).map(({ probe, vectorSha256 }) => [probe, vectorSha256]));
    for (const { id: probe, image, vector } of probes) {
        if (!sought.has(probe))
            say(`${show(id)} did not search for the probe ${show(probe)}.`);
        if (vector !== null && factsOf(vector)['sha256'] !== sought.get(probe))
            say(`The vector of the probe ${show(probe)} is not the one with which ${show(id)} searched.`);
        if (image !== null && factsOf(image)['sha256'] !== added.get(probe))
            say(`The picture of the probe ${show(probe)} is not the one that its entry states.`);
    }
    for (const probe of sought.keys())
        if (!probes.some((each) => each['id'] === probe))
            say(`${show(id)} searched for the probe ${show(probe)}, which data/disclosure.json does not name.`);
}

/** Act -> where its entry names a text that is kept beside the ledger by its commitment. */
const commitments = new Map([
    ['probe-added', 'details'], ['list-entry-added', 'details'], ['decision-made', 'details'], ['lead-corroborated', 'details'], ['lead-actioned', 'details'],
    ['lead-outcome', 'details'], ['face-described', 'description'], ['lineup-opened', 'pictures'], ['check-answered', 'ranked'], ['timestamp-added', 'token'], ['calibration-recorded', 'document'],
    ['non-mated-measured', 'document'],
]);

/** Every text that a disclosed entry names is there as it was recorded, or said to be erased. Gives those: commitment -> text. */
async function checkKept(content, say) {
    const named = new Map();
    for (const { index, act, body } of content.ledger.entries) {
        const field = commitments.get(act);
        if (field !== undefined)
            named.set(body[field], index);
    }
    const forgotten = new Set(content.ledger.entriesOf('erased').flatMap(({ body }) => listOf(body['kept'])));
    const kept = new Map();
    for await (const line of content.lines('data/kept.jsonl')) {
        const { digest, salt, body, erased } = factsOf(parseCanonical(line));
        if (!named.has(digest))
            say(`No entry names the text ${show(digest)} in data/kept.jsonl.`);
        else if (erased === true && !forgotten.has(digest))
            say(`The text ${show(digest)} is said to be erased, and no entry says so.`);
        else if (erased !== true && (body === undefined || sha256(canonical({ salt: salt ?? null, body })) !== digest))
            say(`The text ${show(digest)} in data/kept.jsonl is not the one that was recorded.`);
        else
            kept.set(digest, erased === true ? null : factsOf(body));
    }
    // What a check gave is about the others on its list: a bundle of some searches does not have it.
    for (const { act, body } of content.record?.body['searches'] === null ? [] : content.ledger.entries)
        if (act === 'check-answered')
            named.delete(body['ranked']);
    for (const [digest, index] of named)
        if (!kept.has(digest))
            say(`The text that entry ${index} names is not in data/kept.jsonl.`);
    return kept;
}

/** The value of a file of canonical JSON, with or without a line feed at its end; undefined where it is anything else. */
async function jsonFile(content, path) {
    const text = await content.text(path);
    return text === null ? undefined : parseCanonical(text.endsWith('\n') ? text.slice(0, -1) : text);
}

function sha256(text) {
    return hash('sha256', text, 'hex');
}

/** One hash over many lines. */
function lineHash() {
    const digest = createHash('sha256');
    return { add: (line) => void digest.update(line).update('\n'), digest: () => digest.digest('hex') };
}

// ==================== electron/bundle/ledgerCheck.ts
/** @file Checking the ledger's part of a bundle: the signed head, every disclosed entry under it, whose act each one is, and what it continues. */

/** The value as an object; {} where it is none, so that asking it for something finds nothing. */
function factsOf(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** The value where it is a number, else NaN; where it is a text, else what it is in JSON. Never by an object's own ways to become one: it may have none. */
function numberOf(value) {
    return typeof value === 'number' ? value : Number.NaN;
}

function textOf(value) {
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}

/** Checks everything in `ledger/`; all that is wrong is noted. */
async function checkLedger(files, note) {
    const caseKey = readPublicKeyPem((await files.text('ledger/case-key.pub')) ?? '');
    if (caseKey === null)
        note('bundle-key', 'ledger/case-key.pub is not a public key in the one form that a bundle has.');
    const text = (await files.text('ledger/checkpoint.txt')) ?? '';
    const origin = text.slice(0, text.indexOf('\n'));
    const head = caseKey && openCheckpoint(text, origin, caseKey);
    if (head === null)
        note('bundle-checkpoint', 'ledger/checkpoint.txt is not a checkpoint that is signed with the key of the case.');
    const entries = await checkEntries(files, head, note);
    const first = entries.find(({ index }) => index === 0);
    if (first?.act !== 'case-created')
        note('bundle-entry', 'The entry that made the case is not disclosed, so nobody’s membership can be checked.');
    else if (caseKey && (first.body['publicKey'] !== Buffer.from(caseKey).toString('hex') || origin !== `retrace/case/${textOf(first.body['id'])}`)) {
        note('bundle-key', 'The entry that made the case names another key, or another case, than ledger/case-key.pub and the checkpoint.');
    }
    checkMembers(entries, note);
    const continued = caseKey && head ? await checkEarlier(files, origin, caseKey, head, text, note) : new Set();
    const acts = new Map();
    for (const entry of entries)
        (acts.get(entry.act) ?? acts.set(entry.act, []).get(entry.act)).push(entry);
    return { caseKey, size: head?.size ?? 0, entries, entriesOf: (act) => acts.get(act) ?? [], continued };
}

async function checkEntries(files, head, note) {
    const entries = [];
    let last = -1, lastLeaf = '', number = 0;
    for await (const line of files.lines('ledger/entries.jsonl')) {
        number++;
        const row = readLine(line);
        const value = row && parseCanonical(row.json);
        if (row === null || value === undefined) {
            note('bundle-entry', `Line ${number} of ledger/entries.jsonl is not an entry.`);
            continue;
        }
        const { index, json, proof, signature } = row;
        const { actor, act, at, body, index: stated, previous } = factsOf(value);
        const leaf = leafHash(Buffer.from(json));
        if (index <= last)
            note('bundle-entry', `Entry ${index} stands after entry ${last}.`);
        if (stated !== index)
            note('bundle-entry', `Entry ${index} says that it is entry ${JSON.stringify(stated)}.`);
        if (index === last + 1 && previous !== (index === 0 ? null : lastLeaf))
            note('bundle-entry', `Entry ${index} does not name the entry before it.`);
        if (head && !verifyInclusion(index, head.size, leaf, proof, head.root))
            note('bundle-entry-proof', `Entry ${index} is not shown to be in the ledger under the checkpoint.`);
        const person = readPerson(actor);
        if (person === undefined)
            note('bundle-entry', `Entry ${index} does not say whose act it is.`);
        else if (person === null && signature !== null)
            note('bundle-entry-signature', `Entry ${index} is one of the program itself and carries a person’s signature.`);
        else if (person && !(signature && verifySignature(Buffer.from(person.key, 'hex'), Buffer.from(json), signature))) {
            note('bundle-entry-signature', `Entry ${index} is not signed by the key that it names, of ${shown(person.operator)}.`);
        }
        last = index;
        lastLeaf = leaf.toString('hex');
        entries.push({ index, at, actor: person ?? null, act, body: factsOf(body), leaf: lastLeaf });
    }
    return entries;
}

/** One line of entries.jsonl; null where it is not exactly of its form. */
function readLine(line) {
    const { index, json, proof, signature, ...more } = factsOf(parseCanonical(line));
    if (Object.keys(more).length > 0 || typeof json !== 'string' || !(signature === null || isHex(signature, 64)))
        return null;
    if (typeof index !== 'number' || !Number.isSafeInteger(index) || index < 0)
        return null;
    if (!isHashes(proof))
        return null;
    return { index, json, proof: proof.map((hash) => Buffer.from(hash, 'hex')), signature: signature === null ? null : Buffer.from(signature, 'hex') };
}

function isHashes(value) {
    return Array.isArray(value) && value.every((hash) => isHex(hash, 32));
}

function isHex(value, bytes) {
    return typeof value === 'string' && value.length === 2 * bytes && /^[0-9a-f]*$/.test(value);
}

/** undefined: neither a person nor the program. */
function readPerson(actor) {
    const { machine, operator, key } = factsOf(actor);
    if (typeof machine === 'string' && operator === undefined && key === undefined)
        return null;
    return typeof operator === 'string' && isHex(key, 32) && machine === undefined ? { operator, key } : undefined;
}

/** Whoever acts has to be a member at that moment. The entries about members are always disclosed; that none is withheld only the case can show. */
function checkMembers(entries, note) {
    const members = new Map();
    for (const { index, act, actor, body } of entries) {
        if (act === 'case-created' && index === 0)
            members.set(factsOf(body['operator'])['publicKey'], factsOf(body['operator'])['name']);
        if (actor && members.get(actor.key) !== actor.operator)
            note('bundle-member', `Entry ${index} is an act of ${shown(actor.operator)}, who was not a member of the case with this key at that moment.`);
        if (act === 'member-added')
            members.set(body['publicKey'], body['name']);
        if (act === 'member-removed')
            members.delete(body['publicKey']);
    }
}

async function checkEarlier(files, origin, caseKey, head, headNote, note) {
    const text = (await files.text('ledger/consistency.json')) ?? '';
    const proofs = parseCanonical(text.slice(0, -1));
    if (!Array.isArray(proofs) || text !== `${canonical(proofs)}\n`) {
        note('bundle-consistency', 'ledger/consistency.json is not a list of proofs.');
        return new Set();
    }
    const notes = new Map([[head.size, headNote]]);
    const continued = new Set();
    const used = new Set();
    for (const each of proofs) {
        const { size, proof } = factsOf(each);
        const path = `ledger/earlier/${textOf(size)}.txt`;
        used.add(path);
        const earlierNote = files.paths.includes(path) ? ((await files.text(path)) ?? '') : '';
        const earlier = openCheckpoint(earlierNote, origin, caseKey);
        if (earlier === null || earlier.size !== size)
            note('bundle-consistency', `${path} is not a checkpoint of this case over ${textOf(size)} entries.`);
        else if (!isHashes(proof) || !verifyConsistency(earlier.size, head.size, proof.map((hash) => Buffer.from(hash, 'hex')), earlier.root, head.root)) {
            note('bundle-consistency', `The ledger is not shown to continue the checkpoint over ${earlier.size} entries.`);
        }
        else {
            notes.set(earlier.size, earlierNote);
            continued.add(earlier.size);
        }
    }
    for (const path of files.paths) {
        const stamped = /^ledger\/timestamps\/([0-9]+)\.tsr$/.exec(path)?.[1];
        if (stamped !== undefined) {
            const about = notes.get(Number(stamped));
            const stamp = readStamp((await files.bytes(path)) ?? new Uint8Array());
            if (about === undefined || stamp === null || !stamp.isOf(Buffer.from(about)))
                note('bundle-timestamp', `${path} is not a time stamp of the checkpoint over ${stamped} entries.`);
        }
        else if (path.startsWith('ledger/earlier/') && !used.has(path))
            note('bundle-consistency', `${shown(path)} has no proof that the ledger continues it.`);
    }
    return continued;
}

// ==================== electron/bundle/manifest.ts
/** @file Manifests and tag files of a bag (BagIt 1.0, RFC 8493), in the one form that also `sha256sum -c` reads. */

const BAGIT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** Tag files that a bundle always has; all but the last two are listed in the manifest of tags. */
const MANIFEST = 'manifest-sha256.txt', TAGS = 'tagmanifest-sha256.txt', SIGNATURE = `${TAGS}.sig`;

const tagFiles = [
    'bagit.txt', 'bag-info.txt', MANIFEST, 'allowed_signers', 'VERIFY.txt', 'verify.mjs',
    'ledger/case-key.pub', 'ledger/checkpoint.txt', 'ledger/consistency.json', 'ledger/entries.jsonl', TAGS, SIGNATURE,
];

/** Path -> SHA-256 of a manifest's text. Every line that is not exactly of the form is noted. */
function readManifest(name, text, note) {
    const sums = new Map();
    if (text !== '' && !text.endsWith('\n'))
        note('bundle-manifest', `${name} does not end with a whole line.`);
    for (const line of text.split('\n').slice(0, -1)) {
        const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
        if (sha256 === undefined || path === undefined || pathProblem(path) !== null)
            note('bundle-manifest', `${name} has a line that is not a hash and a path: ${shown(line)}.`);
        else if (sums.has(path))
            note('bundle-manifest', `${name} lists ${shown(path)} twice.`);
        else if (path.startsWith('data/') !== (name === MANIFEST))
            note('bundle-manifest', `${name} lists ${shown(path)}, which has no place in it.`);
        else
            sums.set(path, sha256);
    }
    return sums;
}

/** How much the payload is, as bag-info.txt states it: bytes, dot, files. */
function payloadOxum(bytes, files) {
    return `${bytes}.${files}`;
}

/** An operator's name as ssh-keygen takes it: letters, digits, dots and dashes. */
function signerName(operator) {
    return operator.replace(/[^A-Za-z0-9.]+/g, '-').replace(/^-|-$/g, '') || 'exporter';
}

// ==================== electron/bundle/openSource.ts
/** @file Opening what a bundle is read from, whichever it is. */

/** Opens the folder or zip at this path; null (and noted) where there is neither. Throws the signal's reason when it is aborted. */
async function openSource(path, note, signal) {
    const found = await stat(path).catch(() => null);
    if (found?.isFile())
        return openZip(path, note);
    if (found?.isDirectory())
        return openFolder(path, note, signal);
    note('bundle-missing', `There is no folder and no zip file ${shown(path)}.`);
    return null;
}

// ==================== electron/bundle/ruleCheck.ts
/**
 * @file Checking the rules in the ledger's part of a bundle: that every disclosed act was its operator's to do, and its authority in force, as far as
 * the disclosed entries show. Members and policy are always disclosed; authorities where a search under them is.
 */

/** Asks of every entry, in order, what the engine asked before it was written. Who is no member at all is noted elsewhere. */
function checkRules(entries, note) {
    const leaves = new Map(entries.map(({ index, leaf }) => [index, leaf]));
    let standing = noStanding;
    for (const entry of entries) {
        const { index, actor } = entry;
        const placed = placing(entry);
        if (placed === null) {
            note('bundle-rule', `Entry ${index} does not state what its act states, so the rules could not be asked of it.`);
            continue;
        }
        if (placed.act === 'case-created' && index !== 0) {
            note('bundle-rule', `Entry ${index}: a case is created by the first entry and by no other.`);
            continue;
        }
        const member = actor && standing.members.get(actor.key);
        const outsider = actor !== null && placed.act !== 'case-created' && (member?.name !== actor.operator || member.removedAt !== null);
        if (!outsider && !underHidden(placed, standing.authorities))
            for (const problem of breaches(standing, placed, (at) => leaves.get(at)))
                note('bundle-rule', `Entry ${index}: ${problem}.`);
        standing = advance(standing, placed);
    }
}

/** Whether the authority that the act names is not among the disclosed ones, so that nothing can be said of it here; for a disclosed search, the check of the payload says so. */
function underHidden(entry, authorities) {
    return (entry.act === 'search-requested' || entry.act === 'check-requested' || entry.act === 'erased') && !authorities.has(entry.body.authority);
}

/** The entry, where it has all that the rules look at; else null. */
function placing({ index, at, actor, act, body, leaf }) {
    if (typeof act !== 'string' || typeof at !== 'string' || Number.isNaN(Date.parse(at)) || !(forms.get(act)?.(body) ?? true))
        return null;
    // What the rules read of the body was looked at; an act that they do not know has no role, and is refused to persons.
    return { index, at, actor: actor ?? { machine: '' }, act: act, body, leaf };
}

const isText = (value) => typeof value === 'string';

const areTexts = (value) => Array.isArray(value) && value.every(isText);

const isMember = ({ name, publicKey, roles }) => isText(name) && isText(publicKey) && areTexts(roles);

const isNumberOrNull = (value) => value === null || typeof value === 'number';

/** What decides whether a threshold lies below the calibrated range, and what allowed it. */
const withThreshold = ({ threshold, pack, estimate }) => {
    const { lowest, allowance } = factsOf(estimate);
    return isNumberOrNull(threshold) && isNumberOrNull(lowest) && (allowance === null || isText(allowance)) && (threshold === null || lowest === null || isText(factsOf(pack)['digest']));
};

const underAuthority = ({ authority }) => isText(authority);

/** Act -> whether the body has what the rules look at. */
const forms = new Map([
    ['case-created', ({ operator }) => isMember(factsOf(operator))],
    ['member-added', isMember],
    ['member-removed', ({ publicKey }) => isText(publicKey)],
    ['policy-set', ({ secondPersonGrants }) => typeof secondPersonGrants === 'boolean'],
    ['authority-requested', ({ authority, kind, items, searches, expires }) => isText(authority) && (kind === 'search' || kind === 'erasure') && areTexts(items) && typeof searches === 'number' && isText(expires) && !Number.isNaN(Date.parse(expires))],
    ['authority-granted', ({ authority, request }) => isText(authority) && isText(request)],
    ['authority-declined', underAuthority],
    ['authority-revoked', underAuthority],
    ['search-requested', (body) => underAuthority(body) && withThreshold(body)],
    ['check-requested', underAuthority],
    ['threshold-allowed', ({ allowance, packDigest, lowest }) => isText(allowance) && isText(packDigest) && typeof lowest === 'number'],
    ['erased', ({ authority, item }) => isText(authority) && isText(item)],
]);

// ==================== electron/bundle/source.ts
/** @file What a bundle is read from: a folder or a zip file, opened by openSource. Only reads; nothing is unpacked, followed or repaired. */

/** So much is read at a time. */
const READ_BYTES = 2 ** 20;

/** Lets whatever else waits in this process have its turn: a signal to stop, a window. */
async function letOthers() {
    await setImmediate();
}

// ==================== electron/bundle/textRead.ts
/** @file Small files of a bundle as bytes, text or lines, with limits, so that a hostile one takes no memory. */

/** The disclosure of a case with a thousand searches is smaller; nothing larger is read whole. */
const LARGEST_WHOLE = 2 ** 28;

/** No entry and no candidate is nearly as long. */
const LONGEST_LINE = 2 ** 24;

function textReader(source, note) {
    const unreadable = (path, why) => {
        note('bundle-file-unreadable', `${shown(path)} cannot be read: ${why}.`);
        return null;
    };
    const decode = (path, bytes) => {
        try {
            return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        }
        catch {
            return unreadable(path, 'it is not UTF-8');
        }
    };
    const bytes = async (path) => {
        const size = source.files.get(path);
        if (size === undefined)
            return null;
        if (size > LARGEST_WHOLE)
            return unreadable(path, 'it is far larger than such a file is');
        try {
            const chunks = [];
            for await (const chunk of source.read(path))
                chunks.push(chunk);
            return Buffer.concat(chunks);
        }
        catch (error) {
            return unreadable(path, error instanceof Error ? error.message : String(error));
        }
    };
    return {
        bytes,
        async text(path) {
            const content = await bytes(path);
            return content && decode(path, content);
        },
        async *lines(path) {
            if (!source.files.has(path))
                return;
            let kept = [], length = 0;
            try {
                for await (const chunk of source.read(path)) {
                    let from = 0;
                    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
                        const line = decode(path, Buffer.concat([...kept, chunk.subarray(from, end)]));
                        if (line === null)
                            return;
                        yield line;
                        [kept, length, from] = [[], 0, end + 1];
                    }
                    kept.push(chunk.subarray(from));
                    length += chunk.length - from;
                    if (length > LONGEST_LINE)
                        return void unreadable(path, 'it has a line far longer than such lines are');
                }
            }
            catch (error) {
                return void unreadable(path, error instanceof Error ? error.message : String(error));
            }
            if (length > 0)
                unreadable(path, 'it does not end with a whole line');
        },
    };
}

// ==================== electron/ledger/ed25519.ts
/** @file Ed25519 (RFC 8032) with raw keys: 32-byte public keys, 32-byte seeds, 64-byte signatures. */

/** What stands before the 32 raw bytes in the DER of a public key (SPKI) and a private key (PKCS #8): RFC 8410, sections 4 and 7. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

const known = new Map();

/** Whether this is the key's signature of the bytes. A key or signature of wrong length is no signature. */
function verifySignature(publicKey, bytes, signature) {
    if (publicKey.length !== 32 || signature.length !== 64)
        return false;
    const name = Buffer.from(publicKey).toString('hex');
    let key = known.get(name);
    if (!key) {
        key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
        known.set(name, key);
    }
    return verify(null, bytes, key, signature);
}

/** The public key as stock tools take it (SPKI in PEM, RFC 7468). */
function publicKeyPem(publicKey) {
    return `-----BEGIN PUBLIC KEY-----\n${Buffer.concat([SPKI, publicKey]).toString('base64')}\n-----END PUBLIC KEY-----\n`;
}

/** The raw public key of such a text, or null where it is not exactly what publicKeyPem gives. */
function readPublicKeyPem(pem) {
    const raw = Buffer.from(pem.split('\n')[1] ?? '', 'base64').subarray(SPKI.length);
    return raw.length === 32 && publicKeyPem(raw) === pem ? raw : null;
}

// ==================== electron/ledger/canonical.ts
/** @file Canonical JSON (RFC 8785): the one text that a value has, so that its hash means the value. */

/** Nothing of ours is nearly as deep, a circle is deeper than any number, and a hostile text must not exhaust the stack. */
const DEEPEST = 100;

/**
 * The RFC 8785 text of a value made of null, booleans, finite numbers, well-formed strings, arrays and plain objects, at most 100
 * levels deep. Anything else throws TypeError instead of being left out or converted: what is hashed must be what was meant.
 */
function canonical(value) {
    return canonicalText(value, 0);
}

/**
 * The value of a canonical text, or undefined where the text is not canonical JSON. (JSON has no undefined, so it is never a value.)
 * `JSON.stringify(JSON.parse(text)) === text` with sorted keys and no surrogate escapes is the same statement as
 * `canonical(JSON.parse(text)) === text` and is decided natively, several times faster; only what fails it is decided slowly.
 */
function parseCanonical(text) {
    try {
        const value = JSON.parse(text);
        if (!text.includes('\\ud') && text.isWellFormed() && keysSorted(value, 0) && JSON.stringify(value) === text)
            return value;
        return canonical(value) === text ? value : undefined;
    }
    catch {
        // Not JSON, or JSON of a value that has no canonical text: either way the text is not canonical, which is the answer.
        return undefined;
    }
}

/** Strings and finite numbers are written by RFC 8785 (3.2.2) as ECMAScript writes them. */
function canonicalText(value, depth) {
    if (value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
        return JSON.stringify(value);
    if (typeof value === 'string') {
        if (!value.isWellFormed())
            throw new TypeError('not JSON: a lone surrogate');
        return JSON.stringify(value);
    }
    if (depth > DEEPEST)
        throw new TypeError('not JSON: a circle, or too deep');
    if (Array.isArray(value)) {
        // By index, so that holes are seen.
        let items = '';
        for (let i = 0; i < value.length; i++)
            items += `${i === 0 ? '' : ','}${canonicalText(value[i], depth + 1)}`;
        return `[${items}]`;
    }
    if (!isPlain(value))
        throw new TypeError(`not JSON: ${typeof value}`);
    // Sorting compares UTF-16 code units, which is the order that RFC 8785 (3.2.3) asks for.
    const members = Object.keys(value).sort().map((key) => `${canonicalText(key, depth)}:${canonicalText(value[key], depth + 1)}`);
    return `{${members.join(',')}}`;
}

function isPlain(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const prototype = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
}

function keysSorted(value, depth) {
    if (value === null || typeof value !== 'object')
        return true;
    if (depth > DEEPEST)
        return false;
    if (Array.isArray(value))
        return value.every((item) => keysSorted(item, depth + 1));
    const keys = Object.keys(value);
    for (let i = 0; i < keys.length; i++) {
        if (i > 0 && !(keys[i - 1] < keys[i]))
            return false;
        const inner = value[keys[i]];
        if (typeof inner === 'object' && !keysSorted(inner, depth + 1))
            return false;
    }
    return true;
}

// ==================== electron/bundle/estimateCheck.ts
/** @file Checking what a search stated of chance before it compared anything: that its sums are those of its parts, and its parts the tracks that were compared. */

/** Two machines may differ in the last digits of a logarithm. */
const tolerated = 1e-9;

/** `asked` and `answered`: bodies of the entries. Calibrations that it names have to have entries: `recorded`, hash -> act; what people who are not there score is some person’s to declare. */
function checkEstimate(id, asked, answered, recorded, say) {
    const estimate = factsOf(asked['estimate']);
    const parts = listOf(estimate['parts']).map(factsOf);
    const pictures = numberOf(estimate['pictures']);
    if (!parts.every(isPart)) {
        say(`What ${show(id)} states of chance is not in the form that this program writes.`);
        return;
    }
    const known = parts;
    const measured = asked['threshold'] !== null;
    const told = { expected: measured ? expectedByChance(known, pictures) : null, atLeastOne: measured ? atLeastOne(known, pictures) : null };
    for (const name of ['expected', 'atLeastOne'])
        if (!agrees(told[name], estimate[name]))
            say(`What ${show(id)} states as ${name === 'expected' ? 'candidates expected by chance' : 'the probability of at least one by chance'} is not what its parts give.`);
    const tracks = known.reduce((sum, part) => sum + part.tracks, 0);
    const partly = listOf(asked['notSearched']).some((each) => factsOf(each)['reason'] === 'partly-indexed');
    // Footage whose indexing goes on may have more tracks when it is compared than when they were counted.
    if (answered && (partly ? tracks > numberOf(answered['tracksCompared']) : tracks !== answered['tracksCompared']))
        say(`${show(id)} counted ${tracks} tracks for what chance gives and compared ${numberOf(answered['tracksCompared'])}.`);
    for (const { source, calibration } of known)
        if (source !== 'none' && recorded.get(calibration) !== (source === 'non-mated' ? 'non-mated-measured' : 'calibration-recorded'))
            say(`${show(id)} takes a rate from a calibration that no disclosed entry records.`);
}

function isPart({ tracks, rate }) {
    const { value, low, high } = factsOf(rate);
    return Number.isSafeInteger(tracks) && (rate === null || ((value === null || isProportion(value)) && isProportion(low) && isProportion(high)));
}

function isProportion(value) {
    return typeof value === 'number' && value >= 0 && value <= 1;
}

function agrees(derived, told) {
    if (derived === null || told === null)
        return derived === told;
    const facts = factsOf(told);
    return ['value', 'low', 'high'].every((name) => {
        const [one, other] = [derived[name], facts[name]];
        return one === null || other === null ? one === other : Math.abs(one - numberOf(other)) <= tolerated * Math.max(1, Math.abs(one));
    });
}

// ==================== electron/bundle/workCheck.ts
/**
 * @file Checking what `data/disclosure.json` says of the work around a search against the entries that recorded it: exhibits, clocks and
 * indexing, authorities, line-ups, decisions, leads. A text that was kept beside the ledger is held against what its entry committed to.
 */

/** Checks the parts of the disclosure that lie around the searches, and those of each search. */
function checkWork(recorded, disclosure, say) {
    const policy = recorded.entriesOf('policy-set').at(-1);
    if (policy)
        compare('The policy of the case', disclosure['policy'], policy.body, Object.keys(policy.body), say);
    const exhibits = listOf(disclosure['exhibits']).map(factsOf);
    for (const each of exhibits)
        checkExhibit(recorded, each, say);
    checkNothingLeftOut(recorded, exhibits, say);
    for (const search of listOf(disclosure['searches']).map(factsOf)) {
        checkAuthority(recorded, factsOf(search['authority']), factsOf(search['request'])['authority'], say);
        for (const probe of listOf(search['probes']).map(factsOf))
            checkProbe(recorded, probe, say);
        const lineups = listOf(search['lineups']).map(factsOf);
        const created = recorded.entriesOf('lineup-created').filter(({ body }) => body['search'] === search['id']);
        if (created.length !== lineups.length)
            say(`${show(search['id'])} has ${lineups.length} line-ups; the entries state ${created.length}.`);
        for (const lineup of lineups)
            checkLineup(recorded, lineup, say);
        checkLeads(recorded, search['id'], listOf(search['leads']).map(factsOf), say);
    }
}

/** Exhibits and indexings whose entries are disclosed are told of, unless they were erased. */
function checkNothingLeftOut({ entriesOf }, exhibits, say) {
    const erased = new Set(entriesOf('erased').map(({ body }) => body['item']));
    const told = new Set(exhibits.map(({ exhibit }) => factsOf(exhibit)['id']));
    const runs = new Set(exhibits.flatMap(({ footage }) => listOf(footage).flatMap((each) => listOf(factsOf(each)['runs']).map((run) => factsOf(run)['run']))));
    for (const { id, name } of entriesOf('exhibit-received').map(({ body }) => factsOf(body['exhibit'])))
        if (!told.has(id) && !erased.has(id))
            say(`The exhibit ${show(name)} is not in data/disclosure.json.`);
    for (const { run, exhibit } of entriesOf('index-started').map(({ body }) => body))
        if (!runs.has(run) && !erased.has(exhibit))
            say(`The indexing ${show(run)} is not in data/disclosure.json.`);
}

function checkExhibit(recorded, { exhibit, footage }, say) {
    const received = recorded.entriesOf('exhibit-received');
    const stated = received.find(({ body }) => factsOf(body['exhibit'])['id'] === factsOf(exhibit)['id']);
    if (!equal(stated?.body['exhibit'], exhibit))
        say(`The exhibit ${show(factsOf(exhibit)['name'])} is not as the entry of its receipt states it.`);
    const all = [...received, ...recorded.entriesOf('clock-stated')].flatMap(({ body }) => listOf(body['footage']).map(factsOf));
    for (const each of listOf(footage).map(factsOf)) {
        const own = factsOf(each['footage']);
        if (!equal(all.findLast(({ id }) => id === own['id']), own))
            say(`The footage of the exhibit ${show(factsOf(exhibit)['name'])}, or its clock, is not as it was stated last.`);
        for (const run of listOf(each['runs']).map(factsOf)) {
            const of = (act) => recorded.entriesOf(act).find(({ body }) => body['run'] === run['run'])?.body;
            const what = `The indexing ${show(run['run'])}`;
            compare(what, run, of('index-started'), ['decoder', 'settings', 'machine', 'selfTest'], say);
            if (run['state'] === 'finished')
                compare(what, run, of('index-finished'), ['digest', 'completeness'], say);
            else if (of('index-finished'))
                say(`${what} was finished and is said to be ${show(run['state'])}.`);
        }
    }
}

/** Whose picture it is said to be, where it is said to come from and by what right it is held is what was recorded when it was added. */
function checkProbe(recorded, { id, probe, addedAt, addedBy }, say) {
    const what = `The probe ${show(id)}`;
    const added = recorded.entriesOf('probe-added').findLast(({ body }) => body['probe'] === id);
    const details = recorded.kept.get(added?.body['details']);
    if (added && (addedAt !== added.at || addedBy !== added.actor?.operator))
        say(`${what} was added by somebody else, or at another moment.`);
    if (probe === null) {
        if (details)
            say(`${what} is said to be erased, and its details are not.`);
        return;
    }
    const { id: own, ...told } = factsOf(probe);
    compare(what, told, added?.body, ['imageSha256', 'fromTrack', 'original'].filter((name) => added?.body[name] !== undefined), say);
    if (details === null || own !== id)
        return say(`${what} is another one, or was erased.`);
    const provenance = factsOf(details?.['provenance']);
    const dated = recorded.entriesOf('review-dated').findLast(({ index, body }) => body['item'] === id && index > (added?.index ?? 0));
    compare(what, told, details && { ...details, provenance: { ...provenance, reviewOn: (dated?.body ?? provenance)['reviewOn'] ?? null } }, Object.keys(details ?? {}), say);
}

function checkAuthority(recorded, authority, id, say) {
    const of = (act) => recorded.entriesOf(act).find(({ body }) => body['authority'] === id);
    const requested = of('authority-requested'), granted = of('authority-granted'), ended = of('authority-revoked') ?? of('authority-declined');
    const what = `The authority ${show(id)}`;
    compare(what, authority, requested?.body, Object.keys(requested?.body ?? {}), say);
    for (const [name, entry] of [['requested', requested], ['granted', granted], ['ended', ended]]) {
        const { publicKey, at } = factsOf(authority[name]);
        if ((entry === undefined) !== (authority[name] === null) || publicKey !== entry?.actor?.key || at !== entry?.at)
            say(`${what} was ${name} otherwise, or by somebody else, than its entries state.`);
    }
}

function checkLineup(recorded, lineup, say) {
    const id = lineup['lineup'];
    const created = recorded.entriesOf('lineup-created').find(({ body }) => body['lineup'] === id)?.body;
    compare(`The line-up ${show(id)}`, lineup, created, Object.keys(created ?? {}).filter((name) => name !== 'search'), say);
    const own = (act) => recorded.entriesOf(act).filter(({ body }) => body['lineup'] === id);
    let decisions = 0;
    for (const review of listOf(lineup['reviews']).map(factsOf)) {
        const described = own('face-described').find(({ actor }) => actor?.operator === review['reviewer']);
        const text = recorded.kept.get(described?.body['description']);
        if (described?.at !== (review['describedAt'] ?? undefined) || (text && !equal(text['features'], review['description'])))
            say(`What ${show(review['reviewer'])} described for the line-up ${show(id)} is not what was locked.`);
        for (const decision of listOf(review['decisions']).map(factsOf)) {
            decisions++;
            const what = `The decision ${show(decision['decision'])}`;
            const entry = own('decision-made').find(({ body }) => body['decision'] === decision['decision']);
            compare(what, decision, entry?.body, ['picked', 'conclusion', 'strength', 'supersedes'], say);
            const details = recorded.kept.get(entry?.body['details']);
            if (details)
                compare(what, decision, details, ['reasons', 'features', 'viewing'], say);
            if (entry?.actor?.operator !== review['reviewer'] || entry?.at !== decision['at'])
                say(`${what} was made by somebody else, or at another moment.`);
        }
    }
    if (own('decision-made').length !== decisions)
        say(`The line-up ${show(id)} has ${decisions} decisions; the entries state ${own('decision-made').length}.`);
}

function checkLeads(recorded, search, leads, say) {
    for (const act of ['lead-corroborated', 'lead-actioned', 'lead-outcome']) {
        const stated = recorded.entriesOf(act).filter(({ body }) => body['search'] === search);
        const told = leads.flatMap(({ track, probe, corroboration, actioned, outcome }) => (act === 'lead-corroborated' ? listOf(corroboration) : [act === 'lead-actioned' ? actioned : outcome]).filter((each) => each !== null).map((each) => ({ track, probe, ...factsOf(each) })));
        // Of outcomes the last one stands.
        const standing = act === 'lead-corroborated' ? stated : [...new Map(stated.map((entry) => [`${textOf(entry.body['probe'])} ${textOf(entry.body['track'])}`, entry])).values()];
        const unlike = standing.filter(({ body, at, actor }) => {
            const text = recorded.kept.get(body['details']);
            return !told.some((each) => each['at'] === at && each['by'] === actor?.operator && ['track', 'probe', 'speaks', 'outcome'].every((name) => body[name] === each[name]) && (!text || each['text'] === text['text']));
        });
        if (unlike.length > 0 || told.length !== standing.length)
            say(`What is said of the leads of ${show(search)} is not what the entries “${act}” state.`);
    }
}

/** Says so where one of these names has another value in what is told than in what was recorded. */
function compare(what, told, stated, names, say) {
    const unlike = stated === undefined ? [] : names.filter((name) => !equal(factsOf(told)[name], stated[name]));
    if (stated === undefined)
        say(`${what} has no entry that is disclosed.`);
    else if (unlike.length > 0)
        say(`${what} is not as its entry states it: ${unlike.join(', ')}.`);
}

/** The value as a list; none where it is none. */
function listOf(value) {
    return Array.isArray(value) ? value : [];
}

/** Whether both are there and have the same canonical JSON. What a damaged entry lacks is left out of what was put together from it. */
function equal(a, b) {
    const text = (value) => canonical(JSON.parse(JSON.stringify(value)));
    return a !== undefined && b !== undefined && text(a) === text(b);
}

/** A value of which nothing is known, for a sentence. */
function show(value) {
    return shown(textOf(value));
}

// ==================== electron/ledger/checkpoint.ts
/**
 * @file Checkpoints (c2sp.org/tlog-checkpoint): the signed head of a ledger. The note's text is three lines:
 * origin, number of entries in decimal, base64 of the Merkle root. The key's name is the origin.
 */

/** What a checkpoint says, where it is this origin's and carries exactly this key's signature; otherwise null. */
function openCheckpoint(note, origin, publicKey) {
    const text = openNote(note, origin, publicKey);
    if (text === null)
        return null;
    const lines = text.split('\n');
    const checkpoint = { size: Number(lines[1]), root: Buffer.from(lines[2] ?? '', 'base64') };
    if (!Number.isSafeInteger(checkpoint.size) || checkpoint.size < 0 || checkpoint.root.length !== HASH_BYTES)
        return null;
    return encodeCheckpoint(origin, checkpoint) === text ? checkpoint : null;
}

function encodeCheckpoint(origin, { size, root }) {
    return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

// ==================== electron/ledger/merkle.ts
/** @file Merkle tree hashing after RFC 6962, section 2.1 (the same in RFC 9162): SHA-256, a leaf behind 0x00, a node behind 0x01. */

/** Bytes of every hash here. */
const HASH_BYTES = 32;

/** Hash of a leaf's content. */
function leafHash(content) {
    const input = Buffer.allocUnsafe(content.length + 1);
    input[0] = 0;
    input.set(content, 1);
    return hash('sha256', input, 'buffer');
}

const nodeInput = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** Hash of an inner node over its two children. */
function nodeHash(left, right) {
    nodeInput.set(left, 1);
    nodeInput.set(right, 1 + HASH_BYTES);
    return hash('sha256', nodeInput, 'buffer');
}

// ==================== electron/ledger/proof.ts
/** @file Inclusion and consistency proofs of the Merkle tree: made after RFC 6962, 2.1.1 and 2.1.2, verified after RFC 9162, 2.1.3.2 and 2.1.4.2. */

/** Whether the proof shows the leaf at `index` in the tree of `size` leaves with this root. */
function verifyInclusion(index, size, leaf, proof, root) {
    if (!sizes(index, size) || index >= size || !allHashes([leaf, root, ...proof]))
        return false;
    let fn = BigInt(index), sn = BigInt(size) - 1n, hash = leaf;
    for (const step of proof) {
        if (sn === 0n)
            return false;
        if (fn & 1n || fn === sn) {
            hash = nodeHash(step, hash);
            while (!(fn & 1n) && fn !== 0n) {
                fn >>= 1n;
                sn >>= 1n;
            }
        }
        else
            hash = nodeHash(hash, step);
        fn >>= 1n;
        sn >>= 1n;
    }
    return sn === 0n && same(hash, root);
}

/** Whether the proof shows that the later tree begins with all of the earlier one. An earlier tree without leaves is refused: it proves nothing. */
function verifyConsistency(earlier, size, proof, earlierRoot, root) {
    if (!sizes(earlier, size) || earlier < 1 || earlier > size || !allHashes([earlierRoot, root, ...proof]))
        return false;
    if (earlier === size)
        return proof.length === 0 && same(earlierRoot, root);
    if (proof.length === 0)
        return false;
    const steps = isPowerOfTwo(earlier) ? [earlierRoot, ...proof] : proof;
    let fn = BigInt(earlier) - 1n, sn = BigInt(size) - 1n;
    while (fn & 1n) {
        fn >>= 1n;
        sn >>= 1n;
    }
    let first = steps[0], second = steps[0];
    for (const step of steps.slice(1)) {
        if (sn === 0n)
            return false;
        if (fn & 1n || fn === sn) {
            first = nodeHash(step, first);
            second = nodeHash(step, second);
            while (!(fn & 1n) && fn !== 0n) {
                fn >>= 1n;
                sn >>= 1n;
            }
        }
        else
            second = nodeHash(second, step);
        fn >>= 1n;
        sn >>= 1n;
    }
    return sn === 0n && same(first, earlierRoot) && same(second, root);
}

/** The largest power of two smaller than n (n > 1). */
function split(n) {
    let k = 1;
    while (k * 2 < n)
        k *= 2;
    return k;
}

function isPowerOfTwo(n) {
    return n === 1 || split(n) * 2 === n;
}

function same(a, b) {
    return Buffer.compare(a, b) === 0;
}

function sizes(...values) {
    return values.every((value) => Number.isSafeInteger(value) && value >= 0);
}

function allHashes(hashes) {
    return hashes.every((hash) => hash.length === HASH_BYTES);
}

// ==================== electron/bundle/timestamp.ts
/**
 * @file Time stamps (RFC 3161) of checkpoints: the request, and what a reply says. Only as much DER as that takes. Whether the
 * authority's signature holds is for `openssl ts -verify` with the authority's own certificate: a bundle cannot vouch for that.
 */

const OCTETS = 0x04, OID = 0x06, SEQUENCE = 0x30, GENERALIZED_TIME = 0x18, CONTEXT_0 = 0xa0;

/** SHA-256 as an AlgorithmIdentifier without parameters' value: OID 2.16.840.1.101.3.4.2.1 and NULL. */
const SHA256 = Buffer.from('300d06096086480165030402010500', 'hex');

const SIGNED_DATA = '2a864886f70d010702', TST_INFO = '2a864886f70d0109100104';

/** Reads a reply (TimeStampResp, DER) that grants a stamp over SHA-256; null where it is anything else. Its signature is not checked. */
function readStamp(reply) {
    try {
        const [status, token] = children(only(Buffer.from(reply), SEQUENCE));
        // 0: granted; 1: granted with modifications (RFC 3161, 2.4.2).
        if (![0, 1].includes(children(status)[0].content[0]))
            return null;
        const [type, wrapped] = children(token);
        if (type.tag !== OID || type.content.toString('hex') !== SIGNED_DATA)
            return null;
        const content = children(children(children(wrapped)[0])[2]);
        if (content[0].content.toString('hex') !== TST_INFO || content[1].tag !== CONTEXT_0)
            return null;
        const info = children(only(only(content[1].content, OCTETS).content, SEQUENCE));
        const [algorithm, imprint] = children(info[2]);
        const time = info[4];
        if (children(algorithm)[0].content.toString('hex') !== SHA256.subarray(4, 13).toString('hex') || imprint.tag !== OCTETS || time.tag !== GENERALIZED_TIME)
            return null;
        const [, y, mo, d, h, mi, s, fraction] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(time.content.toString('latin1')) ?? [];
        if (y === undefined)
            return null;
        return { time: `${y}-${mo}-${d}T${h}:${mi}:${s}${fraction ?? ''}Z`, isOf: (bytes) => imprint.content.equals(digestOf(bytes)) };
    }
    catch (error) {
        // What does not hold together is no stamp.
        if (error instanceof RangeError || error instanceof TypeError)
            return null;
        throw error;
    }
}

function children({ content }) {
    const found = [];
    for (let at = 0; at < content.length;) {
        const { value, end } = element(content, at);
        found.push(value);
        at = end;
    }
    return found;
}

/** The one element that the bytes are. */
function only(bytes, tag) {
    const { value, end } = element(bytes, 0);
    if (end !== bytes.length || value.tag !== tag)
        throw new RangeError('another element, or more than one');
    return value;
}

function element(bytes, at) {
    const tag = bytes.readUInt8(at), first = bytes.readUInt8(at + 1);
    if (first === 0x80)
        throw new RangeError('of no stated length, which DER does not have');
    const lengthBytes = first < 0x80 ? 0 : first - 0x80;
    const from = at + 2 + lengthBytes;
    const end = from + (lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes));
    if (end > bytes.length)
        throw new RangeError('cut short');
    return { value: { tag, content: bytes.subarray(from, end) }, end };
}

function digestOf(content) {
    return createHash('sha256').update(content).digest();
}

// ==================== electron/bundle/names.ts
/** @file Names of files in a bundle: those that mean the same on every system that may come to hold it, and no others. */

/** Names that Windows keeps for devices, with any ending. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|$)/i;

/** Control and formatting characters (which can turn a name round on the screen), line separators, and halves of surrogate pairs. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

/** What Windows refuses, what other systems take for a separator, and what a manifest would have to write as something else. */
const FORBIDDEN = /[\\:*?"<>|%]/;

/** Longest name in most file systems, and longest path from the top of a bundle. */
const NAME_BYTES = 255, PATH_BYTES = 1024;

/** What is wrong with a path from the top of a bundle, separated by slashes; null where nothing is. */
function pathProblem(path) {
    // What takes the place of bytes that are not UTF-8.
    if (path.includes('\ufffd'))
        return 'it is not UTF-8';
    if (path !== path.normalize('NFC'))
        return 'it is not in Unicode’s normal form C';
    if (INVISIBLE.test(path))
        return 'it has control or invisible characters';
    if (FORBIDDEN.test(path))
        return 'it has a character that file systems take for something else';
    if (Buffer.byteLength(path) > PATH_BYTES)
        return 'it is too long';
    for (const name of path.split('/')) {
        if (name === '' || name === '.' || name === '..')
            return 'it leads somewhere else';
        if (/[. ]$/.test(name))
            return 'a name in it ends in a dot or a space';
        if (RESERVED.test(name))
            return 'a name in it is one that Windows keeps for devices';
        if (Buffer.byteLength(name) > NAME_BYTES)
            return 'a name in it is too long';
    }
    return null;
}

/**
 * Finds paths that cannot be together: told each path of a file once, says which earlier one some file system takes for it, or that one is a file
 * and a folder at once.
 */
function twinFinder() {
    const known = new Map();
    return (path) => {
        let twin = null;
        // Folders too: `Data/a` and `data/b` come to lie in one folder.
        for (let end = path.indexOf('/');; end = path.indexOf('/', end + 1)) {
            const file = end < 0;
            const spelt = file ? path : path.slice(0, end);
            const folded = spelt.normalize('NFC').toUpperCase().toLowerCase();
            const earlier = known.get(folded);
            if (earlier === undefined)
                known.set(folded, { spelt, file });
            else if (earlier.spelt !== spelt || earlier.file || file)
                twin ??= earlier.spelt;
            if (file)
                return twin;
        }
    };
}

// ==================== electron/bundle/folderRead.ts
/** @file Reading a bundle from a folder. Only reads; no link is followed and nothing is repaired. */

/** The folder as a source. Throws the signal's reason when it is aborted. Listing waits in place, as reading does (see readChunks). */
async function openFolder(folder, note, signal) {
    const files = [];
    const twinOf = twinFinder();
    let seen = 0;
    const unreadable = (path, error) => note('bundle-file-unreadable', `${shown(path)} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
    const visit = async (path) => {
        const problem = pathProblem(path);
        if (problem !== null)
            return note('bundle-file-name', `The name ${shown(path)} cannot be used in a bundle: ${problem}.`);
        const facts = lstatSync(join(folder, path));
        if (facts.isDirectory())
            return walk(path);
        const twin = twinOf(path);
        if (twin !== null)
            note('bundle-file-name', `Some systems take ${shown(path)} and ${shown(twin)} for one.`);
        if (facts.isFile())
            files.push([path, facts.size]);
        else
            note('bundle-file-special', `${shown(path)} is a link, device, pipe or socket, not a file.`);
    };
    const walk = async (inside) => {
        signal?.throwIfAborted();
        let names;
        try {
            names = readdirSync(join(folder, inside));
        }
        catch (error) {
            return unreadable(inside, error);
        }
        if (names.length === 0)
            note('bundle-file-unlisted', `The folder ${shown(inside)} is empty; a bundle has none such.`);
        for (const name of names) {
            if (++seen % 100 === 0)
                await letOthers();
            const path = inside === '' ? name : `${inside}/${name}`;
            await visit(path).catch((error) => {
                signal?.throwIfAborted();
                unreadable(path, error);
            });
        }
    };
    await walk('');
    const sizes = new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
    return { files: sizes, read: (path) => readChunks(join(folder, path), sizes.get(path) ?? 0), close: () => undefined };
}

/**
 * The bytes of a regular file, not through a link and without waiting for the writer of a pipe. (Windows has neither flag; lstat has to do
 * there.) Reading waits in place, which is several times faster for many small files; between pieces of large ones others have their turn.
 */
async function* readChunks(file, bytes) {
    const handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
        for (;;) {
            // One more than there should be: what came after is seen, and a small file takes a small buffer.
            const buffer = Buffer.allocUnsafe(Math.min(bytes + 1, READ_BYTES));
            const read = readSync(handle, buffer, 0, buffer.length, null);
            if (read === 0)
                return;
            yield buffer.subarray(0, read);
            if (read === READ_BYTES)
                await letOthers();
        }
    }
    finally {
        closeSync(handle);
    }
}

// ==================== electron/bundle/zipRead.ts
/**
 * @file Reading a bundle from a zip file (APPNOTE.TXT 6.3.10). A zip is transport only, so nothing in it is taken on trust: stored
 * entries only (nothing can grow), every byte of the file belongs to exactly one entry or to the directory, both headers of an entry
 * say the same, and names follow the bundle's own rules.
 */

const END = 0x06054b50, END_64 = 0x06064b50, LOCATOR_64 = 0x07064b50, DIRECTORY = 0x02014b50, LOCAL = 0x04034b50;

const END_BYTES = 22, END_64_BYTES = 56, LOCATOR_BYTES = 20, DIRECTORY_BYTES = 46, LOCAL_BYTES = 30;

/** Bits of the flags: encrypted; sizes stand behind the content; the name is UTF-8. */
const ENCRYPTED = 1, SIZES_BEHIND = 8, UTF8 = 0x800;

/** Extra fields: 64-bit sizes; another name than the one in the header. */
const EXTRA_64 = 1, EXTRA_NAME = 0x7075;

/** Stands where the number is in the 64-bit field. */
const IN_64 = 0xffffffff;

/** A directory of a million files is smaller; a larger one is not read into memory. */
const LARGEST_DIRECTORY = 2 ** 28;

/** File type of a Unix mode. */
const TYPE = 0o170000, FOLDER = 0o040000, REGULAR = 0o100000;

/** What is wrong with a zip, as the end of a sentence. */
class ZipDamage extends Error {
}

/** The zip as a source; null where its structure does not hold together (noted). */
function openZip(path, note) {
    const file = openSync(path, 'r');
    try {
        return sourceOf(file, placeEntries(file, readDirectory(file, fstatSync(file).size, note)), note);
    }
    catch (error) {
        closeSync(file);
        if (!(error instanceof ZipDamage))
            throw error;
        note('bundle-zip', `The zip file is refused: ${error.message}.`);
        return null;
    }
}

function sourceOf(file, entries, note) {
    const top = topFolder(entries);
    const kept = new Map();
    const twinOf = twinFinder();
    for (const entry of entries) {
        const path = entry.name.slice(top.length);
        if (entry.name.endsWith('/'))
            continue;
        const problem = pathProblem(path);
        const twin = problem === null ? twinOf(path) : null;
        if (problem !== null)
            note('bundle-file-name', `The name ${shown(entry.name)} cannot be used in a bundle: ${problem}.`);
        if (twin !== null)
            note('bundle-file-name', `Some systems take ${shown(path)} and ${shown(twin)} for one.`);
        if (problem === null && !kept.has(path))
            kept.set(path, entry);
    }
    const sorted = [...kept].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return { files: new Map(sorted.map(([path, { bytes }]) => [path, bytes])), read: (path) => readEntry(file, kept.get(path)), close: () => closeSync(file) };
}

/** A bundle lies in a zip as one folder, or without. */
function topFolder(entries) {
    const top = /^[^/]+\//.exec(entries[0]?.name ?? '')?.[0] ?? '';
    return top !== '' && pathProblem(top.slice(0, -1)) === null && entries.every(({ name }) => name.startsWith(top)) ? top : '';
}

/** The entries of files and folders, from the directory at the end of the zip. */
function readDirectory(file, size, note) {
    const end = readAt(file, size - END_BYTES, END_BYTES);
    if (end.readUInt32LE(0) !== END || end.readUInt16LE(20) !== 0)
        throw new ZipDamage('it does not end as a zip file does');
    let at = end.readUInt32LE(16), bytes = end.readUInt32LE(12), count = end.readUInt16LE(10), until = size - END_BYTES;
    if (until >= LOCATOR_BYTES) {
        const locator = readAt(file, until - LOCATOR_BYTES, LOCATOR_BYTES);
        if (locator.readUInt32LE(0) === LOCATOR_64) {
            until -= LOCATOR_BYTES + END_64_BYTES;
            const end64 = readAt(file, until, END_64_BYTES);
            if (end64.readUInt32LE(0) !== END_64 || large(locator, 8) !== until)
                throw new ZipDamage('its 64-bit end is not where it should be');
            const wide = [large(end64, 48), large(end64, 40), large(end64, 32)];
            // Other readers look at the smaller numbers first: those must not lead them to another directory.
            if ((at !== IN_64 && at !== wide[0]) || (bytes !== IN_64 && bytes !== wide[1]) || (count !== 0xffff && count !== wide[2]))
                throw new ZipDamage('its two ends contradict one another');
            [at, bytes, count] = wide;
        }
    }
    if (at + bytes !== until || bytes > LARGEST_DIRECTORY)
        throw new ZipDamage('its directory does not fill the place before its end');
    const directory = readAt(file, at, bytes);
    const entries = [];
    let seen = 0, compressed = 0;
    for (let p = 0; p < bytes; seen++) {
        if (p + DIRECTORY_BYTES > bytes || directory.readUInt32LE(p) !== DIRECTORY)
            throw new ZipDamage('its directory is damaged');
        const nameEnd = p + DIRECTORY_BYTES + directory.readUInt16LE(p + 28);
        const extraEnd = nameEnd + directory.readUInt16LE(p + 30);
        const header = directory.subarray(p, nameEnd);
        p = extraEnd + directory.readUInt16LE(p + 32);
        if (p > bytes)
            throw new ZipDamage('its directory is damaged');
        const entry = entryOf(header, directory.subarray(nameEnd, extraEnd));
        const type = header.readUInt8(5) === 3 ? header.readUInt16LE(40) & TYPE : 0;
        const folder = entry.name.endsWith('/');
        if (type !== 0 && type !== (folder ? FOLDER : REGULAR))
            note('bundle-file-special', `${shown(entry.name)} in the zip is a link or device, not a file.`);
        if (header.readUInt16LE(10) !== 0)
            compressed++;
        else if (folder && entry.bytes !== 0)
            throw new ZipDamage(`its folder ${shown(entry.name)} has content`);
        else
            entries.push(entry);
    }
    if (seen !== count)
        throw new ZipDamage('it holds more or fewer entries than it says');
    if (compressed > 0) {
        note('bundle-zip-compressed', `${compressed} entries of the zip are compressed, so it is not the file that was written; unpack it with a tool that you trust and check the folder.`);
        throw new ZipDamage('it is compressed');
    }
    return { entries, end: at };
}

function entryOf(header, extra) {
    const flags = header.readUInt16LE(8);
    const name = nameOf(header.subarray(DIRECTORY_BYTES), flags);
    if (flags & ENCRYPTED)
        throw new ZipDamage(`${shown(name)} in it is encrypted`);
    const [bytes, packed, headerAt] = numbersOf(header, [24, 20, 42], extra, name);
    if (header.readUInt16LE(10) === 0 && packed !== bytes)
        throw new ZipDamage(`the sizes of ${shown(name)} contradict one another`);
    return { name, bytes: bytes, crc: header.readUInt32LE(16), flags, headerAt: headerAt, contentAt: -1 };
}

/** Numbers of a header; those that are too large for it are in the 64-bit field, in this order. */
function numbersOf(header, places, extra, name) {
    const wide = extraField(extra, name);
    let from = 0;
    return places.map((place) => {
        const small = header.readUInt32LE(place);
        if (small !== IN_64)
            return small;
        if (from + 8 > wide.length)
            throw new ZipDamage(`the sizes of ${shown(name)} are missing`);
        from += 8;
        return large(wide, from - 8);
    });
}

function nameOf(bytes, flags) {
    try {
        if (bytes.every((byte) => byte < 0x80) || flags & UTF8)
            return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        throw new ZipDamage(`the name ${shown(bytes.toString('latin1'))} is not UTF-8`);
    }
    throw new ZipDamage(`it does not say how the name ${shown(bytes.toString('latin1'))} is written`);
}

/** The 64-bit sizes of an extra field. */
function extraField(extra, name) {
    let wide = Buffer.alloc(0);
    for (let p = 0; p < extra.length;) {
        const end = p + 4 + (p + 4 <= extra.length ? extra.readUInt16LE(p + 2) : IN_64);
        if (end > extra.length)
            throw new ZipDamage(`the extra field of ${shown(name)} is damaged`);
        const kind = extra.readUInt16LE(p);
        if (kind === EXTRA_NAME)
            throw new ZipDamage(`${shown(name)} has a second name`);
        if (kind === EXTRA_64)
            wide = extra.subarray(p + 4, end);
        p = end;
    }
    return wide;
}

/** Finds where each entry's content is. All of them, in order, fill the file up to its directory: nothing lies between, under or before them. */
function placeEntries(file, { entries, end }) {
    let filled = 0, room = 0;
    for (const entry of entries.toSorted((a, b) => a.headerAt - b.headerAt)) {
        const local = readAt(file, entry.headerAt, LOCAL_BYTES);
        const nameBytes = local.readUInt16LE(26);
        const rest = readAt(file, entry.headerAt + LOCAL_BYTES, nameBytes + local.readUInt16LE(28));
        const [bytes, packed] = numbersOf(local, [22, 18], rest.subarray(nameBytes), entry.name);
        const behind = (entry.flags & SIZES_BEHIND) !== 0;
        const sameSizes = behind || (bytes === entry.bytes && packed === entry.bytes && local.readUInt32LE(14) === entry.crc);
        const same = local.readUInt32LE(0) === LOCAL && local.readUInt16LE(8) === 0 && local.readUInt16LE(6) === entry.flags && sameSizes;
        if (!same || nameOf(rest.subarray(0, nameBytes), entry.flags) !== entry.name)
            throw new ZipDamage(`the two headers of ${shown(entry.name)} contradict one another`);
        if (entry.headerAt < filled || entry.headerAt > filled + room)
            throw new ZipDamage(`bytes before ${shown(entry.name)} belong to no entry or to two`);
        entry.contentAt = entry.headerAt + LOCAL_BYTES + rest.length;
        filled = entry.contentAt + entry.bytes;
        // Signature, checksum and two 64-bit sizes at most.
        room = behind ? 24 : 0;
    }
    if (end < filled || end > filled + room)
        throw new ZipDamage('bytes before its directory belong to no entry or to two');
    return entries;
}

async function* readEntry(file, { contentAt, bytes, crc }) {
    let sum = 0;
    for (let done = 0; done < bytes;) {
        const chunk = readAt(file, contentAt + done, Math.min(READ_BYTES, bytes - done));
        sum = crc32(chunk, sum);
        done += chunk.length;
        yield chunk;
        if (chunk.length === READ_BYTES)
            await letOthers();
    }
    if (sum !== crc)
        throw new ZipDamage('its checksum in the zip is another one');
}

function readAt(file, at, bytes) {
    const buffer = Buffer.allocUnsafe(bytes);
    if (at < 0 || readSync(file, buffer, 0, bytes, at) !== bytes)
        throw new ZipDamage('it is cut short');
    return buffer;
}

/** A 64-bit number that has to be one that files can have. */
function large(bytes, at) {
    const value = bytes.readBigUInt64LE(at);
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
        throw new ZipDamage('it states a size that nothing has');
    return Number(value);
}

// ==================== electron/core/standing.ts
/**
 * @file Standing: who is a member, what the policy demands and which authorities there are, as the entries up to a moment leave it, and
 * what an entry breaks of it. The engine asks it before an act; verification asks it again of every entry.
 */

/** Before the first entry. */
const noStanding = {
    members: new Map(),
    // In verify.mjs this stands before the policy, which is there by the time that it is asked for.
    get policy() {
        return firstPolicy;
    },
    authorities: new Map(),
    allowances: new Map(),
    latest: '',
};

/** The later of two moments (RFC 3339). */
function later(a, b) {
    return Date.parse(a) > Date.parse(b) ? a : b;
}

/** How the entry leaves things standing. */
function advance(before, entry) {
    const { at, index } = entry;
    const standing = { ...before, latest: later(before.latest, at) };
    const by = 'operator' in entry.actor ? { name: entry.actor.operator, publicKey: entry.actor.key, at, entry: index } : null;
    const authority = (id, change) => {
        const before = standing.authorities.get(id);
        return before ? { ...standing, authorities: new Map(standing.authorities).set(id, change(before)) } : standing;
    };
    switch (entry.act) {
        case 'case-created': {
            const { name, publicKey, roles } = entry.body.operator;
            return { ...standing, members: new Map([[publicKey, { name, publicKey, roles, addedBy: name, addedAt: at, removedAt: null }]]) };
        }
        case 'member-added': {
            const { name, publicKey, roles } = entry.body;
            return { ...standing, members: new Map(standing.members).set(publicKey, { name, publicKey, roles, addedBy: by?.name ?? '', addedAt: at, removedAt: null }) };
        }
        case 'member-removed': {
            const member = standing.members.get(entry.body.publicKey);
            return member ? { ...standing, members: new Map(standing.members).set(member.publicKey, { ...member, removedAt: at }) } : standing;
        }
        case 'policy-set':
            return { ...standing, policy: entry.body };
        case 'authority-requested':
            return by ? { ...standing, authorities: new Map(standing.authorities).set(entry.body.authority, { ...entry.body, requested: by, granted: null, ended: null, used: 0 }) } : standing;
        case 'authority-granted':
            return authority(entry.body.authority, (before) => ({ ...before, granted: by }));
        case 'authority-declined':
        case 'authority-revoked': {
            const { reason } = entry.body;
            const how = entry.act === 'authority-declined' ? 'declined' : 'revoked';
            return authority(entry.body.authority, (before) => ({ ...before, ended: by && { ...by, how, reason } }));
        }
        case 'search-requested':
        case 'check-requested':
            return authority(entry.body.authority, (before) => ({ ...before, used: before.used + 1 }));
        case 'threshold-allowed': {
            const { allowance, packDigest, lowest } = entry.body;
            return by ? { ...standing, allowances: new Map(standing.allowances).set(allowance, { packDigest, lowest, publicKey: by.publicKey }) } : standing;
        }
        default:
            return standing;
    }
}

/** Why this threshold may not be searched with by who holds this key; null: it may. Below the calibrated range somebody else has to have allowed it. */
function thresholdObstacle({ allowances }, { threshold, pack, estimate: { lowest, allowance } }, key) {
    if (threshold === null || lowest === null || threshold >= lowest)
        return null;
    const allowed = allowance === null ? undefined : allowances.get(allowance);
    if (!allowed || allowed.packDigest !== pack.digest || threshold < allowed.lowest)
        return 'its threshold lies below the calibrated range and nobody allowed that';
    return allowed.publicKey === key ? 'who searches below the calibrated range allowed it' : null;
}

/** What the entry breaks of the rules, as things stood before it; none: []. */
function breaches(standing, entry, leafAt) {
    if ('machine' in entry.actor)
        return rolesOf(entry.act) || entry.act === 'case-created' ? ['it is an act of a person and no person signed it'] : [];
    if (entry.act === 'case-created')
        return [];
    const { operator, key } = entry.actor;
    const member = standing.members.get(key);
    if (member === undefined || member.name !== operator)
        return ['its operator is not a member of the case'];
    const problems = [];
    if (member.removedAt !== null)
        problems.push('its operator was a member no more');
    if (!rolesOf(entry.act))
        problems.push('it is the program’s own act and a person signed it');
    else if (!mayDo(member.roles, entry.act))
        problems.push(`its operator’s roles (${roleWords(member.roles)}) do not allow it`);
    switch (entry.act) {
        case 'authority-granted': {
            const authority = standing.authorities.get(entry.body.authority);
            if (!authority)
                problems.push('it grants an authority that was never asked for');
            else {
                if (authority.granted !== null || authority.ended !== null)
                    problems.push('it grants an authority that was decided before');
                if (standing.policy.secondPersonGrants && authority.requested.publicKey === key)
                    problems.push('who asked for the authority granted it');
                if (leafAt(authority.requested.entry) !== entry.body.request)
                    problems.push('it grants something else than what was asked for');
            }
            break;
        }
        case 'search-requested':
        case 'check-requested':
        case 'erased': {
            const authority = standing.authorities.get(entry.body.authority);
            if (!authority)
                problems.push('it names an authority that there is not');
            else if (entry.act === 'erased' && authority.kind === 'search' && (entry.body.kind === 'list' || entry.body.kind === 'probe')) {
                // The end of an authority is what allows its lists to be erased, whoever granted it.
                if (!hasEnded(authority, later(standing.latest, entry.at)))
                    problems.push('it erases what belongs to an authority that has not ended');
            }
            else {
                const state = authorityState(authority, later(standing.latest, entry.at));
                if (state !== 'in-force')
                    problems.push(`its authority was not in force (${state})`);
                if (authority.granted?.publicKey === key)
                    problems.push('who acted under the authority granted it');
                if ((authority.kind === 'erasure') !== (entry.act === 'erased'))
                    problems.push('its authority is for something else');
                const obstacle = entry.act === 'search-requested' ? thresholdObstacle(standing, entry.body, key) : null;
                if (obstacle !== null)
                    problems.push(obstacle);
                if (entry.act === 'erased' && !authority.items.includes(entry.body.item))
                    problems.push('its authority does not name what was erased');
            }
            break;
        }
        default:
    }
    return problems;
}

// ==================== electron/core/chance.ts
/**
 * @file Chance: how many candidates a search is expected to give by chance alone, were the person sought in none of the footage. Pure.
 *
 * [Note: Expected by chance]
 * Every track that is compared passes the threshold with the false-positive rate (FMR) of its part of the scope. In a search of N tracks
 * E = sum over parts of N x FMR are expected to pass, and at least one does with P = 1 - product of (1 - FMR)^N (J. Daugman, The importance
 * of being random: statistical principles of iris recognition, Pattern Recognition 36 (2003) 279-291, which gives P = 1 - (1 - p)^N for one rate).
 * E holds whether or not the tracks depend on each other; P supposes that they do not, and is too high where one stranger has several tracks.
 * The ends of the interval of E are the sums of the ends of the rates, as if all rates erred the same way: wider than needed and
 * never too narrow for that reason. A rate is a mean over pictures that are searched with; some faces resemble more people than others.
 */

/** Candidates expected by chance of `pictures` pictures; null where a part has tracks and no rate. */
function expectedByChance(parts, pictures) {
    return folded(parts, (tracks, rate) => tracks * rate * pictures, (sum) => sum);
}

/** The probability that at least one of them is there, were all comparisons independent. */
function atLeastOne(parts, pictures) {
    return folded(parts, (tracks, rate) => tracks * pictures * Math.log1p(-rate), (sum) => 0 - Math.expm1(sum));
}

function folded(parts, term, whole) {
    const counted = parts.filter(({ tracks }) => tracks > 0);
    if (counted.some(({ rate }) => rate === null))
        return null;
    const sum = (of) => whole(counted.reduce((total, { tracks, rate }) => total + term(tracks, of(rate)), 0));
    const known = counted.every(({ rate }) => rate.value !== null);
    return { value: known ? sum(({ value }) => value) : null, low: sum(({ low }) => low), high: sum(({ high }) => high) };
}

// ==================== electron/ledger/note.ts
/**
 * @file Signed notes (c2sp.org/signed-note) with Ed25519:
 *
 *     text, ending in a newline
 *     <empty line>
 *     — <key name> <base64 of 4 bytes key id, 64 bytes signature>
 */

/** Signature type 0x01 is Ed25519 over the note's text. */
const ED25519_TYPE = 1;

const KEY_ID_BYTES = 4;

/**
 * The text of a note that carries exactly this key's signature, or null. Strict: parsed, encoded again and compared, because
 * base64 and line ends leave room for other texts with the same meaning.
 */
function openNote(note, name, publicKey) {
    const end = note.lastIndexOf('\n\n');
    if (end < 0)
        return null;
    const text = note.slice(0, end + 1);
    const prefix = `— ${name} `;
    const line = note.slice(end + 2);
    if (!line.startsWith(prefix))
        return null;
    const blob = Buffer.from(line.slice(prefix.length), 'base64');
    if (encodeNote(text, name, blob) !== note)
        return null;
    if (!blob.subarray(0, KEY_ID_BYTES).equals(keyId(name, publicKey)))
        return null;
    return verifySignature(publicKey, Buffer.from(text), blob.subarray(KEY_ID_BYTES)) ? text : null;
}

function encodeNote(text, name, blob) {
    return `${text}\n— ${name} ${blob.toString('base64')}\n`;
}

/** The first four bytes of SHA-256 over name, newline, type and public key. */
function keyId(name, publicKey) {
    return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([ED25519_TYPE]), publicKey]), 'buffer').subarray(0, KEY_ID_BYTES);
}

// ==================== electron/core/authorityState.ts
/** @file The state of an authority: what the entries leave of it, and how it stands at a moment. Without schemas, so that verify.mjs can ask it too. */

/** How an authority stands at this moment (RFC 3339). */
function authorityState(authority, now) {
    if (authority.ended !== null)
        return authority.ended.how;
    if (authority.granted === null)
        return 'requested';
    if (Date.parse(authority.expires) <= Date.parse(now))
        return 'expired';
    return authority.kind === 'search' && authority.used >= authority.searches ? 'exhausted' : 'in-force';
}

/** Whether it was in force once and will not be again. */
function hasEnded(authority, now) {
    return ['expired', 'revoked', 'exhausted'].includes(authorityState(authority, now));
}

// ==================== electron/core/duties.ts
/** @file Duties: which role an act takes. One table, used when an entry is written and again when it is verified. */

const keepers = ['exhibits-officer', 'authorising-officer'];

const collectors = ['exhibits-officer'];

const analysts = ['analyst'];

const granters = ['authorising-officer'];

const reviewers = ['reviewer'];

const workers = ['analyst', 'exhibits-officer'];

const leaders = ['analyst', 'reviewer', 'authorising-officer'];

const disclosers = ['disclosure-officer'];

const reporters = ['disclosure-officer', 'authorising-officer'];

/**
 * Act -> the roles of which its operator needs one. Acts that are not here are the program’s own and are signed by no person
 * (`case-created` is the maker’s, whose roles it states).
 */
const rolesFor = {
    'member-added': keepers,
    'member-removed': keepers,
    'policy-set': keepers,
    'exhibit-received': collectors,
    'exhibit-refused': collectors,
    'clock-stated': collectors,
    'index-started': workers,
    'index-resumed': workers,
    'authority-requested': [...analysts, ...disclosers],
    'authority-granted': granters,
    'authority-declined': granters,
    'authority-revoked': granters,
    'pair-judged': [...analysts, ...granters],
    'non-mated-measured': [...analysts, ...granters],
    'threshold-allowed': granters,
    'probe-added': analysts,
    'list-created': analysts,
    'list-entry-added': analysts,
    'list-entry-removed': analysts,
    'search-requested': analysts,
    'check-requested': analysts,
    // Not reviewers: a line-up withholds from them what the answer says.
    'search-shown': ['analyst', 'authorising-officer', 'disclosure-officer', 'defence'],
    'lineup-created': analysts,
    'face-shown': reviewers,
    'face-described': reviewers,
    'lineup-opened': reviewers,
    'decision-made': reviewers,
    'lead-corroborated': leaders,
    'lead-actioned': leaders,
    'lead-outcome': leaders,
    'still-exported': [...analysts, ...disclosers],
    'clip-exported': [...analysts, ...disclosers],
    'bundle-exported': disclosers,
    'timestamp-added': disclosers,
    'ledger-exported': reporters,
    'statistics-drawn': reporters,
    'review-dated': [...disclosers, ...collectors],
    'hold-placed': reporters,
    'hold-lifted': reporters,
    'erased': [...disclosers, ...collectors],
};

/** The roles of which the act’s operator needs one; undefined: none does it. A bundle may name as an act what every object has. */
function rolesOf(act) {
    return Object.hasOwn(rolesFor, act) ? rolesFor[act] : undefined;
}

/** Whether these roles may do the act. */
function mayDo(held, act) {
    return rolesOf(act)?.some((role) => held.includes(role)) ?? act === 'case-created';
}

// ==================== electron/core/firstPolicy.ts
/** @file The first policy: what a case demands before its own policy says otherwise. Without schemas, so that verify.mjs can ask it too. */

/** Texts of an authority that a policy can require. */
const authorityFields = ['offence', 'purpose', 'necessity', 'proportionality', 'condition', 'document'];

/** What a new case demands: everything. */
const firstPolicy = {
    version: 1,
    secondPersonGrants: true,
    required: [...authorityFields],
    basisBeforeIndexing: true,
    basis: { condition: null, document: null },
};

// ==================== electron/core/role.ts
/** @file Role: what a member of a case is there for. What each role may do is in duties.ts. */

const words = {
    analyst: 'analyst',
    reviewer: 'reviewer',
    'authorising-officer': 'authorising officer',
    'exhibits-officer': 'exhibits officer',
    'disclosure-officer': 'disclosure officer',
    defence: 'defence',
};

/** Roles as a person reads them: “analyst, reviewer”. */
function roleWords(held) {
    return held.map((role) => words[role]).join(', ');
}

// ==================== electron/bundle/verifierMain.ts
/** @file What runs as verify.mjs: the check of the bundle that the file lies in, or of the folder or zip that is named. */

const USAGE = `node verify.mjs [folder or zip] [--key KEY]

Checks a disclosure bundle: this one, if none is named. KEY is the public key of the case in hexadecimal, as you were given it by another
way. Exit code 0: nothing was found wrong; 1: findings; 2: wrong usage, or
nothing there to check.
`;

async function runVerifier(args) {
    const words = [...args];
    const at = words.indexOf('--key');
    const key = at < 0 ? null : (words.splice(at, 2)[1]?.toLowerCase() ?? '');
    if (words.length > 1 || words.some((word) => word.startsWith('-')) || (key !== null && !/^[0-9a-f]{64}$/.test(key))) {
        process.stderr.write(USAGE);
        return 2;
    }
    const report = await verifyBundle(words[0] ?? dirname(fileURLToPath(import.meta.url)), key, {});
    process.stdout.write(`${reportText(report)}\n`);
    if (report.findings.some(({ code }) => code === 'bundle-missing'))
        return 2;
    return report.findings.length > 0 ? 1 : 0;
}

process.exitCode = await runVerifier(process.argv.slice(2));
