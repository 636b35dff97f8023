/** @file How the tests run: in Node, with real parts, at most two files at a time. Slow ones are named *.slow.test.ts, run like all others, and begin first. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The long files first, then those of the window: at the end both processes have short ones left. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => (moduleId.endsWith('.slow.test.ts') ? 0 : /[\\/]test[\\/]ui[\\/]/.test(moduleId) ? 1 : 2);
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

// Where every process of a run keeps what Node compiled: it halves the time that one takes to start, and the tests start hundreds.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache');

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/once.ts',
    // Native modules are loaded by many files; a process of its own for each file keeps a crash in one from hiding in another.
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    testTimeout: 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 10_000,
    // What is waited for by asking again: a second is too little where both cores are busy.
    expect: { poll: { timeout: 10_000 } },
    passWithNoTests: false,
    allowOnly: false,
  },
});
