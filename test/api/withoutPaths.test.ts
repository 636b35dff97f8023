/** @file No path reaches the window, whichever sentence tells of it: expected failures, findings, refusals. */
import { expect, test } from 'vitest';
import { openDispatch } from '../../electron/api/dispatch.ts';
import { withoutPaths } from '../../electron/api/withoutPaths.ts';
import { Failure } from '../../electron/core/failure.ts';

test('of a path only its last name is left, and what is no path stays', () => {
  const said: readonly (readonly [string, string])[] = [
    [new Failure('file-exists', { file: '/home/o\'neil/Case work/bundle 1' }).message, 'The file “bundle 1” exists already and is not overwritten.'],
    [new Failure('file-exists', { file: 'C:\\Users\\O Neil\\bundle' }).message, 'The file “bundle” exists already and is not overwritten.'],
    [new Failure('case-missing', { folder: '\\\\server\\share\\case\\' }).message, 'There is no case in the folder “case\\”; make one with “case create”.'],
    [new Failure('file-unwritable', { file: '/a/b.txt', reason: "EACCES: permission denied, open '/a b/c d/.b.part'" }).message, "The file “b.txt” cannot be written: EACCES: permission denied, open '.b.part'. Nothing was recorded."],
    ['ffmpeg: /media/disk/yard.avi: Invalid data', 'ffmpeg: yard.avi: Invalid data'],
    ['Exhibit JB/1 of 3/4, camera “Yard/2”, 704 x 576.', 'Exhibit JB/1 of 3/4, camera “Yard/2”, 704 x 576.'],
    ['The bundle has no file “data/search/S-1/x.f32”.', 'The bundle has no file “data/search/S-1/x.f32”.'],
  ];
  expect(said.map(([sentence]) => withoutPaths(sentence))).toEqual(said.map(([, expected]) => expected));
});

test('dispatch tells a window of files by their names, in failures and in findings', async () => {
  const dispatch = openDispatch({
    async openCase() {
      throw new Failure('case-missing', { folder: '/secret/place/case' });
    },
    async replayBundle() {
      return { stages: [], firstDifference: null, findings: [{ code: 'replay-frame', message: new Failure('footage-empty', { path: '/secret/place/yard.avi' }).message }] };
    },
  }, {}, { onBug: () => undefined, whoIsIn: () => null });
  const failed = await dispatch.call('openCase', { fileId: 'f' });
  const told = await dispatch.call('replayBundle', { fileId: 'f', footageId: null, search: null });
  expect([failed, told]).toEqual([
    { ok: false, error: { code: 'case-missing', message: 'There is no case in the folder “case”; make one with “case create”.' } },
    { ok: true, value: { stages: [], firstDifference: null, findings: [{ code: 'replay-frame', message: 'The file “yard.avi” is empty.' }] } },
  ]);
});
