/** @file `npm run licences`: writes the list of everything that others made. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thirdPartyList } from './listing.ts';

const file = join(import.meta.dirname, 'THIRD-PARTY.md');
writeFileSync(file, thirdPartyList());
process.stdout.write(`${file}\n`);
