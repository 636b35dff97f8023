/** @file Loaded before every entry point (node --import): a Node that cannot run this program gets one sentence instead of a crash, and one that can starts sooner the next time. */
import module from 'node:module';
import { join } from 'node:path';

if (!process.features.typescript) {
  process.stderr.write(
    `Retrace needs Node 22.18 or later, and this is ${process.versions.node}. ` +
      'On Linux and Windows “npm ci” brings the right one: start it through npm (“npm start”, “npm run -s retrace -- <command>”); on a Mac install a newer Node.\n',
  );
  process.exit(2);
}
// Compiled modules are kept where whoever can write could write the program itself, and for the processes that this one starts, too. Where that cannot be written, nothing is kept.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '../node_modules/.cache/retrace');
module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
