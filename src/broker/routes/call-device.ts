import { checkDeviceInput, checkDeviceOutput } from '../../core/device/check-device-call.js';
import type { DeviceOperationName, DeviceOutput } from '../../core/device/operations.js';
import type { BrokerTools, BrokerVendor } from '../../core/ports/broker.js';
import type { AuthorizedRequest, BrokerParts } from '../broker-parts.js';
import { jsonResponse, RequestRefusal } from '../error-response.js';
import { type Grant, grantedPhoneIds, grantsOperation, grantsPhone } from '../grant.js';
import { readJsonBody } from '../read-body.js';
import { chooseVendor, readPhoneId } from '../request-order.js';

const bodyRules = { maxBytes: 65_536, example: '{"phoneId": "…", "input": {…}}' };

/** `{phoneId, vendor?, input?}` → what the vendor answered, as the table of operations describes it. */
export async function callDevice(
  parts: BrokerParts,
  { request, grant, facts }: AuthorizedRequest,
  operation: DeviceOperationName,
): Promise<Response> {
  facts.operation = operation;
  await parts.rateLimits.passDeviceCall(grant.userId);
  const body = await readJsonBody(request, bodyRules);
  // The list is of all phones that are granted; no other operation goes without a phone.
  const phoneId = operation === 'listPhones' ? undefined : readPhoneId(body.phoneId);
  const vendor = chooseVendor(body.vendor, parts.vendors);
  facts.vendor = vendor.id;
  if (phoneId !== undefined) facts.phoneId = phoneId;
  checkPermission(grant, operation, vendor, phoneId);
  const callVendor = findOperation(vendor, operation);
  const input = checkDeviceInput(operation, body.input === undefined ? {} : body.input);
  const subject =
    phoneId === undefined ? { phoneIds: grantedPhoneIds(grant, vendor.id) } : { phoneId };
  const answer = await callVendor(
    { ...subject, userId: grant.userId, input },
    parts.toolsFor(vendor, facts, request),
  );
  const output = checkDeviceOutput(operation, answer);
  if (isOutputOf('getTask', operation, output)) checkTaskIsOf(phoneId, output);
  if (isOutputOf('listPhones', operation, output)) {
    const phones = output.phones.filter((phone) => grantsPhone(grant, phone.phoneId, vendor.id));
    return jsonResponse({ ...output, phones });
  }
  return jsonResponse(output);
}

function isOutputOf<Name extends DeviceOperationName>(
  name: Name,
  operation: DeviceOperationName,
  _output: unknown,
): _output is DeviceOutput<Name> {
  return operation === name;
}

/** Before anything else is looked at, so that the answer tells those who may not nothing of phone or vendor. */
export function checkPermission(
  grant: Grant,
  operation: DeviceOperationName,
  vendor: Pick<BrokerVendor, 'id'>,
  phoneId: string | undefined,
): void {
  if (phoneId !== undefined && !grantsPhone(grant, phoneId, vendor.id)) {
    throw new RequestRefusal(
      'forbidden',
      'The operation was refused because this user may not open that phone. Choose one of their own, or grant it in authorize.',
    );
  }
  if (!grantsOperation(grant, operation)) {
    throw new RequestRefusal(
      'forbidden',
      `The operation was refused because this user may not call ${operation}. Name it in the operations of the grant.`,
    );
  }
}

/** The table pairs each operation with its call; looked up by name, that pairing is lost. */
type AnyOperation = (call: object, tools: BrokerTools) => Promise<unknown>;

/** @throws RequestRefusal `not_supported` */
export function findOperation(vendor: BrokerVendor, operation: DeviceOperationName): AnyOperation {
  const found = vendor.device?.[operation];
  if (found) return found as AnyOperation;
  throw new RequestRefusal(
    'not_supported',
    `The operation was refused because this vendor has no ${operation}.`,
  );
}

/** Ids of tasks are easily guessed, and the vendor tells them to the whole account. */
function checkTaskIsOf(phoneId: string | undefined, task: DeviceOutput<'getTask'>): void {
  if (task.phoneId === phoneId) return;
  throw new RequestRefusal(
    'forbidden',
    'The task was found, but it is not one of that phone. Ask for it with the phone that it was started for.',
  );
}
