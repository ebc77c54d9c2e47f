import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificates {
  /** File of the authority's certificate, PEM. */
  readonly authority: string;
  /** Arguments of a server on this machine that has a certificate of this authority. */
  readonly args: readonly string[];
}

/** An authority of its own and a server's certificate, made by openssl, for a day. */
export function makeCertificates(folder: string, name: string): Certificates {
  const file = (suffix: string) => join(folder, `${name}${suffix}`);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const [authority, authorityKey] = [file('-ca.pem'), file('-ca.key')];
  openssl(
    ...['req', '-x509', ...newKey, '-days', '1', '-subj', `/CN=authority ${name}`],
    ...['-keyout', authorityKey, '-out', authority],
  );
  const [certificate, key, request, names] = [file('.pem'), file('.key'), file('.csr'), file('.ext')];
  openssl('req', ...newKey, '-subj', '/CN=nats', '-keyout', key, '-out', request);
  writeFileSync(names, 'subjectAltName = IP:127.0.0.1\n');
  openssl(
    ...['x509', '-req', '-in', request, '-CA', authority, '-CAkey', authorityKey, '-CAcreateserial'],
    ...['-days', '1', '-extfile', names, '-out', certificate],
  );
  return { authority, args: ['--tls', '--tlscert', certificate, '--tlskey', key] };
}

export function haveOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('openssl is not present: TLS between servers and workers is not tried.');
    return false;
  }
}
