import type { JsonObject } from '../../core/json.js';
import { frameRatesInWords, isFrameRate } from './frame-rate.js';
import { isNetwork, needsRelay, networkTakes } from './impairment/network-conditions.js';
import type { PhoneHandle } from './phone-handle.js';

interface Change {
  readonly takes: string;
  readonly accepts: (value: unknown) => boolean;
  /** Why this phone cannot do it at all. */
  readonly problem?: (phone: PhoneHandle) => string | undefined;
  readonly apply: (phone: PhoneHandle, value: unknown, all: JsonObject) => void;
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

/** Something that is done, not set: only `true` makes sense. */
function action(run: (phone: PhoneHandle, all: JsonObject) => void): Change {
  return {
    takes: 'true',
    accepts: (value) => value === true,
    apply: (phone, _value, all) => run(phone, all),
  };
}

function setting(set: (phone: PhoneHandle, isOn: boolean) => void): Change {
  return {
    takes: 'true or false',
    accepts: isBoolean,
    apply: (phone, value) => set(phone, value === true),
  };
}

/** What the control API can do to a phone, in the order in which it is done. */
const changes: Readonly<Record<string, Change>> = {
  reset: action((phone) => phone.reset()),
  online: setting((phone, isOnline) => phone.setOnline(isOnline)),
  tone: setting((phone, isOn) => phone.setTone(isOn)),
  frameRate: {
    takes: frameRatesInWords,
    accepts: isFrameRate,
    apply: (phone, value) => {
      if (isFrameRate(value)) phone.setFrameRate(value);
    },
  },
  network: {
    takes: networkTakes,
    accepts: (value) => value === null || isNetwork(value),
    problem: (phone) => (phone.isImpairable ? undefined : needsRelay('"network"')),
    apply: (phone, value) => phone.setNetwork(isNetwork(value) ? value : null),
  },
  appMessage: {
    takes: 'a text',
    accepts: (value) => typeof value === 'string' && value.length <= 10_000,
    apply: (phone, value) => phone.sendAppMessage(String(value)),
  },
  kick: action((phone) => phone.kick()),
  dropSignalling: action((phone, { closeFrame }) =>
    phone.dropSignalling({ hasCloseFrame: closeFrame === true }),
  ),
  expireTokens: action((phone) => phone.expireTokens()),
  offerAgain: action((phone) => phone.offerAgain()),
  restart: action((phone, { downForMs }) =>
    phone.restart(typeof downForMs === 'number' ? { downForMs } : {}),
  ),
  downForMs: {
    takes: 'ms, 0 to 600000',
    accepts: (value) => typeof value === 'number' && value >= 0 && value <= 600_000,
    apply: () => {},
  },
  closeFrame: { takes: 'true or false', accepts: isBoolean, apply: () => {} },
};

/**
 * Carries out what JSON from outside asks; all of it, or nothing when one thing in it is wrong.
 * @returns what is wrong
 */
export function changePhone(phone: PhoneHandle, wanted: JsonObject): string | undefined {
  for (const [name, value] of Object.entries(wanted)) {
    const change = Object.hasOwn(changes, name) ? changes[name] : undefined;
    if (!change) return `There is no "${name}", only ${Object.keys(changes).join(', ')}.`;
    if (!change.accepts(value)) return `"${name}" takes ${change.takes}.`;
    const problem = change.problem?.(phone);
    if (problem !== undefined) return problem;
  }
  for (const [name, change] of Object.entries(changes)) {
    if (Object.hasOwn(wanted, name)) change.apply(phone, wanted[name], wanted);
  }
  return undefined;
}
