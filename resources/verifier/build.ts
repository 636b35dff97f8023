/** @file `npm run verifier`: writes verify.mjs, the check of a bundle as one plain file that an expert can read, from the modules that `retrace verify` runs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifierSource } from './oneFile.ts';

const file = join(import.meta.dirname, 'verify.mjs');
writeFileSync(file, verifierSource());
process.stdout.write(`${file}\n`);
