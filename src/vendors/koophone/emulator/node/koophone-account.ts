import { randomBytes } from 'node:crypto';

/** What a broker is configured with: an IAM user and an access key of the same tenant. Names are those of its settings. */
export interface KoophoneCredentials {
  readonly region: string;
  /** Where the IAM is; here on the cloud's own server. */
  readonly iamUrl: string;
  readonly userName: string;
  readonly password: string;
  /** Of the account that the IAM user belongs to. */
  readonly domainName: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** The tenant, made up at each start. */
export interface KoophoneAccount extends Omit<KoophoneCredentials, 'iamUrl'> {
  readonly projectId: string;
  readonly domainId: string;
  readonly userId: string;
}

export function makeAccount(): KoophoneAccount {
  const hex = (bytes: number) => randomBytes(bytes).toString('hex');
  return {
    region: 'emulated-1',
    userName: `streamer-${hex(2)}`,
    password: hex(12),
    domainName: `tenant-${hex(3)}`,
    accessKey: hex(10).toUpperCase(),
    secretKey: hex(20),
    projectId: hex(16),
    domainId: hex(16),
    userId: hex(16),
  };
}
