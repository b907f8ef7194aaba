import { randomBytes } from 'node:crypto';
import { asObject, asWholeNumber, type JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, type CallResult, parameterInvalid } from './envelope.js';
import { readInstanceIds, readText } from './request-fields.js';

const skus = { phone: 'emulated.professional.8u16g', bandwidth: 'emulated.bandwidth' } as const;
const bandSizes = [2, 4, 8] as const;

/** So many instances and no more: beyond that the service is out of stock. */
const maxInstances = 2000;

/** `sku` */
export function querySku(
  _body: JsonObject,
  { account }: CloudParts,
  { query }: { readonly query: URLSearchParams },
): CallResult {
  if (query.get('type') !== '0') throw parameterInvalid('type must be 0.');
  const sku = {
    type: 'PROFESSIONAL',
    cbcSkuId: skus.phone,
    name: 'Emulated',
    calcSpec: '8U16G',
    storageSpec: '10G',
    specDesc: 'Emulated',
    specDescEn: 'Emulated',
    bandSize: bandSizes.join(','),
    chargeMode: 0,
    maxResolution: '720p',
    poolInfo: {
      aosp: [{ version: 'AOSP11', resPoolId: 'pool-1', id: '1', network: 'EIP', enable: true }],
    },
    nestInfo: [],
  };
  return {
    data: {
      bandInfo: { cbcSkuId: skus.bandwidth },
      skuSpecResponseList: [{ regionId: account.region, skuResponses: [sku] }],
    },
  };
}

/** `create`. Phones that were paid for are on the list from then on; no virtual phone comes of them. */
export function createInstances(body: JsonObject, { account, instances }: CloudParts): CallResult {
  if (body.os === undefined || body.os === '') throw new ApiFailure(3003);
  if (body.os !== 'AOSP9' && body.os !== 'AOSP11') throw parameterInvalid('os is unknown.');
  const prefix = readText(body, 'instanceNamePrefix', 14);
  const isKnown =
    readText(body, 'instanceSkuId', 64) === skus.phone &&
    readText(body, 'regionId', 64) === account.region;
  if (!isKnown) throw new ApiFailure(3002);
  if (readText(body, 'bandSkuId', 64) !== skus.bandwidth) throw new ApiFailure(3001);
  if (!(bandSizes as readonly unknown[]).includes(body.bandSize)) {
    throw parameterInvalid('bandSize is not on offer.');
  }
  const count = asWholeNumber(body.count, 1500);
  if (!count) throw parameterInvalid('count must be 1 to 1500.');
  const isPaid = readCharge(asObject(body.chargeParam) ?? {});
  if (instances.all.length + count > maxInstances) throw new ApiFailure(40010);
  const orderId = `CS${randomBytes(6).toString('hex').toUpperCase()}`;
  const rows = Array.from({ length: isPaid ? count : 0 }, (_, index) => {
    const { instanceId, name } = instances.add(`${prefix}-${String(index + 1).padStart(5, '0')}`);
    return { instanceId, instanceName: name };
  });
  return { data: { orderId, instanceInfos: rows } };
}

/** @returns whether it is paid at once */
function readCharge(charge: JsonObject): boolean {
  const { chargingMode, periodType, periodNum, isAutoPay = 0, isAutoRenew = 0 } = charge;
  const isFlag = (value: unknown) => value === 0 || value === 1;
  if (chargingMode !== 1 || !isFlag(isAutoPay) || !isFlag(isAutoRenew)) throw new ApiFailure(3006);
  if (periodType !== 2 && periodType !== 3) throw new ApiFailure(3007);
  const most = periodType === 2 ? 9 : 3;
  if (!asWholeNumber(periodNum, most)) throw new ApiFailure(3007);
  return isAutoPay === 1;
}

/** `delete` */
export function deleteInstances(body: JsonObject, { instances, streams }: CloudParts): CallResult {
  const list = readInstanceIds(body, 'instanceIdList').map((id) => instances.get(id, 1012));
  for (const instance of list) {
    streams.close(instance, 'deleted');
    instances.delete(instance.instanceId);
  }
  return { data: null };
}
