import type { DeviceOutput } from '../../../../core/device/operations.js';
import { asNumber, asString, type JsonObject } from '../../../../core/json.js';
import type { BrokerTools } from '../../../../core/ports/broker.js';
import { accountCalls } from '../../wire/account-calls.js';
import { type PhoneRow, type PhoneRows, readPhoneRows } from '../../wire/device/phone-row.js';
import { findRow } from '../../wire/device/task-row.js';
import type { AccountClient } from '../account-client.js';
import { answerInvalid, phoneNotFound } from '../vendor-failure.js';
import type { DeviceContext, DeviceOperations } from './device-context.js';

type Phone = DeviceOutput<'getPhone'>;

export function phoneOperations({
  client,
}: DeviceContext): DeviceOperations<'listPhones' | 'getPhone' | 'getModel'> {
  return {
    async listPhones({ phoneIds, input: { page, pageSize } }, tools) {
      if (phoneIds !== 'all') {
        const ofPage = phoneIds.slice((page - 1) * pageSize, page * pageSize);
        const phones = await describePhones(ofPage, client, tools);
        return { phones: [...phones], total: phoneIds.length };
      }
      // V2.0's padDetails asks for padCodes, so the list of them comes from infos, as both generations have it.
      const { rows, total } = await callForPhones('infos', { page, rows: pageSize }, client, tools);
      const found = await describePhones(
        rows.map(({ padCode }) => padCode),
        client,
        tools,
      );
      return { phones: [...found], total };
    },

    async getPhone({ phoneId }, tools) {
      const row = (await findPhones([phoneId], client, tools)).get(phoneId);
      if (!row) throw phoneNotFound(accountCalls.padDetails.purpose);
      return describePhone(row);
    },

    async getModel({ phoneId }, tools) {
      const data = await client.call('modelInfo', { padCodes: [phoneId] }, tools);
      const row = findRow(data, phoneId);
      if (Array.isArray(data) && !row) throw phoneNotFound(accountCalls.modelInfo.purpose);
      if (!row) throw answerInvalid(accountCalls.modelInfo.purpose, 'it is no list of phones');
      return readModel(row);
    },
  };
}

/**
 * The rows of those phones that the vendor knows.
 * @throws TelepadError `vendor_answer_invalid`
 */
export async function findPhones(
  phoneIds: readonly string[],
  client: AccountClient,
  tools: BrokerTools,
): Promise<ReadonlyMap<string, PhoneRow>> {
  if (phoneIds.length === 0) return new Map();
  const body = { page: 1, rows: phoneIds.length, padCodes: phoneIds };
  const { rows } = await callForPhones('padDetails', body, client, tools);
  return new Map(rows.map((row) => [row.padCode, row]));
}

/** A phone that was granted, but is not known to the vendor, stays in the list: as one that cannot be opened. */
async function describePhones(
  phoneIds: readonly string[],
  client: AccountClient,
  tools: BrokerTools,
): Promise<readonly Phone[]> {
  const rows = await findPhones(phoneIds, client, tools);
  return phoneIds.map((phoneId) => {
    const row = rows.get(phoneId);
    return row
      ? describePhone(row)
      : { phoneId, status: 'unknown', isOnline: false, isStreaming: false };
  });
}

async function callForPhones(
  name: 'infos' | 'padDetails',
  body: JsonObject,
  client: AccountClient,
  tools: BrokerTools,
): Promise<PhoneRows> {
  const page = readPhoneRows(await client.call(name, body, tools));
  if (!page) throw answerInvalid(accountCalls[name].purpose, 'it is no page of phones');
  return page;
}

function describePhone(row: PhoneRow): Phone {
  const { padCode: phoneId, status, isStreaming, dataSize, dataSizeUsed, imageId } = row;
  return {
    phoneId,
    status,
    isOnline: row.isOnline ?? status === 'running',
    isStreaming,
    ...(dataSize !== undefined && { storageBytes: dataSize }),
    ...(dataSizeUsed !== undefined && { storageUsedBytes: dataSizeUsed }),
    ...(imageId !== undefined && { imageId }),
  };
}

const bytesPerMebibyte = 1024 * 1024;

function readModel(row: JsonObject): DeviceOutput<'getModel'> {
  const isRoot = asNumber(row.isRoot);
  const memoryLimit = asNumber(row.memoryLimit);
  return {
    // One table of the reference writes it with a capital.
    ...text('brand', row.brand ?? row.Brand),
    ...text('manufacturer', row.manufacturer),
    ...text('model', row.model),
    ...text('androidId', row.androidid),
    ...text('imei', row.imei),
    ...text('serialNumber', row.serialno),
    ...text('wifiMac', row.wifimac),
    ...(isRoot !== undefined && { isRooted: isRoot === 1 }),
    ...number('width', row.width),
    ...number('height', row.height),
    // Its unit is not documented; 1024 in the samples can only be MiB (assumed).
    ...(memoryLimit !== undefined && { memoryBytes: memoryLimit * bytesPerMebibyte }),
  };
}

function text<Name extends string>(name: Name, value: unknown): { [Key in Name]?: string } {
  const found = asString(value);
  return (found ? { [name]: found } : {}) as { [Key in Name]?: string };
}

function number<Name extends string>(name: Name, value: unknown): { [Key in Name]?: number } {
  const found = asNumber(value);
  return (found === undefined ? {} : { [name]: found }) as { [Key in Name]?: number };
}
