/** @file How the tests run: in Node, with real parts, at most two files at a time. Slow ones are named *.slow.test.ts and run like all others. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/once.ts',
    // Native modules are loaded by many files; a process of its own for each file keeps a crash in one from hiding in another.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 10_000,
    // What is waited for by asking again: a second is too little where both cores are busy.
    expect: { poll: { timeout: 10_000 } },
    passWithNoTests: false,
    allowOnly: false,
  },
});
