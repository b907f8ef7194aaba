import { randomUUID } from 'node:crypto';
import { asObject, type JsonObject, parseJson } from '../../../../core/json.js';
import type {
  CloudRequest,
  CloudResponse,
  EmulatorWorld,
} from '../../../../core/ports/emulator.js';
import { type ArmcloudAccount, checkSignature } from './check-signature.js';
import { ApiFailure, envelopeResponse, vendorCode } from './envelope.js';

/** One operation: its `data` for the request's JSON. Throws ApiFailure for everything else. */
export type ApiCall = (body: JsonObject) => unknown;

/** The signed REST API: faults, routing, signature and the envelope around it all. */
export class ArmcloudApi {
  readonly #world: EmulatorWorld;
  readonly #account: ArmcloudAccount;
  readonly #calls: Readonly<Record<string, ApiCall>>;

  /** @param calls by path; all of them are POSTs */
  constructor(
    world: EmulatorWorld,
    account: ArmcloudAccount,
    calls: Readonly<Record<string, ApiCall>>,
  ) {
    this.#world = world;
    this.#account = account;
    this.#calls = calls;
  }

  async handle(request: CloudRequest): Promise<CloudResponse> {
    const { answerDelayMs, httpStatus, nonJsonAnswers } = this.#world.faults;
    if (answerDelayMs > 0) {
      await new Promise<void>((resolve) => this.#world.after(answerDelayMs, resolve));
    }
    if (httpStatus !== 0) return page(httpStatus, `<html><h1>${httpStatus}</h1></html>`);
    if (nonJsonAnswers) return page(200, '<html><h1>Under maintenance</h1></html>');
    const context = { now: this.#world.now(), traceId: randomUUID().replaceAll('-', '') };
    try {
      if (this.#world.faults.rateLimited) return rateLimited(context);
      const data = this.#call(request);
      return envelopeResponse({ code: vendorCode.success, msg: 'success', data }, context);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      return envelopeResponse({ code: error.code, msg: error.message, data: null }, context);
    }
  }

  #call(request: CloudRequest): unknown {
    const { method, path, body } = request;
    const call = Object.hasOwn(this.#calls, path) ? this.#calls[path] : undefined;
    if (!call) {
      throw new ApiFailure(
        vendorCode.requestUnreadable,
        'The emulator has no such operation. See its documentation for what it has.',
      );
    }
    if (method !== 'POST') {
      throw new ApiFailure(vendorCode.methodNotSupported, 'This operation takes POST only.');
    }
    checkSignature(request, this.#account, this.#world.now());
    const json = asObject(parseJson(body));
    if (!json) throw new ApiFailure(vendorCode.parameterInvalid, 'The body is no JSON object.');
    return call(json);
  }
}

function page(status: number, body: string): CloudResponse {
  return { status, headers: { 'content-type': 'text/html' }, body };
}

/** The limits of a paid account; the unit of the reset is not documented (assumed: ms since 1970). */
function rateLimited(context: { readonly now: number; readonly traceId: string }): CloudResponse {
  return envelopeResponse(
    { code: vendorCode.rateLimited, msg: 'Too many requests', data: null },
    { ...context, status: 429 },
    {
      'x-ratelimit-limit': '2000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(context.now + 1000),
      'x-ratelimit-type': 'second',
    },
  );
}
