/** @file Loaded before every entry point (node --import): a Node that cannot run this program gets one sentence instead of a crash. */
if (!process.features.typescript) {
  process.stderr.write(
    `Retrace needs Node 22.18 or later, and this is ${process.versions.node}. ` +
      'On Linux and Windows “npm ci” brings the right one: start it through npm (“npm start”, “npm run -s retrace -- <command>”); on a Mac install a newer Node.\n',
  );
  process.exit(2);
}
