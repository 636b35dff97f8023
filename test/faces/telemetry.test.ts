/** @file Nothing is reported to anybody: what the face runtime's telemetry would leave in a home folder is not there after faces were looked for. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

let home: string;
beforeAll(async () => { home = await mkdtemp(join(tmpdir(), 'retrace-home-')); });
afterAll(() => rm(home, { recursive: true }));

test('opening a pack and its self-test leave nothing in the home folder and say nothing of telemetry', async () => {
  // A build server's variables would switch it off by themselves.
  const { CI: _ci, ORT_DISABLE_TELEMETRY: _off, XDG_CACHE_HOME: _cache, ...env } = process.env;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, '../../electron/cli.ts'), 'pack', 'verify', 'blazeface-dlib', '--json'], {
    env: { ...env, HOME: home, RETRACE_HOME: join(home, 'retrace') },
  });
  expect(JSON.parse(stdout)).toMatchObject({ findings: [], selfTest: { passed: true } });
  expect(stderr).not.toMatch(/telemetry/i);
  expect((await readdir(home, { recursive: true })).filter((name) => /microsoft|onnx|deviceid/i.test(name))).toEqual([]);
});
