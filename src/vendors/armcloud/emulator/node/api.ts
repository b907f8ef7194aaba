import { randomUUID } from 'node:crypto';
import { asObject, parseJson } from '../../../../core/json.js';
import type { CloudRequest, CloudResponse } from '../../../../core/ports/emulator.js';
import { type ApiRoute, findRoute } from './api-routes.js';
import { checkSignature } from './check-signature.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, envelopeResponse, vendorCode } from './envelope.js';
import type { ArmcloudAccount } from './signature-check.js';

/** What browsers are told: any page may call, with the header `token` and JSON. */
const crossOrigin = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-allow-headers': 'content-type, token, authorization',
  'access-control-max-age': '600',
} as const;

/** The REST API: faults, routing, signature and the envelope around it all. */
export class ArmcloudApi {
  readonly #parts: CloudParts;
  readonly #account: ArmcloudAccount;

  constructor(parts: CloudParts, account: ArmcloudAccount) {
    this.#parts = parts;
    this.#account = account;
  }

  async handle(request: CloudRequest): Promise<CloudResponse> {
    const { world } = this.#parts;
    const route = findRoute(request.path);
    const isForBrowsers = route?.access === 'browser';
    if (isForBrowsers && request.method === 'OPTIONS') {
      return { status: 204, headers: crossOrigin, body: '' };
    }
    const { answerDelayMs } = world.faults;
    if (answerDelayMs > 0) {
      await new Promise<void>((resolve) => world.after(answerDelayMs, resolve));
    }
    const { status, headers, body } = await this.#answer(route, request);
    return { status, headers: { ...headers, ...(isForBrowsers && crossOrigin) }, body };
  }

  async #answer(route: ApiRoute | undefined, request: CloudRequest): Promise<CloudResponse> {
    const { world } = this.#parts;
    const { httpStatus, nonJsonAnswers, rateLimited, vendorCode: code } = world.faults;
    if (httpStatus !== 0) return page(httpStatus, `<html><h1>${httpStatus}</h1></html>`);
    if (nonJsonAnswers) return page(200, '<html><h1>Under maintenance</h1></html>');
    const context = { now: world.now(), traceId: randomUUID().replaceAll('-', '') };
    try {
      if (rateLimited) return tooMany(new ApiFailure(vendorCode.rateLimited), context);
      if (code !== 0 && request.path.endsWith(world.faults.vendorCodePath)) {
        throw new ApiFailure(code);
      }
      const data = await this.#call(route, request);
      return envelopeResponse({ code: vendorCode.success, msg: 'success', data }, context);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.code === vendorCode.rateLimited) return tooMany(error, context);
      return envelopeResponse({ code: error.code, msg: error.message, data: null }, context);
    }
  }

  #call(route: ApiRoute | undefined, request: CloudRequest): unknown {
    if (!route) {
      throw new ApiFailure(
        vendorCode.requestUnreadable,
        'The emulator has no such operation. See its documentation for what it has.',
      );
    }
    if (request.method !== route.method) {
      throw new ApiFailure(
        vendorCode.methodNotSupported,
        `This operation takes ${route.method} only.`,
      );
    }
    if (route.access === 'keys') {
      checkSignature(request, this.#account, this.#parts.world.now());
    }
    const isEmpty = route.method === 'GET' || request.body === '';
    const json = isEmpty ? {} : asObject(parseJson(request.body));
    if (!json) throw new ApiFailure(vendorCode.parameterInvalid, 'The body is no JSON object.');
    return route.call(json, this.#parts, request);
  }
}

function page(status: number, body: string): CloudResponse {
  return { status, headers: { 'content-type': 'text/html' }, body };
}

/** The limits of a paid account; the unit of the reset is not documented (assumed: ms since 1970). */
function tooMany(
  { code, message }: ApiFailure,
  context: { readonly now: number; readonly traceId: string },
): CloudResponse {
  return envelopeResponse(
    { code, msg: message, data: null },
    { ...context, status: 429 },
    {
      'x-ratelimit-limit': '2000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(context.now + 1000),
      'x-ratelimit-type': 'second',
    },
  );
}
