import type { BrokerOptions } from 'telepad/broker';
import type { Emulator } from 'telepad/emulator';

/** Whose cloud a site has; the projects of playwright.config.ts choose. */
export type Vendor = keyof Emulator['clouds'];

/** What tests for every vendor have to know of one; all else is the same. */
export interface VendorFacts {
  /** What a page may see of a ticket, in its order of names. */
  readonly ticketFields: readonly string[];
}

const usualFields = [
  'expiresAt',
  'iceServers',
  'phoneId',
  'role',
  'signalling',
  'userId',
  'vendor',
];

export const vendors: readonly Vendor[] = ['armcloud', 'koophone'];

export const vendorFacts: Readonly<Record<Vendor, VendorFacts>> = {
  armcloud: {
    ticketFields: usualFields,
  },
  koophone: {
    ticketFields: [...usualFields, 'dialect', 'leave'].sort(),
  },
};

/** How brokers of a site reach its vendor's cloud. */
export interface VendorAccess {
  readonly phoneIds: readonly string[];
  readonly secrets: readonly string[];
  /** @param isWrong with a secret that the cloud does not take */
  brokerVendors(options?: { readonly isWrong?: boolean }): BrokerOptions['vendors'];
}

type AccessOf = { readonly [Name in Vendor]: (cloud: Emulator['clouds'][Name]) => VendorAccess };

const accessOf: AccessOf = {
  armcloud: ({ baseUrl, credentials: { accessKey, secretKey }, phoneIds }) => ({
    phoneIds,
    secrets: [accessKey, secretKey],
    brokerVendors: ({ isWrong = false } = {}) => ({
      armcloud: { baseUrl, accessKey, secretKey: isWrong ? `${secretKey}x` : secretKey },
    }),
  }),
  koophone: ({ baseUrl, credentials, phoneIds }) => {
    const { region, iamUrl, userName, domainName, password, accessKey, secretKey } = credentials;
    return {
      phoneIds,
      secrets: [password, accessKey, secretKey],
      brokerVendors: ({ isWrong = false } = {}) => ({
        koophone: {
          region,
          baseUrl,
          iamUrl,
          credentials: { userName, domainName, password: isWrong ? `${password}x` : password },
          allowDirect: true,
          polling: { firstMs: 100, intervalMs: 100, slowIntervalMs: 100 },
          keepingSeconds: koophoneKeepSeconds,
        },
      }),
    };
  },
};

/** Long enough to return in, and short enough to wait for its end. */
export const koophoneKeepSeconds = 8;

export function accessTo(vendor: Vendor, { clouds }: Emulator): VendorAccess {
  return vendor === 'armcloud'
    ? accessOf.armcloud(clouds.armcloud)
    : accessOf.koophone(clouds.koophone);
}
