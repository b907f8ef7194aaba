import type { FindingDrafts } from '../../core/diagnosis.js';
import type { TelepadError } from '../../core/errors.js';
import { failedBy, ok } from '../../core/explain-failure.js';
import {
  judgeAutoplay,
  judgeCodecs,
  judgePermissions,
  type PermissionThing,
  permissionThings,
} from '../../core/judge-browser.js';
import { createPeerConnection } from '../peer-connection.js';

/** Newer than the types that come with TypeScript, and not in every browser. */
interface AutoplayNavigator {
  getAutoplayPolicy?(type: 'mediaelement'): string;
}

/** What this browser brings along, without asking its user for anything. */
export async function tryBrowser(): Promise<FindingDrafts> {
  return {
    webrtc: tryWebRtc(),
    codec: judgeCodecs(receivableVideo()),
    autoplay: judgeAutoplay(
      (navigator as AutoplayNavigator).getAutoplayPolicy?.('mediaelement'),
      navigator.userActivation?.hasBeenActive,
    ),
    permissions: judgePermissions(await askPermissions(), isSecureContext),
  };
}

function tryWebRtc() {
  try {
    createPeerConnection([], 'all').close();
    return ok('This browser has WebRTC.');
  } catch (error) {
    return failedBy(error as TelepadError);
  }
}

function receivableVideo(): readonly RTCRtpCodec[] | undefined {
  return globalThis.RTCRtpReceiver?.getCapabilities?.('video')?.codecs;
}

async function askPermissions(): Promise<Partial<Record<PermissionThing, string>>> {
  const states = await Promise.all(
    permissionThings.map(async (name) => {
      // Browsers reject the names that they do not know.
      const status = await Promise.resolve(
        navigator.permissions?.query({ name: name as PermissionName }),
      ).catch(() => undefined);
      return status ? [[name, status.state] as const] : [];
    }),
  );
  return Object.fromEntries(states.flat());
}
