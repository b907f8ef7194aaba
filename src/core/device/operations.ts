import * as v from 'valibot';
import type { DeviceOperationName } from './operation-names.js';
import * as s from './schemas.js';

/**
 * The device API: what an application may do to a phone besides streaming it, through the broker. This table is
 * its only description. The broker checks input and output against it, the types below come from it, and so does
 * docs/device-api.openapi.json. The words belong to no vendor; each vendor's broker part translates them.
 */

export interface DeviceOperation {
  /** For people who read the OpenAPI description. */
  readonly summary: string;
  /** Strict: a field that is not named is refused. */
  readonly input: v.GenericSchema;
  /** Tolerant: a field that is not named is left out. */
  readonly output: v.GenericSchema;
}

const isUpright = v.pipe(
  v.optional(v.boolean(), false),
  v.description('Turns a picture of a phone that lies on its side.'),
);

export const deviceOperations = {
  listPhones: {
    summary: 'The phones that this user may open, with their state, page by page.',
    input: v.strictObject({
      page: v.optional(s.wholeNumber(1, 100_000), 1),
      pageSize: v.optional(s.wholeNumber(1, 100), 50),
    }),
    output: s.phonePage,
  },
  getPhone: { summary: 'The state of the phone.', input: s.nothing, output: s.phone },
  getModel: {
    summary: 'Which device the phone claims to be, and its screen.',
    input: s.nothing,
    output: s.model,
  },
  getProperties: {
    summary: 'The properties that the vendor keeps of the phone.',
    input: s.nothing,
    output: s.properties,
  },
  setProperties: {
    summary: 'Changes properties that the vendor keeps of the phone.',
    input: v.strictObject({
      properties: s.propertyChanges,
      isPersistent: v.pipe(
        v.optional(v.boolean(), false),
        v.description('Keeps modem and system properties over a restart.'),
      ),
    }),
    output: s.task,
  },
  setAndroidProperties: {
    summary: 'Changes Android’s own properties, such as ro.product.model; they need a restart.',
    input: v.strictObject({
      properties: s.textsByName,
      restart: v.pipe(
        v.optional(v.boolean(), false),
        v.description('Restarts the phone afterwards.'),
      ),
    }),
    output: s.task,
  },
  restart: {
    summary: 'Restarts the phone.',
    input: v.strictObject({
      isHard: v.pipe(
        v.optional(v.boolean()),
        v.description('True or false where the vendor offers both; its own choice without it.'),
      ),
    }),
    output: s.task,
  },
  reset: {
    summary: 'Erases the phone: its apps and files are gone.',
    input: s.nothing,
    output: s.task,
  },
  stopStream: {
    summary: 'Ends the phone’s stream for everybody who watches it.',
    input: s.nothing,
    output: s.done,
  },
  takeScreenshot: {
    summary: 'Takes a picture of the screen; the phone keeps it in its own storage.',
    input: v.strictObject({ isUpright }),
    output: s.task,
  },
  createPreview: {
    summary: 'A small picture of the screen, at an address of the vendor that lives for a while.',
    input: v.strictObject({ isUpright }),
    output: v.object({ url: v.string() }),
  },
  runCommand: {
    summary: 'Runs a shell command and waits a few seconds for what it prints.',
    input: v.strictObject({ command: s.text(4096) }),
    output: s.commandOutput,
  },
  startCommand: {
    summary: 'Starts a shell command; getTask tells what it printed.',
    input: v.strictObject({ command: s.text(4096) }),
    output: s.task,
  },
  listApps: {
    summary: 'Asks for the installed apps; getTask gives the list.',
    input: s.nothing,
    output: s.task,
  },
  installApp: {
    summary: 'Installs an app of the account’s app store.',
    input: v.strictObject({
      appId: v.pipe(s.id, v.description('The vendor’s id of the app.')),
      name: s.text(128),
      packageName: s.packageName,
    }),
    output: s.task,
  },
  uninstallApp: {
    summary: 'Uninstalls an app.',
    input: v.strictObject({
      appId: v.optional(s.id),
      name: v.optional(s.text(128)),
      packageName: s.packageName,
    }),
    output: s.task,
  },
  startApp: {
    summary: 'Starts an app.',
    input: v.strictObject({ packageName: s.packageName }),
    output: s.task,
  },
  stopApp: {
    summary: 'Stops an app.',
    input: v.strictObject({ packageName: s.packageName }),
    output: s.task,
  },
  restartApp: {
    summary: 'Stops an app and starts it again.',
    input: v.strictObject({ packageName: s.packageName }),
    output: s.task,
  },
  uploadFile: {
    summary: 'Puts a file on the phone, from a web address or from the account’s file store.',
    input: v.strictObject({
      source: v.variant('type', [
        v.strictObject({
          type: v.literal('url'),
          url: s.webAddress,
          name: s.text(128),
          md5: v.pipe(
            v.optional(v.pipe(v.string(), v.regex(/^[0-9A-Fa-f]{32}$/))),
            v.description('The file’s MD5 in hexadecimal, where the vendor checks it.'),
          ),
        }),
        v.strictObject({ type: v.literal('file'), fileId: s.id }),
      ]),
      path: v.pipe(
        v.optional(s.phonePath),
        v.description('Folder on the phone; the vendor’s download folder without it.'),
      ),
      install: v.pipe(
        v.optional(v.boolean(), false),
        v.description('Installs it when it is an APK.'),
      ),
    }),
    output: s.task,
  },
  setTimeZone: {
    summary: 'Sets the phone’s time zone.',
    input: v.strictObject({
      timeZone: v.pipe(
        v.string(),
        v.maxLength(64),
        v.regex(/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/),
        v.description('IANA name, such as Europe/Paris.'),
      ),
    }),
    output: s.task,
  },
  setLanguage: {
    summary: 'Sets the phone’s language.',
    input: v.strictObject({
      language: v.pipe(
        v.string(),
        v.regex(/^[a-z]{2,3}$/),
        v.description('ISO 639-1, such as en.'),
      ),
      country: v.optional(s.countryCode),
    }),
    output: s.task,
  },
  setLocation: {
    summary: 'Tells the phone where it is, in degrees.',
    input: v.strictObject({ latitude: s.degrees(90), longitude: s.degrees(180) }),
    output: s.task,
  },
  setSim: {
    summary: 'Changes the phone’s SIM card.',
    input: v.pipe(
      v.strictObject({
        country: v.optional(s.countryCode),
        properties: v.pipe(
          v.optional(s.textsByName),
          v.description('Fields of the card by the vendor’s own names, such as imei or iccid.'),
        ),
      }),
      v.minEntries(1),
    ),
    output: s.task,
  },
  setProxy: {
    summary: 'Sends the phone’s traffic through a proxy, or no longer.',
    input: v.variant('enable', [
      v.strictObject({ enable: v.literal(false) }),
      v.strictObject({
        enable: v.literal(true),
        kind: v.optional(v.picklist(['proxy', 'vpn']), 'proxy'),
        protocol: v.optional(v.picklist(['socks5', 'http-relay']), 'socks5'),
        host: v.pipe(v.string(), v.regex(/^[A-Za-z0-9.:-]{1,253}$/)),
        port: s.wholeNumber(1, 65_535),
        account: v.optional(s.text(128)),
        password: v.optional(s.text(128)),
      }),
    ]),
    output: s.task,
  },
  getProxy: {
    summary: 'Asks for the phone’s proxy; getTask tells it.',
    input: s.nothing,
    output: s.task,
  },
  setBandwidth: {
    summary: 'Limits the phone’s traffic.',
    input: v.strictObject({ up: s.megabitsPerSecond, down: s.megabitsPerSecond }),
    output: s.task,
  },
  setAdb: {
    summary: 'Opens or closes the phone for adb.',
    input: v.strictObject({ enable: v.boolean() }),
    output: s.adbAccess,
  },
  getTask: {
    summary: 'How far a task of this phone is, and what came of it.',
    input: v.strictObject({ taskId: s.taskId }),
    output: s.taskState,
  },
} as const satisfies Readonly<Record<DeviceOperationName, DeviceOperation>>;

/** What a caller gives; fields with a default may be left out. */
export type DeviceInput<Name extends DeviceOperationName> = v.InferInput<
  (typeof deviceOperations)[Name]['input']
>;

/** What the broker's vendor gets: checked, with the defaults in. */
export type CheckedDeviceInput<Name extends DeviceOperationName> = v.InferOutput<
  (typeof deviceOperations)[Name]['input']
>;

export type DeviceOutput<Name extends DeviceOperationName> = v.InferOutput<
  (typeof deviceOperations)[Name]['output']
>;

export type TaskStatus = v.InferOutput<typeof s.taskStatus>;
export type TaskState = v.InferOutput<typeof s.taskState>;
export type PhoneStatus = v.InferOutput<typeof s.phoneStatus>;

export { type DeviceOperationName, deviceOperationNames } from './operation-names.js';
