import type { JsonObject } from '../../../core/json.js';

/** What `video-setting` takes (API reference; fact sheet 3.7). There is no call that tells the present settings. */

export const networkTypes = ['MOBILE_NETWORK', 'WIFI', 'WIRED'] as const;
export const encodingTypes = ['H264', 'H265'] as const;
export const definitions = ['540P', '720P', '1080P'] as const;

export const codeRateLimits = { min: 100, max: 10_000, step: 100 } as const;
export const frameRates = [30, 60] as const;

export interface KoophoneVideo {
  /** Kbit/s: 100 to 10000, a multiple of 100. */
  readonly codeRate: number;
  /** Frames per second. */
  readonly fps: (typeof frameRates)[number];
}

export type KoophoneVideoDefinitions = Readonly<
  Record<(typeof definitions)[number], KoophoneVideo>
>;

/** One of the six combinations, all of which one order must have. */
export interface KoophoneVideoSetting {
  readonly network: (typeof networkTypes)[number];
  readonly encoding: (typeof encodingTypes)[number];
  readonly definitions: KoophoneVideoDefinitions;
}

export function videoSettingsBody(
  instanceIds: readonly string[],
  settings: readonly KoophoneVideoSetting[],
): JsonObject {
  return {
    instance_ids: instanceIds,
    instance_settings: settings.map((setting) => ({
      network_type: setting.network,
      encoding_type: setting.encoding,
      video_spec_groups: [
        Object.fromEntries(
          definitions.map((name) => {
            const { codeRate, fps } = setting.definitions[name];
            return [`definition_${name}`, { code_rate: codeRate, fps }];
          }),
        ),
      ],
    })),
  };
}
