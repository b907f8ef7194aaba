import type { AccountCallName, ArmcloudBrand } from '../wire/account-calls.js';
import type { ArmcloudDialectSettings } from '../wire/dialect-settings.js';
import type { CredentialFormV1 } from '../wire/signature-v1.js';

/** How the broker reaches an ArmCloud account. */
export interface ArmcloudSettings {
  /** The account's access key id (AK). */
  readonly accessKey: string;
  /** The account's secret (SK). Stays in the broker. */
  readonly secretKey: string;
  /** The account's API host, such as `https://openapi-hk.armcloud.net`; a path prefix is allowed. */
  readonly baseUrl: string;
  /**
   * Whose account it is: the brands are one back end behind account APIs with paths, content type and signature of
   * their own (fact sheet 2.1). Default `armcloud`.
   */
  readonly brand?: ArmcloudBrand;
  /**
   * How requests are signed. `v2`: HMAC over time, path and body, ArmCloud's current one. `v1`: the older one with a
   * key chain, which brands call V4. `simple`: VMOS's and VSPhone's own, which they call V2. Default `v2` for
   * `armcloud`, else `simple`, which those brands' documents advise for new integrations.
   */
  readonly signature?: 'v2' | 'v1' | 'simple';
  /**
   * What `v1` puts after `Credential=`: `full` is the key with its scope, `bare` only the key. Both are in use against
   * the same back end (fact sheet 2.2). Default `full` for `armcloud`, else `bare`, as each one's documents print it.
   */
  readonly credentialForm?: CredentialFormV1;
  /**
   * The header `content-type` of requests; `v1` signs it. Default `application/json` for `armcloud`, else
   * `application/json;charset=UTF-8`, as those brands' samples have it.
   */
  readonly contentType?: string;
  /**
   * Paths that are not where the documents have them, by the last part of ArmCloud's own path, such as
   * `{fileCache: '/openapi/open/file/cache'}` for the newer file centre. Each starts with `/` and has no query.
   */
  readonly paths?: { readonly [Name in AccountCallName]?: string };
  /**
   * Calls whose body the signature `simple` leaves out: one client of the brands signs `asyncCmd`, `syncCmd` and
   * `uploadFile` so, and the documents do not (fact sheet 2.4). Default none.
   */
  readonly unsignedBodies?: readonly AccountCallName[];
  /**
   * Where room tokens come from. `batchApplyToken`: signed, for several phones in one call. `applyToken`: as the
   * vendor's own page gets them, with an STS token that the broker asks for; two calls for each ticket. Default
   * `batchApplyToken` for `armcloud`, else `applyToken`: the other brands' documents do not have the former.
   */
  readonly ticketCall?: 'batchApplyToken' | 'applyToken';
  /**
   * The host of that `applyToken`: what the vendor's SDK calls `baseUrl`. Default: `baseUrl` for `armcloud`, else
   * `https://openapi.armcloud.net`, as the other brands' documents have it.
   */
  readonly sdkBaseUrl?: string;
  /**
   * Life of a ticket in seconds: a whole number of 60 to 86400, the vendor's own default. Default 3600: a
   * ticket that leaks is worthless within the hour, yet a session can resume its signalling, or outlive a
   * vendor that ends rooms with their token (not documented), without asking for a new one all the time.
   */
  readonly ticketLifetimeSeconds?: number;
  /**
   * How long a ticket waits, in ms, for others of the same user to travel in the same call: 0 to 1000, default 5.
   * 0 turns it off, and also the sharing of equal questions: needed where one request must not wait for what another
   * one started, as on Cloudflare Workers.
   */
  readonly batchWindowMs?: number;
  /** Most phones in one such call: 1 to 100, default 20. The vendor documents no limit. */
  readonly batchMaxPhones?: number;
  /**
   * Scheme for a signalling server that is told without one, as in all documented answers; whether its port
   * speaks TLS is not documented. `auto` (default): `wss` for pages that came over https, else `ws`; always `ws` when
   * the broker has a signalling relay, which a browser's rules do not bind.
   */
  readonly signallingScheme?: 'auto' | 'ws' | 'wss';
  /**
   * Where group rooms are, such as `wss://signal.example.com`. The documented answer for a group does not say
   * (fact sheet 2.8). Default: the server that the answer names after all, else that of the group's first phone.
   */
  readonly groupSignallingUrl?: string;
  /** What the vendor calls `terminal`; part of a group room's number. Default `pc`, as documented. */
  readonly groupTerminal?: string;
  /**
   * Choices where the documents leave the language of the phones open; they travel in each ticket. Default: what
   * the fact sheet's chapter 12 holds for right.
   */
  readonly dialect?: ArmcloudDialectSettings;
  /**
   * Lets `baseUrl` and `sdkBaseUrl` be `http:` on another machine, for an emulator on a private network. Default false: room
   * tokens would travel in the clear. Loopback needs no permission.
   */
  readonly allowHttp?: boolean;
}

/** Settings that were checked, with the defaults in. */
export interface CheckedArmcloudSettings {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly baseUrl: URL;
  readonly brand: ArmcloudBrand;
  readonly signature: 'v2' | 'v1' | 'simple';
  readonly credentialForm: CredentialFormV1;
  readonly contentType: string;
  readonly paths: { readonly [Name in AccountCallName]?: string };
  readonly unsignedBodies: readonly AccountCallName[];
  readonly ticketCall: 'batchApplyToken' | 'applyToken';
  readonly sdkBaseUrl: URL;
  readonly ticketLifetimeSeconds: number;
  readonly batchWindowMs: number;
  readonly batchMaxPhones: number;
  readonly signallingScheme: 'auto' | 'ws' | 'wss';
  readonly groupSignallingUrl: string | undefined;
  readonly groupTerminal: string;
  readonly dialect: ArmcloudDialectSettings | undefined;
}

/** What is left of the settings when the secret has become keys. */
export type PublicArmcloudSettings = Omit<CheckedArmcloudSettings, 'secretKey'>;
