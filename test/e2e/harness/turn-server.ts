import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findTurnServer } from '../../../scripts/setup.mjs';

const loopback = '127.0.0.1';
const readyWithinMs = 10_000;

export type TurnTransport = 'udp' | 'tcp' | 'tls';

export interface TurnServerOptions {
  /** Also listens for TLS, with a certificate of its own making; needs `openssl`. Default false. */
  readonly tls?: boolean;
  /** Takes this one user, whose password is made up. Default `telepad`. */
  readonly username?: string;
}

interface IceServerRow {
  readonly urls: string;
  readonly username: string;
  readonly credential: string;
}

/** A real coturn on loopback, on free ports, with long-term credentials that are made up at each start. */
export interface TurnServer {
  readonly username: string;
  readonly credential: string;
  /** As tickets carry it. */
  iceServer(transport: TurnTransport): IceServerRow;
  /** What Chromium wants to be told to trust the certificate: base64 of the SHA-256 of its public key. */
  readonly certificatePin: string | undefined;
  /** What coturn said so far. */
  readonly log: () => string;
  /** Ends the process and takes away its files. Safe to call twice. */
  stop(): Promise<void>;
}

/** Why there is no TURN server to be had; undefined when there is one. */
export const whyNoTurnServer =
  findTurnServer() === undefined
    ? 'There is no turnserver: install coturn (Debian: apt-get install coturn), without starting it as a service.'
    : undefined;

/** Why it cannot be reached over TLS; undefined when it can. */
export const whyNoTls =
  spawnSync('openssl', ['version']).status === 0
    ? undefined
    : 'There is no openssl, which makes the TURN server’s certificate: install openssl.';

/** @throws Error when there is no coturn, or when it does not answer in time */
export async function startTurnServer(options: TurnServerOptions = {}): Promise<TurnServer> {
  const executable = findTurnServer();
  if (executable === undefined) throw new Error(whyNoTurnServer);
  const folder = await mkdtemp(path.join(tmpdir(), 'telepad-turn-'));
  const username = options.username ?? 'telepad';
  const credential = randomBytes(12).toString('hex');
  const [port, tlsPort] = [await freePort(), await freePort()];
  const certificatePin = options.tls ? makeCertificate(folder) : undefined;
  const configuration = [
    `listening-ip=${loopback}`,
    `listening-port=${port}`,
    `tls-listening-port=${tlsPort}`,
    `relay-ip=${loopback}`,
    // The phone, and what it sends, is on loopback as well.
    'allow-loopback-peers',
    'no-cli',
    'no-dtls',
    ...(options.tls
      ? [`cert=${path.join(folder, 'cert.pem')}`, `pkey=${path.join(folder, 'key.pem')}`]
      : ['no-tls']),
    'fingerprint',
    'lt-cred-mech',
    'realm=telepad.test',
    `user=${username}:${credential}`,
    `userdb=${path.join(folder, 'users')}`,
    `pidfile=${path.join(folder, 'pid')}`,
    'log-file=stdout',
    'simple-log',
    'verbose',
  ];
  const file = path.join(folder, 'turnserver.conf');
  await writeFile(file, `${configuration.join('\n')}\n`, { mode: 0o600 });

  const child = spawn(executable, ['-c', file], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answersStun(port, child);
  } catch (error) {
    await stop();
    throw new Error(`coturn did not start:\n${output}`, { cause: error });
  }
  const urls = {
    udp: `turn:${loopback}:${port}?transport=udp`,
    tcp: `turn:${loopback}:${port}?transport=tcp`,
    tls: `turns:${loopback}:${tlsPort}?transport=tcp`,
  };
  return {
    username,
    credential,
    certificatePin,
    iceServer: (transport) => ({ urls: urls[transport], username, credential }),
    log: () => output,
    stop,
  };
}

/** Free for UDP and for TCP just now. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, loopback);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A self-signed certificate for the loopback address, good for a day. */
function makeCertificate(folder: string): string {
  const run = (command: string) => {
    const { status, stdout } = spawnSync('openssl', command.split(' '), { cwd: folder });
    if (status !== 0) throw new Error(`openssl failed: ${command}`);
    return stdout;
  };
  run(
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem -days 1 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1',
  );
  run('x509 -in cert.pem -pubkey -noout -out public.pem');
  run('pkey -pubin -in public.pem -outform der -out public.der');
  return run('dgst -sha256 -binary public.der').toString('base64');
}

/** Asks with STUN binding requests (RFC 8489) until one is answered. */
async function answersStun(port: number, child: ChildProcess): Promise<void> {
  const request = Buffer.concat([Buffer.from('000100002112a442', 'hex'), randomBytes(12)]);
  const socket = createSocket('udp4');
  const asking = setInterval(() => socket.send(request, port, loopback), 25);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('message', () => resolve());
      socket.on('error', () => {});
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`It ended with ${code}.`)));
      setTimeout(() => reject(new Error('It does not answer.')), readyWithinMs).unref();
    });
  } finally {
    clearInterval(asking);
    socket.close();
  }
}
