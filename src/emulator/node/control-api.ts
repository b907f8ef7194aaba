import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { asObject, type JsonObject, parseJson } from '../../core/json.js';
import type { EmulatorFaults } from '../../core/ports/emulator.js';
import { changeFaults } from './faults.js';
import { listen, loopback, stopListening } from './listen.js';
import { changePhone } from './phone-changes.js';
import type { PhoneHandle } from './phone-handle.js';
import { readBody } from './read-body.js';

export interface ControlApiOptions {
  readonly phones: ReadonlyMap<string, PhoneHandle>;
  readonly faults: EmulatorFaults;
  /** Whether media passes through a relay. */
  readonly isImpairable: boolean;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const maxBodyBytes = 64 * 1024;

/**
 * A small HTTP API on loopback to look into the phones and to switch faults:
 *
 * - `GET /phones`, `GET /phones/{id}`, `POST /phones/{id}` with any of `{online, tone, frameRate, network,
 *   appMessage, reset, kick, dropSignalling, expireTokens, offerAgain, restart}`, `POST /phones/{id}/kick`, `POST /phones/{id}/drop-signalling` with `{closeFrame?}`
 * - `GET /faults`, `POST /faults` with some of the faults
 *
 * Only pages of this machine may call it, and only under a name of this machine: a page of the internet could
 * otherwise reach it through the user's browser, directly or by DNS rebinding.
 */
export class ControlApi {
  readonly #options: ControlApiOptions;
  readonly #server: Server;
  #port = 0;

  constructor(options: ControlApiOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.on('clientError', (_error, socket) => socket.destroy());
  }

  get url(): string {
    return `http://${loopback}:${this.#port}`;
  }

  /** @throws TelepadError `configuration_invalid` */
  async listen(port: number): Promise<void> {
    this.#port = await listen(this.#server, port, 'its control API');
  }

  close(): Promise<void> {
    return stopListening(this.#server);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { status, body } = await this.#handle(request);
      const origin = request.headers.origin;
      response.writeHead(status, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        vary: 'origin',
        ...(origin !== undefined &&
          status !== 403 && {
            'access-control-allow-origin': origin,
            'access-control-allow-headers': 'content-type',
          }),
      });
      response.end(`${JSON.stringify(body)}\n`);
    } catch {
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    }
  }

  async #handle(request: IncomingMessage): Promise<Answer> {
    const { host, origin } = request.headers;
    if (!isLoopbackHost(host) || (origin !== undefined && !isLoopbackOrigin(origin))) {
      return problem(403, 'Only this machine may use the control API: call it as 127.0.0.1.');
    }
    if (request.method === 'OPTIONS') return { status: 200, body: {} };
    const text = await readBody(request, maxBodyBytes);
    if (text === undefined) return problem(413, 'The body is longer than 64 kB.');
    const body = text === '' ? {} : asObject(parseJson(text));
    if (!body) return problem(400, 'The body must be a JSON object, or empty.');
    const [path = '/'] = (request.url ?? '/').split('?');
    return this.#route(request.method ?? 'GET', path, body);
  }

  #route(method: string, path: string, body: JsonObject): Answer {
    const [, top, id, action, ...rest] = path.replace(/\/$/, '').split('/');
    if (rest.length > 0) return notFound;
    if (top === 'faults' && id === undefined) return this.#faults(method, body);
    if (top !== 'phones') return notFound;
    const { phones } = this.#options;
    if (id === undefined) {
      return method === 'GET'
        ? ok({ phones: [...phones.values()].map((phone) => phone.state()) })
        : wrongMethod;
    }
    const phone = phones.get(id);
    if (!phone) return problem(404, `There is no such phone, only ${[...phones.keys()]}.`);
    return this.#phone(method, phone, action, body);
  }

  #faults(method: string, body: JsonObject): Answer {
    const { faults, isImpairable } = this.#options;
    if (method !== 'GET' && method !== 'POST') return wrongMethod;
    const wrong = method === 'POST' ? changeFaults(faults, body, isImpairable) : undefined;
    return wrong ? problem(400, wrong) : ok(faults);
  }

  #phone(method: string, phone: PhoneHandle, action: string | undefined, body: JsonObject): Answer {
    const changes = changesOf(action, body);
    if (!changes) return notFound;
    if (method !== 'POST' && (method !== 'GET' || action !== undefined)) return wrongMethod;
    const wrong = method === 'POST' ? changePhone(phone, changes) : undefined;
    return wrong ? problem(400, wrong) : ok(phone.state());
  }
}

/** `POST /phones/{id}/kick` is `POST /phones/{id}` with `{"kick": true}`, and so on. */
function changesOf(action: string | undefined, body: JsonObject): JsonObject | undefined {
  if (action === undefined) return body;
  if (action === 'kick') return { ...body, kick: true };
  return action === 'drop-signalling' ? { ...body, dropSignalling: true } : undefined;
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function problem(status: number, message: string): Answer {
  return { status, body: { error: { message } } };
}

const notFound = problem(
  404,
  'There are /phones, /phones/{id}, /phones/{id}/kick, /phones/{id}/drop-signalling and /faults.',
);
const wrongMethod = problem(405, 'GET reads and POST changes, where there is something to.');

function isLoopbackHost(host: string | undefined): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host ?? '');
}

function isLoopbackOrigin(origin: string): boolean {
  const [, host] = /^https?:\/\/(.+)$/i.exec(origin) ?? [];
  return isLoopbackHost(host);
}
