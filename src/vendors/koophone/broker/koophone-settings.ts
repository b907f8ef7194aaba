import type { IceServer } from '../../../core/ticket.js';
import type { KoophoneProtocol } from '../wire/dialect-settings.js';
import type { PasswordCredentials, TokenScope } from '../wire/iam.js';

/** An IAM user, whose token the broker gets and keeps. */
export interface KoophonePasswordCredentials {
  /** The IAM user's name. Give it no more permissions than docs/koophone.md lists. */
  readonly userName: string;
  readonly password: string;
  /** Name of the account that the IAM user belongs to. */
  readonly domainName: string;
}

/** A pair of keys, with which each request is signed. Huawei advises it for servers. */
export interface KoophoneKeyCredentials {
  /** AK. */
  readonly accessKey: string;
  /** SK. Stays in the broker. */
  readonly secretKey: string;
}

/** How the broker reaches a KooPhone account. */
export interface KoophoneSettings {
  /** One of the two ways to authenticate (fact sheet 2.1); never both. */
  readonly credentials: KoophonePasswordCredentials | KoophoneKeyCredentials;
  /** Region of the account, such as `ap-southeast-1`: the host of IAM and the name of the project come from it. */
  readonly region: string;
  /** The service's host. Default `https://koophone.myhuaweicloud.com` (documented). */
  readonly baseUrl?: string;
  /** What comes before `/instances` in paths. Default `/v1`; a gateway was seen with `/openapi/koophone/v1`. */
  readonly basePath?: string;
  /** Host of IAM, for tokens. Default `https://iam.<region>.myhuaweicloud.com` (documented). */
  readonly iamUrl?: string;
  /** Name of the project that a token is for. Default `region`, as documented. */
  readonly projectName?: string;
  /** Id of the project, instead of its name. With keys it travels as the signed header `x-project-id`. */
  readonly projectId?: string;
  /** The header `x-tenant-id`: one error asks for it, no document does. Default: it is not sent. */
  readonly tenantId?: string;
  /**
   * What `auth` is told of the viewer: 1 is a native SDK, 2 a browser (newer pages of the reference). `none` leaves it
   * out, as the two editions of the reference do. Default 2.
   */
  readonly streamType?: 1 | 2 | 'none';
  /**
   * Gives vendor addresses and device tokens to browsers where the broker has no relay. Default false: tickets are then
   * refused with `not_supported`. A page that came over https needs a phone whose address is https, too.
   */
  readonly allowDirect?: boolean;
  /** STUN and TURN servers for phones that come without. Default none. */
  readonly iceServers?: readonly IceServer[];
  /**
   * How long the phone keeps a session for a user who may return, in seconds: a whole number of 0 to 3600. Default 60,
   * that of the vendor's SDK (seen).
   */
  readonly keepingSeconds?: number;
  /**
   * How long a phone may take until it is ready, in seconds: a whole number of 10 to 3600. Default 300 (assumed:
   * nothing is documented). Afterwards a ticket fails with `phone_offline`.
   */
  readonly preparationTimeoutSeconds?: number;
  /** How often the broker asks whether a phone is ready. Default: see each field. */
  readonly polling?: KoophonePolling;
  /**
   * Life of a device token in seconds: a whole number of 5 to 3600. Default 15: an unofficial client saw that in
   * 2026, nothing is documented. It is the life of a ticket; a session in progress does not end with it.
   */
  readonly deviceTokenLifetimeSeconds?: number;
  /**
   * The language of the signalling server. `koophone-socketio` (default) is what an unofficial client was seen to speak;
   * `assumed-json-v0` is no language of Huawei's, but a test double (fact sheet 7).
   */
  readonly protocol?: KoophoneProtocol;
  /**
   * Lets `baseUrl` and `iamUrl` be `http:` on another machine, for an emulator on a private network. Default false:
   * tokens and passwords would travel in the clear. Loopback needs no permission.
   */
  readonly allowHttp?: boolean;
}

/** Assumed from end to end: the vendor documents no interval (fact sheet 3.2). */
export interface KoophonePolling {
  /** Wait before the first question, in ms: 100 to 10000. Default 1000. */
  readonly firstMs?: number;
  /** Wait between questions, in ms: 100 to 10000; a fifth of it is jitter. Default 2000. */
  readonly intervalMs?: number;
  /** The same after half a minute: 100 to 10000. Default 5000. */
  readonly slowIntervalMs?: number;
}

/** Settings that were checked, with the defaults in. */
export interface CheckedKoophoneSettings {
  readonly credentials: PasswordCredentials | KoophoneKeyCredentials;
  readonly region: string;
  readonly baseUrl: URL;
  readonly basePath: string;
  readonly iamUrl: URL;
  readonly scope: TokenScope;
  readonly projectId: string | undefined;
  readonly tenantId: string | undefined;
  readonly streamType: 1 | 2 | 'none';
  readonly allowDirect: boolean;
  readonly iceServers: readonly IceServer[];
  readonly keepingSeconds: number;
  readonly preparationTimeoutSeconds: number;
  readonly polling: Required<KoophonePolling>;
  readonly deviceTokenLifetimeSeconds: number;
  readonly protocol: KoophoneProtocol;
}

/** What is left of the settings when the secret has become a credential. */
export type PublicKoophoneSettings = Omit<CheckedKoophoneSettings, 'credentials'>;
