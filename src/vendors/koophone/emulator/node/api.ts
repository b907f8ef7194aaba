import { asObject, parseJson } from '../../../../core/json.js';
import type { CloudRequest, CloudResponse } from '../../../../core/ports/emulator.js';
import { type ApiRoute, findRoute } from './api-routes.js';
import { refuseStranger } from './check-caller.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, failureResponse, gatewayResponse, page, successResponse } from './envelope.js';
import { iamTokenPath } from './iam.js';

/** Assumed: the samples have 32 hexadecimal digits or a UUID. */
const requestIdForm = /^[\w-]{8,64}$/;

/** IAM and the REST API on one server: faults, routing, both ways of authentication and the envelope around it all. */
export class KoophoneApi {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  async handle(request: CloudRequest): Promise<CloudResponse> {
    const { world, iam } = this.#parts;
    const { answerDelayMs, httpStatus, nonJsonAnswers, rateLimited, vendorCode } = world.faults;
    if (answerDelayMs > 0) {
      await new Promise<void>((resolve) => world.after(answerDelayMs, resolve));
    }
    if (httpStatus !== 0 && vendorCode === 0) return page(httpStatus, String(httpStatus));
    if (nonJsonAnswers) return page(200, 'Under maintenance');
    if (rateLimited) return tooMany();
    return request.path === iamTokenPath ? iam.handle(request) : this.#answer(request);
  }

  async #answer(request: CloudRequest): Promise<CloudResponse> {
    const found = findRoute(request.path);
    if (!found) return gatewayResponse(404, 'APIGW.0101', 'The API does not exist.');
    const { route, id } = found;
    const { account, iam, world } = this.#parts;
    const refusal = refuseStranger(request, { account, iam, now: world.now() }, route.dress);
    if (refusal) return refusal;
    if (request.method !== route.method) {
      return gatewayResponse(405, 'APIGW.0106', `This operation takes ${route.method} only.`);
    }
    try {
      return successResponse(await this.#call(route, id, request), route.dress);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      return failureResponse(error, route.dress);
    }
  }

  #call(route: ApiRoute, id: string, request: CloudRequest) {
    const { vendorCode, vendorCodePath, httpStatus } = this.#parts.world.faults;
    if (vendorCode !== 0 && request.path.endsWith(vendorCodePath)) {
      throw new ApiFailure(vendorCode, undefined, httpStatus || undefined);
    }
    const query = new URLSearchParams(request.query);
    checkRequestId(route, request, query);
    const json = request.body === '' ? {} : asObject(parseJson(request.body));
    if (!json) throw new ApiFailure(1000, 'The body is no JSON object.');
    return route.call(json, this.#parts, { id, query });
  }
}

function checkRequestId(route: ApiRoute, request: CloudRequest, query: URLSearchParams): void {
  if (route.requestId === 'no') return;
  const header = request.headers['x-request-id'];
  const given = route.requestId === 'query' ? (query.get('x-request-id') ?? header) : header;
  if (!given) throw new ApiFailure('0002');
  if (!requestIdForm.test(given)) throw new ApiFailure('0003');
}

function tooMany(): CloudResponse {
  const response = gatewayResponse(429, 'APIGW.0308', 'The throttling threshold has been reached.');
  return { ...response, headers: { ...response.headers, 'retry-after': '1' } };
}
