import { createHash, randomBytes } from 'node:crypto';
import { forgetOldest } from '../../../../core/forget-oldest.js';
import { asArray, asObject, asString, type JsonObject, parseJson } from '../../../../core/json.js';
import type {
  CloudRequest,
  CloudResponse,
  EmulatorWorld,
} from '../../../../core/ports/emulator.js';
import type { KoophoneAccount } from './koophone-account.js';
import { isSameSecret } from './same-secret.js';

export const iamTokenPath = '/v3/auth/tokens';

/** Of a token (fact sheet 2.1). */
const lifetimeMs = 24 * 3_600_000;

/** More tokens than this are not remembered: the oldest go first. */
const capacity = 1000;

interface Grant {
  /** Ms since 1970. */
  readonly expiresAt: number;
  readonly isProjectScoped: boolean;
}

/** A fake IAM: the password method of `POST /v3/auth/tokens`, and the tokens that it gave out. */
export class Iam {
  readonly #world: EmulatorWorld;
  readonly #account: KoophoneAccount;
  /** By the token's digest: a look-up then tells nothing about tokens by the time it takes. */
  readonly #grants = new Map<string, Grant>();

  constructor(world: EmulatorWorld, account: KoophoneAccount) {
    this.#world = world;
    this.#account = account;
  }

  /** @returns what is wrong with a token; undefined when nothing is */
  problemOf(token: string): 'unknown' | 'expired' | 'not-project-scoped' | undefined {
    const grant = this.#grants.get(digest(token));
    if (!grant) return 'unknown';
    if (grant.expiresAt <= this.#world.now()) return 'expired';
    return grant.isProjectScoped ? undefined : 'not-project-scoped';
  }

  handle(request: CloudRequest): CloudResponse {
    if (request.method !== 'POST') return failure(405, 'Method not allowed');
    const auth = asObject(asObject(parseJson(request.body))?.auth);
    const identity = asObject(auth?.identity);
    const user = asObject(asObject(identity?.password)?.user);
    if (!auth || !user || !asArray(identity?.methods)?.includes('password')) {
      return failure(400, 'The request body is invalid');
    }
    if (!this.#isUser(user)) return failure(401, 'The username or password is wrong.');
    const project = asObject(asObject(auth.scope)?.project);
    if (project && !this.#isProject(project)) return failure(401, 'The project is not accessible.');
    return this.#issue(project !== undefined, request.query);
  }

  #isUser(user: JsonObject): boolean {
    const { userName, password, domainName } = this.#account;
    const given = [user.name, user.password, asObject(user.domain)?.name].map(asString);
    // All three are looked at, whichever is wrong.
    return [userName, password, domainName]
      .map((expected, index) => isSameSecret(expected, given[index] ?? ''))
      .every(Boolean);
  }

  #isProject({ name, id }: JsonObject): boolean {
    const { region, projectId } = this.#account;
    return id === undefined ? name === region : id === projectId;
  }

  #issue(isProjectScoped: boolean, query: string): CloudResponse {
    const now = this.#world.now();
    const { accountTokenLifetimeMs } = this.#world.faults;
    const expiresAt = now + (accountTokenLifetimeMs || lifetimeMs);
    // As long as the real ones, roughly: some servers do not take headers of that size.
    const token = `MII${randomBytes(1200).toString('base64').replaceAll('/', '-')}`;
    this.#grants.set(digest(token), { expiresAt, isProjectScoped });
    forgetOldest(this.#grants, capacity);
    const { region, projectId, userName, userId, domainName, domainId } = this.#account;
    const domain = { id: domainId, name: domainName };
    const wantsNoCatalog = (new URLSearchParams(query).get('nocatalog') ?? '') !== '';
    const body = {
      token: {
        methods: ['password'],
        issued_at: iamTime(now),
        expires_at: iamTime(expiresAt),
        user: { id: userId, name: userName, domain, password_expires_at: '' },
        roles: [{ id: '0', name: 'te_admin' }],
        ...(isProjectScoped ? { project: { id: projectId, name: region, domain } } : { domain }),
        catalog: wantsNoCatalog ? [] : [catalogEntry(this.#world.address(), region)],
      },
    };
    return json(201, body, { 'x-subject-token': token });
  }
}

/** IAM's times have microseconds. */
function iamTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}

function catalogEntry(address: string, region: string) {
  const endpoint = { id: '1', interface: 'public', region, region_id: region };
  return {
    id: '1',
    name: 'koophone',
    type: 'koophone',
    endpoints: [{ ...endpoint, url: `http://${address}` }],
  };
}

/** IAM's own shape of an error. */
function failure(code: number, message: string): CloudResponse {
  const titles: Readonly<Record<number, string>> = { 400: 'Bad Request', 401: 'Unauthorized' };
  return json(code, { error: { code, message, title: titles[code] ?? 'Error' } });
}

function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): CloudResponse {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
