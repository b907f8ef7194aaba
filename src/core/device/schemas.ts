import * as v from 'valibot';
import { androidPackageName } from '../android-package-name.js';

/** What the operations' inputs and outputs are made of. Rules that JSON Schema can say too, and no others. */

export const text = (maxLength: number) =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(maxLength));

export const wholeNumber = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

export const degrees = (max: number) => v.pipe(v.number(), v.minValue(-max), v.maxValue(max));

export const id = v.pipe(v.string(), v.regex(/^[\w.:@-]{1,128}$/));

/** Longer than other ids: it may hold what is left to do, the place of an uploaded file for example. */
export const taskId = v.pipe(v.string(), v.regex(/^[\w.:@-]{1,2048}$/));

export const packageName = v.pipe(
  v.string(),
  v.maxLength(255),
  v.regex(androidPackageName),
  v.description('An Android package name, such as com.android.chrome.'),
);

export const webAddress = v.pipe(v.string(), v.maxLength(2048), v.regex(/^https?:\/\/[^\s]+$/));

export const phonePath = v.pipe(v.string(), v.maxLength(512), v.regex(/^\/[^\0\r\n]*$/));

export const countryCode = v.pipe(
  v.string(),
  v.regex(/^[A-Z]{2}$/),
  v.description('ISO 3166-1 alpha-2, such as US.'),
);

/** 0 is without limit, -1 cuts the direction off. */
export const megabitsPerSecond = v.pipe(
  v.union([v.literal(-1), v.pipe(v.number(), v.minValue(0), v.maxValue(10_000))]),
  v.description('Mbit/s; 0 is without limit, -1 cuts this direction off.'),
);

/**
 * Texts by the vendor's own names. Whoever puts them into a request of their own adds its other fields, the
 * phone's id above all, after them.
 */
export const textsByName = v.pipe(
  v.record(
    v.pipe(v.string(), v.regex(/^[A-Za-z][\w.-]{0,127}$/)),
    v.pipe(v.string(), v.maxLength(1024)),
  ),
  v.minEntries(1),
  v.maxEntries(100),
);

export const nothing = v.strictObject({});

/** The vendor did it and has nothing to tell. */
export const done = v.object({});

/** The vendor has accepted the order and works on it: ask `getTask`. */
export const task = v.object({ taskId: v.string() });

const bytes = v.pipe(v.number(), v.description('Bytes.'));
const instant = v.pipe(v.number(), v.description('Ms since 1970.'));
const pixels = v.pipe(v.number(), v.description('Px.'));

export const phoneStatus = v.picklist([
  'running',
  'restarting',
  'resetting',
  'upgrading',
  'faulty',
  'not-ready',
  'unknown',
]);

/** What a vendor does not tell is absent. */
export const phone = v.object({
  phoneId: v.string(),
  status: phoneStatus,
  isOnline: v.boolean(),
  isStreaming: v.boolean(),
  storageBytes: v.optional(bytes),
  storageUsedBytes: v.optional(bytes),
  imageId: v.optional(v.string()),
});

export const phonePage = v.object({ phones: v.array(phone), total: v.number() });

export const model = v.object({
  brand: v.optional(v.string()),
  manufacturer: v.optional(v.string()),
  model: v.optional(v.string()),
  androidId: v.optional(v.string()),
  imei: v.optional(v.string()),
  serialNumber: v.optional(v.string()),
  wifiMac: v.optional(v.string()),
  isRooted: v.optional(v.boolean()),
  width: v.optional(pixels),
  height: v.optional(pixels),
  memoryBytes: v.optional(bytes),
});

const app = v.object({
  name: v.string(),
  packageName: v.string(),
  version: v.optional(v.string()),
  isRunning: v.optional(v.boolean()),
});

export const taskStatus = v.picklist([
  'waiting',
  'running',
  'done',
  'failed',
  'partly-failed',
  'cancelled',
  'timed-out',
]);

export const taskState = v.object({
  taskId: v.string(),
  phoneId: v.string(),
  status: taskStatus,
  progress: v.optional(v.pipe(v.number(), v.description('0 to 1, where the vendor tells.'))),
  output: v.optional(
    v.pipe(
      v.string(),
      v.description('What a command printed, or what the vendor says of the outcome.'),
    ),
  ),
  apps: v.optional(v.pipe(v.array(app), v.description('The outcome of listApps.'))),
  error: v.optional(
    v.pipe(v.string(), v.description('Why it failed, in the vendor’s words or number.')),
  ),
  endedAt: v.optional(instant),
});

const readProperties = v.array(v.object({ name: v.string(), value: v.string() }));

export const properties = v.object({
  modem: v.optional(readProperties),
  system: v.optional(readProperties),
  setting: v.optional(readProperties),
  oaid: v.optional(readProperties),
});

const writtenProperties = v.pipe(
  v.array(v.strictObject({ name: text(128), value: v.pipe(v.string(), v.maxLength(1024)) })),
  v.minLength(1),
  v.maxLength(100),
);

export const propertyChanges = v.pipe(
  v.strictObject({
    modem: v.optional(writtenProperties),
    system: v.optional(writtenProperties),
    setting: v.optional(writtenProperties),
    oaid: v.optional(writtenProperties),
  }),
  v.minEntries(1),
);

export const commandOutput = v.object({ output: v.string(), taskId: v.optional(v.string()) });

export const adbAccess = v.object({
  enable: v.boolean(),
  command: v.optional(
    v.pipe(v.string(), v.description('The line that connects an adb to the phone.')),
  ),
  expiresAt: v.optional(instant),
});
