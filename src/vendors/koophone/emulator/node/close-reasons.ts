import { leavingGraceMs } from '../../../../core/emulation/viewer-seat.js';

/**
 * Why the server ends a stream. Numbers are from the SDK's range for that, 1400 to 1425 (fact sheet 6.6); which one
 * means what is not known, so these are the emulator's own.
 */
export const closeReasons = {
  stopped: '1401;stream stopped',
  'taken-over': '1402;the session was opened again',
  idle: '1403;no input',
  kicked: '1404;the session was ended',
  busy: '1405;the phone is being worked on',
  deleted: '1406;the instance was deleted',
} as const;

export type CloseReason = keyof typeof closeReasons;

/** How long a viewer is heard after that: one whose server stops its stream may just be leaving, with a finger down. */
export const hearingMs = (reason: CloseReason | undefined) =>
  reason === 'stopped' ? leavingGraceMs : 0;
