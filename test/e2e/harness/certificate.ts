import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** What an https server needs. */
export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

/** A certificate of our own for this machine, made anew each time; `undefined` where there is no openssl. */
export async function makeCertificate(): Promise<Certificate | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), 'telepad-certificate-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name));
  if (!key || !cert) return undefined;
  const order = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2';
  try {
    await promisify(execFile)('openssl', [
      ...order.split(' '),
      ...['-keyout', key, '-out', cert, '-subj', '/CN=127.0.0.1'],
      ...['-addext', 'subjectAltName=IP:127.0.0.1'],
    ]);
    return { key: await readFile(key), cert: await readFile(cert) };
  } catch {
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
