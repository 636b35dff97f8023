/** @file A time stamping authority (RFC 3161) of one's own, as `openssl ts` can be one. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether this machine can be one. */
export function hasOpenssl(): boolean {
  return spawnSync('sh', ['-c', 'command -v openssl']).status === 0;
}

/** Made in a folder that is not there yet. `certificate` is its file; `reply` answers a request (DER). */
export function makeAuthority(at: string): { readonly certificate: string; reply(request: Uint8Array): Buffer } {
  mkdirSync(at);
  const run = (...args: string[]): void => {
    const { status, stderr } = spawnSync('openssl', args, { cwd: at, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
  };
  writeFileSync(join(at, 'extensions'), 'extendedKeyUsage=critical,timeStamping\n');
  writeFileSync(join(at, 'serial'), '01\n');
  writeFileSync(join(at, 'tsa.cnf'), '[tsa]\ndefault_tsa=own\n[own]\nserial=serial\nsigner_cert=tsa.pem\ncerts=ca.pem\nsigner_key=tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\n');
  run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Authority', '-days', '30');
  run('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/CN=Stamps');
  run('x509', '-req', '-in', 'tsa.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'tsa.pem', '-extfile', 'extensions', '-days', '30');
  return {
    certificate: join(at, 'ca.pem'),
    reply(request) {
      writeFileSync(join(at, 'request'), request);
      run('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'request', '-out', 'reply');
      return readFileSync(join(at, 'reply'));
    },
  };
}
