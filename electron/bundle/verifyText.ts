/** @file VERIFY.txt: how to check a bundle with tools that are on most machines, and what each check does and does not show. */
import type { LedgerPart } from './ledgerPart.ts';

/** The text for a bundle with this ledger part, signed under this name. Lines that begin with four spaces and a dollar are commands. */
export function verifyText(signer: string, { earlier, timestamps }: Pick<LedgerPart, 'earlier' | 'timestamps'>): string {
  return [intro, files, signature(signer), checkpoint, ...(timestamps.size > 0 ? [stamps([...timestamps.keys()], earlier.map(({ size }) => size))] : []), rest].join('\n');
}

const intro = `HOW TO CHECK THIS BUNDLE

Do this on a copy, in a shell (Linux, macOS, or Git Bash on Windows), from the folder that holds this file. Nothing here needs a
network, and nothing is written into the folder. Lines that begin with a dollar are commands; "openssl" is version 3 or later.

The quick way, with Node 20.15 or later from nodejs.org:

    $ node verify.mjs

It is one plain file without dependencies, so that it can be read before it is run. It does everything below and more, and lists every
fault it finds. It came with the bundle, so a forger could have changed it too: compare it with one from another source, or use the
commands that follow.
`;

const files = `1. THE FILES ARE THE ONES THAT WERE LISTED

    $ sha256sum -c --strict --quiet tagmanifest-sha256.txt
    $ sha256sum -c --strict --quiet manifest-sha256.txt

Silence means that every listed file is there and unchanged (on a Mac without sha256sum: "shasum -a 256" in its place). It does not show
files that were added: the next two commands, which must print nothing, do.

    $ find . -type f ! -name 'tagmanifest-sha256.txt*' | cut -c3- | sort > "\${TMPDIR:-/tmp}/retrace-found"; cut -c67- manifest-sha256.txt tagmanifest-sha256.txt | sort | diff - "\${TMPDIR:-/tmp}/retrace-found"
    $ find . ! -type f ! -type d
`;

const signature = (signer: string): string => `2. THE LIST IS SIGNED

    $ ssh-keygen -Y verify -f allowed_signers -I ${signer} -n retrace-bundle -s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt

"Good signature" names the key of the person who made the bundle. It shows that nothing was changed since that key signed. It does not
show whose key it is: anybody can make a key and write a name beside it. Compare the fingerprint that it prints with one that you were
given by another way.
`;

const checkpoint = `3. THE LEDGER'S HEAD IS SIGNED WITH THE KEY OF THE CASE

    $ sed '/^$/,$d' ledger/checkpoint.txt > "\${TMPDIR:-/tmp}/retrace-text"
    $ tail -n 1 ledger/checkpoint.txt | cut -d ' ' -f 3 | base64 -d | tail -c 64 > "\${TMPDIR:-/tmp}/retrace-signature"
    $ openssl pkeyutl -verify -pubin -inkey ledger/case-key.pub -rawin -in "\${TMPDIR:-/tmp}/retrace-text" -sigfile "\${TMPDIR:-/tmp}/retrace-signature"

The second line of ledger/checkpoint.txt is the number of entries in the ledger of the case, the third the root of a Merkle tree over
all of them (RFC 6962; the format is c2sp.org/tlog-checkpoint). The key of the case in hexadecimal, to compare with the one that you were given:

    $ openssl pkey -pubin -in ledger/case-key.pub -outform DER | tail -c 32 | od -An -v -tx1 | tr -d ' \\n'; echo

Whoever holds that key could have written the whole ledger anew before signing. What speaks against it is an earlier checkpoint in the
hands of somebody else, or a time stamp: see ledger/earlier and ledger/timestamps, if they are there.
`;

function stamps(stamped: readonly number[], earlier: readonly number[]): string {
  const commands = stamped.map((size) => `    $ openssl ts -verify -in ledger/timestamps/${size}.tsr -data ledger/${earlier.includes(size) ? `earlier/${size}.txt` : 'checkpoint.txt'} -CAfile "$AUTHORITY"`);
  return `4. TIME STAMPS

Put the certificate of the time stamping authority, from the authority itself, into a file and name it in AUTHORITY. Then:

${commands.join('\n')}

"Verification: OK" shows that the checkpoint existed at the time that the authority states ("openssl ts -reply -text -in ..." prints
it), and with it every entry before it. It shows nothing about whether the entries are true.
`;
}

const rest = `WHAT ONLY verify.mjs OR "retrace verify" DOES

- each line of ledger/entries.jsonl is an entry with the proof that it is in the tree under the checkpoint (RFC 9162, 2.1.3.2);
- each act of a person is signed by the key that it names, and that key was a member of the case at that moment, as far as entries
  about members are disclosed;
- the entry that records this bundle names the SHA-256 of manifest-sha256.txt;
- what data/disclosure.json and the files it names say of searches, candidates and probes is what the entries recorded.

WHAT NO CHECK SHOWS

- that what an entry says is true, or that a candidate is a certain person: a candidate is a lead and nothing more;
- what the entries say that are not disclosed. They are counted, and none can be changed or left out later without notice. One of
  them could be a further search, or the removal of a member, that should have been disclosed: only the whole ledger shows
  that there is none ("retrace ledger export" writes it);
- that report.html and report.pdf say what data/disclosure.json says, that no doubt was left out of data/undermining.json, and that a
  picture shows what it is said to show: they are the exporter's, who signed for them. "retrace replay" with the original footage decodes the frames again;
- that an operator is one person: somebody who was made a member twice, under two names, has two keys.
`;
