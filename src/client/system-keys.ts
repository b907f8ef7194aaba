import type { PhoneSession } from './session.js';

/**
 * Presses and releases one key of the phone, for example `androidKeys.BACK`.
 *
 * @param keyCode an Android KeyEvent constant
 * @throws TelepadError as `PhoneSession.send`
 */
export function pressKey(session: PhoneSession, keyCode: number): void {
  for (const action of ['down', 'up'] as const)
    session.send({ type: 'key', action, keyCode, metaState: 0, repeat: false });
}
