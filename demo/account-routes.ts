import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ExpiringRecord } from './expiring-records.js';
import { isLoopback } from './loopback.js';
import type { Person } from './people.js';
import type { Share, Visitors } from './visitors.js';

/** Why a request is refused; the message is for the person at the page. */
class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const maxBodyBytes = 1024;

type Fields = Readonly<Record<string, unknown>>;

interface Answer {
  readonly body?: unknown;
  readonly cookie?: string;
}

/**
 * Sign-in and sharing, below `/account`:
 *
 * | route | body | answer |
 * |---|---|---|
 * | `GET /account` | | who is signed in, who may, and the links that are shared |
 * | `POST /account/sign-in` | `{person}` | as `GET /account` |
 * | `POST /account/sign-out` | `{}` | 204 |
 * | `POST /account/share` | `{phoneId, vendor}` | the link |
 * | `POST /account/revoke` | `{share}` | 204 |
 * | `POST /account/watch` | `{share}` | the phone, and where the broker is for who watches it |
 *
 * A `POST` must come from a page of this server and be JSON: no other site can make a browser send such a one.
 */
export function createAccountRoutes(visitors: Visitors): RequestListener {
  const requirePerson = ({ headers }: IncomingMessage): Person => {
    const person = visitors.signedIn(headers.cookie);
    if (!person) throw new Refusal(401, 'Sign in first.');
    return person;
  };

  const tell = (person: Person | undefined): Answer => ({
    body: {
      person: person ? describePerson(person) : null,
      people: visitors.people.map(describePerson),
      shares: person ? visitors.sharesOf(person).map(describeShare) : [],
    },
  });

  const posts: Readonly<Record<string, (fields: Fields, request: IncomingMessage) => Answer>> = {
    '/account/sign-in'({ person }, { headers }) {
      const admission = visitors.signIn(readText(person), headers.cookie);
      if (!admission) throw new Refusal(404, 'Nobody of this name can sign in.');
      return { ...tell(admission.told), cookie: admission.cookie };
    },
    '/account/sign-out': (_fields, { headers }) => ({ cookie: visitors.signOut(headers.cookie) }),
    '/account/share'({ phoneId, vendor }, request) {
      const person = requirePerson(request);
      const phone = { phoneId: readText(phoneId), vendor: readText(vendor) };
      const share = visitors.share(person, phone);
      if (!share) throw new Refusal(403, 'Only who may control a phone can share it.');
      return { body: describeShare(share) };
    },
    '/account/revoke'({ share }, request) {
      visitors.revoke(requirePerson(request), readText(share));
      return {};
    },
    '/account/watch'({ share }) {
      const admission = visitors.watch(readText(share));
      if (!admission) {
        throw new Refusal(404, 'This link does not hold any more. Ask for a new one.');
      }
      const { mount, ...record } = admission.told;
      const { id: _id, ...told } = describeShare(record);
      return { body: { ...told, by: record.value.by.name, mount }, cookie: admission.cookie };
    },
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const path = (request.url ?? '').replace(/[?#].*$/s, '');
    // A page elsewhere that reaches this server under a name of its own is kept out, too.
    if (!isLoopback(`http://${request.headers.host}`)) throw new Refusal(403, 'Wrong host.');
    if (path === '/account') {
      if (request.method !== 'GET') throw new Refusal(405, 'Only GET.');
      return tell(visitors.signedIn(request.headers.cookie));
    }
    const post = Object.hasOwn(posts, path) ? posts[path] : undefined;
    if (!post) throw new Refusal(404, 'Not found.');
    if (request.method !== 'POST') throw new Refusal(405, 'Only POST.');
    if (request.headers.origin !== `http://${request.headers.host}`) {
      throw new Refusal(403, 'Only pages of this server may ask this.');
    }
    return post(await readBody(request), request);
  };

  return (request, response) => {
    answer(request).then(
      (given) => send(response, given.body === undefined ? 204 : 200, given),
      (error: unknown) => {
        const isKnown = error instanceof Refusal;
        const message = isKnown ? error.message : 'The demo’s server failed at this.';
        send(response, isKnown ? error.status : 500, { body: { error: { message } } });
      },
    );
  };
}

function describePerson({ id, name, role, may }: Person) {
  return { id, name, role, may };
}

function describeShare({ id, value, expiresAt }: ExpiringRecord<Share>) {
  return { id, ...value.phone, expiresAt };
}

function send(response: ServerResponse, status: number, { body, cookie }: Answer): void {
  response.writeHead(status, {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(cookie !== undefined && { 'set-cookie': cookie }),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

/** @throws Refusal */
async function readBody(request: IncomingMessage): Promise<Fields> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(415, 'The body must be JSON.');
  }
  const chunks: Buffer[] = [];
  let byteLength = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    byteLength += chunk.byteLength;
    if (byteLength > maxBodyBytes) throw new Refusal(413, 'The body is too long.');
    chunks.push(chunk);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    if (typeof body === 'object' && body !== null) return body as Fields;
  } catch {
    // Said below.
  }
  throw new Refusal(400, 'The body must be a JSON object.');
}

/** @throws Refusal */
function readText(value: unknown): string {
  if (typeof value === 'string' && value.length <= 128) return value;
  throw new Refusal(400, 'A field of the body is missing, or is no text.');
}
