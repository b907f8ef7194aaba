import type { BrokerOptions, GrantedPhone } from 'telepad/broker';
import type { Accounts } from './accounts.js';

/** What the demo's broker opens phones of. */
export interface Clouds {
  readonly vendors: BrokerOptions['vendors'];
  readonly phones: readonly GrantedPhone[];
  /** The one user that all pages are; undefined: each is one of its own. */
  readonly userId: string | undefined;
  /** They run on this machine, and can fetch files from it. */
  readonly isEmulated: boolean;
  close(): Promise<void>;
}

/** The accounts, or the emulator where there is none. */
export async function openClouds(accounts: Accounts): Promise<Clouds> {
  const { armcloud, koophone } = accounts;
  if (!armcloud && !koophone) return startEmulatedClouds();
  return {
    vendors: { armcloud: armcloud?.settings, koophone: koophone?.settings },
    phones: [...phonesOf('armcloud', armcloud), ...phonesOf('koophone', koophone)],
    userId: koophone?.userId,
    isEmulated: false,
    close: async () => {},
  };
}

async function startEmulatedClouds(): Promise<Clouds> {
  // Only now: its native parts are no business of somebody who shows real phones.
  const { startEmulator } = await import('telepad/emulator');
  const emulator = await startEmulator();
  const { armcloud, koophone } = emulator.clouds;
  const { region, iamUrl, accessKey, secretKey } = koophone.credentials;
  return {
    vendors: {
      armcloud: { ...armcloud.credentials, baseUrl: armcloud.baseUrl },
      koophone: {
        region,
        iamUrl,
        baseUrl: koophone.baseUrl,
        credentials: { accessKey, secretKey },
      },
    },
    phones: [...phonesOf('armcloud', armcloud), ...phonesOf('koophone', koophone)],
    userId: undefined,
    isEmulated: true,
    close: () => emulator.close(),
  };
}

function phonesOf(
  vendor: string,
  account: { readonly phoneIds: readonly string[] } | undefined,
): readonly GrantedPhone[] {
  return (account?.phoneIds ?? []).map((phoneId) => ({ phoneId, vendor }));
}
