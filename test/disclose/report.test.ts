/** @file The report of a disclosure: says what the record holds and nothing else, in HTML that runs nothing and in PDF that can be read aloud. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Disclosure } from '../../electron/core/disclosure.ts';
import { figure } from '../../electron/core/chance.ts';
import { wallTime } from '../../electron/core/clock.ts';
import type { ReportBlock, ReportDocument, Rich } from '../../electron/engine/disclose/report/document.ts';
import { reportHtml } from '../../electron/engine/disclose/report/html.ts';
import { reportPdf } from '../../electron/engine/disclose/report/pdf.ts';
import { isPlainPng } from '../../electron/engine/disclose/report/png.ts';
import { reportOf } from '../../electron/engine/disclose/report/report.ts';
import { pdfText, withinPages } from '../support/pdfText.ts';
import { emptyDisclosure, exampleDisclosure } from './reportExample.ts';

const png = readFileSync(join(import.meta.dirname, '../../models/selftest/drawn-1a.png'));

/** Markup, an attribute's end, an order turned round, a NUL, half of a character, letters of many scripts, a word longer than any line. */
const hostile = `</td><script>alert(1)</script>" onerror='x' &amp; \u202egnp.\u202c \u0000 \ud800 Łódź Ελλάδα Жук العربية 漢字 😀 javascript:x ${'w'.repeat(400)}`;

/** A block of each kind, with this text wherever there is one. */
function everyBlock(text: string): ReportDocument {
  const rich: Rich = [text, { strong: text }, { code: text }];
  const blocks: ReportBlock[] = [
    { kind: 'facts', rows: [[text, rich]] }, { kind: 'callout', tone: 'caution', title: text, text: [rich] }, { kind: 'contents' }, { kind: 'page-break' }, { kind: 'heading', level: 1, text }, { kind: 'heading', level: 2, text },
    { kind: 'heading', level: 3, text }, { kind: 'paragraph', text: rich }, { kind: 'paragraph', text, tone: 'note' }, { kind: 'list', ordered: true, items: [rich, text] },
    { kind: 'table', title: text, columns: [{ title: text, share: 1 }, { title: 'b', share: 1, align: 'right' }], rows: [[rich, text]] },
    { kind: 'figure', pictures: [{ path: `../${text.slice(0, 20).replaceAll('\ud800', '')}`, alt: text, caption: rich, share: 0.5 }] },
  ];
  return { title: text, kind: text, subtitle: text, reference: text, at: '2026-03-20T10:00:00.000Z', blocks };
}

async function pdfOf(report: ReportDocument, readImage: (path: string) => Promise<Uint8Array | null> = async () => png): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of reportPdf(report, readImage)) parts.push(part);
  return Buffer.concat(parts);
}

/** The texts between the tags of the page's body, in order, as a browser reads them. */
function textNodes(html: string): string[] {
  const named: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
  const body = /<body>(.*)<\/body>/s.exec(html)![1]!;
  return body.split(/<[^>]*>/).map((text) => text.replace(/&[^;]+;/g, (name) => named[name] ?? name)).filter((text) => text.trim() !== '');
}

const said = (disclosure: Disclosure): string => textNodes(reportHtml(reportOf(disclosure))).join(' ');

test('the page has no script, no handler, no address of elsewhere, and its texts are texts, whatever they hold', () => {
  for (const html of [reportHtml(everyBlock(hostile)), reportHtml(reportOf({ ...exampleDisclosure, case: { ...exampleDisclosure.case, name: hostile, reference: hostile } }))]) {
    const tags = html.match(/<[^>]*>/g) ?? [];
    expect(tags.filter((tag) => /^<\/?(script|iframe|object|embed|form|base|link|svg)/i.test(tag))).toEqual([]);
    expect(tags.filter((tag) => /\son\w+\s*=/i.test(tag.replace(/"[^"]*"/g, '""')))).toEqual([]);
    expect(tags.flatMap((tag) => [...tag.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address]) => address)).filter((address) => !/^(#section-\d+|\.\/[^:?#]*)$/.test(address!))).toEqual([]);
    expect(html).not.toMatch(/url\(|@import|<meta http-equiv="refresh"/i);
    expect(html).toContain(`content="default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'"`);
    expect(html).toContain('<html lang="en-GB">');
  }
});

test('every text of the page is the text that it was given, with what cannot be seen made visible', () => {
  const shown = hostile.replace('\u202e', '\\u{202e}').replace('\u202c', '\\u{202c}').replace('\u0000', '\\u{0}').replace('\ud800', '\\u{d800}');
  const nodes = textNodes(reportHtml(everyBlock(hostile)));
  expect(nodes.filter((text) => text !== shown && text.trim() !== 'Contents' && text !== 'b')).toEqual([]);
  expect(nodes.length).toBe(34);
});

test('the same report gives the same bytes, and another report others', async () => {
  const report = reportOf(exampleDisclosure);
  const once = await pdfOf(report);
  expect(once.equals(await pdfOf(report))).toBe(true);
  const small = everyBlock('x');
  expect((await pdfOf(small)).equals(await pdfOf({ ...small, at: '2026-03-20T10:00:01.000Z' }))).toBe(false);
  expect(reportHtml(report)).toBe(reportHtml(reportOf(structuredClone(exampleDisclosure))));
});

/** Drawing on the pages that is neither in the structure nor marked as ornament. */
function unmarked(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  const contents = [...text.matchAll(/\/Length (\d+)\n(?:\/Filter \/FlateDecode\n)?>>\nstream\n/g)].flatMap((found) => {
    const from = found.index + found[0].length;
    try {
      return [inflateSync(pdf.subarray(from, from + Number(found[1]))).toString('latin1')];
    } catch {
      return [];
    }
  });
  const pages = contents.filter((content) => content.includes('BDC'));
  if (pages.length === 0) throw new Error('no page was found');
  return pages.flatMap((page) => {
    let depth = 0;
    return page.split('\n').filter((line) => {
      if (/ (BDC|BMC)$/.test(line)) depth++;
      if (line === 'EMC') depth--;
      return depth === 0 && /(\bTJ| Do|\bf\*?|\bS)$/.test(line);
    });
  });
}

test('the document is tagged: language, title, headings, tables with heads, alternatives for pictures, and nothing outside of the structure', async () => {
  const pdf = await pdfOf(reportOf(exampleDisclosure));
  const text = pdf.toString('latin1');
  expect(['/StructTreeRoot', '/Marked true', '/Lang (en-GB)', '/DisplayDocTitle true', '/Title', '(D:20260320100000Z)'].filter((each) => !text.includes(each))).toEqual([]);
  const counts = Object.fromEntries(['H1', 'H2', 'H3', 'Table', 'TH', 'TD', 'Figure', 'L', 'LI', 'TOC', 'TOCI', 'Caption'].map((tag) => [tag, text.split(`/S /${tag}\n`).length - 1]));
  expect(counts).toMatchObject({ H1: 1, H2: 14, Figure: 5, TOC: 1, TOCI: 14 });
  expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
  expect(text.split('/Scope /Column').length).toBeGreaterThan(20);
  expect(text.split('/Alt (').length - 1).toBe(5);
  expect(unmarked(pdf)).toEqual([]);
  expect(text).not.toMatch(/\/(JavaScript|JS|URI|Launch|OpenAction|EmbeddedFiles|AA)\b/);
});

test('what the document says can be copied out of it, and both renderings say the same', async () => {
  const report = reportOf(exampleDisclosure);
  const text = pdfText(await pdfOf(report));
  if (text === null) return;
  const letters = (all: string): string => all.normalize('NFKC').replace(/\s+/g, '');
  const pages = letters(withinPages(text, (line) => line.startsWith('Case R-2026-114 · Search S-1')));
  const lost = textNodes(reportHtml(report)).map(letters).filter((node) => !pages.includes(node));
  expect(lost).toEqual([]);
  expect(text).toMatch(/Page 3 of \d+/);
  expect(text).toContain('Case R-2026-114 · Search S-1');
});

test('hostile texts, a missing picture and one that is no picture leave a document that can be read', async () => {
  for (const image of [null, png.subarray(0, 400)]) {
    const report = everyBlock(hostile);
    const pdf = await pdfOf({ ...report, blocks: [...report.blocks, { kind: 'paragraph', text: 'W'.repeat(10_000) }] }, async () => image);
    expect(pdf.subarray(-6).toString()).toContain('%%EOF');
    const text = pdfText(pdf);
    if (text === null) continue;
    expect(text.split('W').length - 1).toBeGreaterThanOrEqual(10_000);
    expect(['\\u{202e}', '[U+0639]', '[U+1F600]', '\\u{0}', 'Ελλάδα', 'Жук', 'This picture could not be shown.'].filter((each) => !text.includes(each))).toEqual([]);
  }
});

test('only whole and plain pictures go into the document; of each other kind, and of each byte of the pixels changed, it is said that it cannot be shown', async () => {
  const raw = { raw: { width: 4, height: 3, channels: 4 as const } };
  const rgba = sharp(Buffer.alloc(48, 200), raw);
  const plain = await rgba.clone().removeAlpha().png().toBuffer();
  const others = await Promise.all([rgba.clone().png().toBuffer(), rgba.clone().removeAlpha().png({ progressive: true }).toBuffer(), rgba.clone().removeAlpha().png({ palette: true }).toBuffer(), rgba.clone().removeAlpha().jpeg().toBuffer()]);
  expect([plain, png].map(isPlainPng)).toEqual([true, true]);
  expect(others.map(isPlainPng)).toEqual([false, false, false, false]);
  const data = plain.indexOf('IDAT') + 4;
  const length = plain.readUInt32BE(data - 8);
  const broken = Array.from({ length }, (_, i) => Buffer.concat([plain.subarray(0, data + i), Buffer.from([plain[data + i]! ^ 0x55]), plain.subarray(data + i + 1)]));
  expect(broken.filter((each, i) => isPlainPng(each) && !(i < 2))).toEqual([]);
  const wide = Buffer.from(plain);
  wide.writeUInt32BE(2 ** 31, 16);
  expect([wide, Buffer.alloc(0), plain.subarray(0, -13)].map(isPlainPng)).toEqual([false, false, false]);
  const pictures = await Promise.all([plain, ...others].map(async (each) => (await pdfOf(everyBlock('x'), async () => each)).toString('latin1').split('/Subtype /Image').length - 1));
  expect(pictures).toEqual([1, 0, 0, 0, 0]);
});

test('a picture that cannot be fetched ends the reading with its reason', async () => {
  await expect(pdfOf(everyBlock('x'), () => Promise.reject(new Error('the disk is gone')))).rejects.toThrow('the disk is gone');
});

/** Every value below this one that passes, with the text of each. */
function leaves(value: unknown): (string | number)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? [...(Array.isArray(value) ? [value.length] : []), ...Object.values(value).flatMap(leaves)] : [];
}

const numerals = (text: string): string[] => text.replace(/(\d),(?=\d{3})/g, '$1').match(/\d+(?:\.\d+)?/g) ?? [];

test('every number in the report is one of the disclosure, or one that no disclosure changes', () => {
  const known = new Set<string>();
  for (const leaf of leaves(exampleDisclosure)) {
    for (const text of typeof leaf === 'number' ? [0, 2, 4].map((digits) => leaf.toFixed(digits)).concat(String(leaf), String(leaf / 1000), (leaf * 100).toFixed(0), figure(leaf)) : [leaf]) for (const each of numerals(text)) known.add(each).add(String(Number(each)));
    if (typeof leaf === 'string' && /^\d+$/.test(leaf)) known.add(String(Number(leaf) / 1e6));
  }
  for (const { footage } of exampleDisclosure.exhibits.flatMap((each) => each.footage)) {
    for (const leaf of leaves(exampleDisclosure)) if (typeof leaf === 'string' && /^\d+$/.test(leaf)) for (const each of numerals(wallTime(BigInt(leaf), footage)?.utc ?? '')) known.add(each).add(String(Number(each)));
  }
  known.add(String(exampleDisclosure.entries.total - exampleDisclosure.entries.disclosed));
  // Acts and judgments that the report cites, and what stands in the report of a bundle that holds nothing, come from no disclosure.
  for (const cited of ['2018', '2009', '1876']) known.add(cited);
  const fixed = new Set(numerals(said({ ...emptyDisclosure, searches: [], members: [], entries: { total: 0, disclosed: 0 } })));
  const untraced = [...new Set(numerals(said(exampleDisclosure)))].filter((each) => !known.has(each) && !known.has(String(Number(each))) && !fixed.has(each));
  process.stdout.write(`${numerals(said(exampleDisclosure)).length} numbers in the report, ${untraced.length} of them from nowhere\n`);
  expect(untraced).toEqual([]);
});

test('what people wrote in the record is in the report word for word', () => {
  const text = said(exampleDisclosure);
  const unsaid = leaves({ ...exampleDisclosure, searches: exampleDisclosure.searches.map((search) => ({ ...search, pack: { title: search.pack.title, notes: search.pack.notes }, request: { warnings: search.request.warnings } })) })
    .filter((leaf): leaf is string => typeof leaf === 'string' && leaf.includes(' ') && !leaf.startsWith('/evidence/'))
    .filter((leaf) => !text.includes(leaf));
  expect(unsaid).toEqual([]);
});

test('what was not measured, not decided and not found is said and not left out', () => {
  const full = said(exampleDisclosure);
  expect(full.split('Not measured.').length - 1).toBeGreaterThanOrEqual(5);
  for (const sentence of ['a lead, not an identification', 'The reviewers disagree', 'R v Atkins [2009] EWCA Crim 1876', 'What may not be blurred', 'Not found when this bundle was made.', '61 when this bundle was made, 38 disclosed, 23 hidden']) expect(full).toContain(sentence);
  const empty = said(emptyDisclosure);
  for (const sentence of ['The search was stopped on 17 March 2026, 10:15:03 UTC and gave no answer.', 'No decision was recorded', 'No line-up was made.', 'No picture from the footage is in this bundle.', 'Nobody was named.', 'was erased since', 'That does not mean that there is nothing.']) expect(empty).toContain(sentence);
  expect(full).not.toMatch(/\d+(\.\d+)? ?% (certain|sure|probab|likely|match)/i);
});

test('a search without any candidate says so', () => {
  const [search] = exampleDisclosure.searches;
  const result = { ...search!.result!, answers: search!.result!.answers.map((answer) => ({ ...answer, candidates: [] })) };
  const text = said({ ...exampleDisclosure, searches: [{ ...search!, result, pictures: [], withoutPictures: [], lineups: [], leads: [] }] });
  expect(text).toContain('No candidate was found.');
  expect(text).toContain('Compared without any candidate: JB/1, camera ENTRANCE; JB/2, camera SHOP.');
});

test('what several searches share is said once, and the list of a processed picture is held against that of its original', () => {
  const [first] = exampleDisclosure.searches;
  const answer = first!.result!.answers[0]!;
  const original = { ...answer, role: 'original' as const, candidates: answer.candidates.slice(0, 2), erased: [{ rank: 3, digest: answer.digest }] };
  const second = { ...first!, id: 'S-2', result: { ...first!.result!, answers: [answer, original], difference: { both: 2, onlyProcessed: [answer.candidates[2]!.trackId], onlyOriginal: [], largestMove: 1 } } };
  const text = said({ ...exampleDisclosure, searches: [first!, second] });
  for (const sentence of ['Authority A-1, the same as for search S-1 above.', 'As for search S-1 above.', '1 candidate was erased after the search (rank 3).', 'What processing the picture changed', 'search/S-2/candidates-2.jsonl']) expect(text).toContain(sentence);
  expect(text.split(first!.authority.necessity!).length - 1).toBe(1);
});
