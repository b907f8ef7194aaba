import { asArray, asNumber, asObject, asString, type JsonObject } from '../../../core/json.js';

/** What costs money (API reference; fact sheet 4.4). */

export interface KoophoneSku {
  readonly regionId: string;
  readonly skuId: string;
  readonly name: string;
  /** `ENTERPRISE` or `PROFESSIONAL`. */
  readonly type: string;
  readonly description: string;
  /** Mbit/s that can be ordered with it. */
  readonly bandSizes: readonly number[];
  /** Undefined where the vendor's number is not documented. */
  readonly charging: 'period' | 'on-demand' | 'both' | undefined;
  /** Android versions it comes with. */
  readonly androidVersions: readonly string[];
}

export interface KoophoneSkus {
  /** What `bandSkuId` of an order takes. */
  readonly bandSkuId: string | undefined;
  readonly skus: readonly KoophoneSku[];
}

const chargings = ['period', 'on-demand', 'both'] as const;

/** `undefined` when the answer has no list. What the reference does not name is ignored. */
export function readSkus(data: unknown): KoophoneSkus | undefined {
  const fields = asObject(data);
  const regions = asArray(fields?.skuSpecResponseList);
  if (!regions) return undefined;
  const bandSkuId = asString(asObject(fields?.bandInfo)?.cbcSkuId);
  const skus = regions.flatMap((value) => {
    const region = asObject(value);
    const regionId = asString(region?.regionId) ?? '';
    return (asArray(region?.skuResponses) ?? []).flatMap((row) => readSku(regionId, asObject(row)));
  });
  return { bandSkuId, skus };
}

function readSku(regionId: string, row: JsonObject | undefined): readonly KoophoneSku[] {
  const skuId = asString(row?.cbcSkuId);
  if (!row || !skuId) return [];
  const versions = asArray(asObject(row.poolInfo)?.aosp) ?? [];
  return [
    {
      regionId,
      skuId,
      name: asString(row.name) ?? '',
      type: asString(row.type) ?? '',
      description: asString(row.specDesc) ?? '',
      bandSizes: (asString(row.bandSize) ?? '')
        .split(',')
        .map(asNumber)
        .filter((size) => size !== undefined),
      charging: chargings[asNumber(row.chargeMode) ?? -1],
      androidVersions: [
        ...new Set(versions.map((one) => asString(asObject(one)?.version)).filter((name) => name)),
      ] as string[],
    },
  ];
}

export interface KoophoneOrder {
  readonly os: 'AOSP9' | 'AOSP11';
  readonly skuId: string;
  readonly bandSkuId: string;
  readonly regionId: string;
  /** At most 14 characters. */
  readonly namePrefix: string;
  /** Mbit/s. */
  readonly bandSize: number;
  /** 1 to 1500. */
  readonly count: number;
  readonly network?: string;
  readonly period: 'month' | 'year';
  /** 1 to 9 months, or 1 to 3 years. */
  readonly periods: number;
  /** Pays at once; without it the order waits for a payment by hand. Default false. */
  readonly isAutoPay?: boolean;
  /** Buys again when the time is over. Default false. */
  readonly isAutoRenew?: boolean;
}

export function orderBody(order: KoophoneOrder): JsonObject {
  return {
    os: order.os,
    instanceSkuId: order.skuId,
    bandSkuId: order.bandSkuId,
    regionId: order.regionId,
    instanceNamePrefix: order.namePrefix,
    bandSize: order.bandSize,
    count: order.count,
    ...(order.network !== undefined && { network: order.network }),
    chargeParam: {
      chargingMode: 1,
      periodType: order.period === 'month' ? 2 : 3,
      periodNum: order.periods,
      isAutoPay: order.isAutoPay ? 1 : 0,
      isAutoRenew: order.isAutoRenew ? 1 : 0,
    },
  };
}

export interface KoophoneOrdered {
  readonly orderId: string;
  /** One sample has names without ids. */
  readonly phones: readonly { readonly phoneId?: string; readonly name?: string }[];
}

/** `undefined` when the answer names no order. */
export function readOrdered(data: unknown): KoophoneOrdered | undefined {
  const fields = asObject(data);
  const orderId = asString(fields?.orderId)?.trim();
  if (!orderId) return undefined;
  const phones = (asArray(fields?.instanceInfos) ?? []).map((value) => {
    const phoneId = asString(asObject(value)?.instanceId);
    const name = asString(asObject(value)?.instanceName);
    return { ...(phoneId && { phoneId }), ...(name && { name }) };
  });
  return { orderId, phones };
}
