import * as v from 'valibot';

/**
 * The device API: what an application may do to a phone besides streaming it, through the broker. This file is
 * its only description. The broker checks input and output against it, the types below come from it, and so does
 * docs/device-api.openapi.json. The words belong to no vendor; each vendor's broker part translates them.
 */

const text = (maxLength: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(maxLength));
const id = v.pipe(v.string(), v.regex(/^[\w.:@-]{1,128}$/));
const packageName = v.pipe(
  v.string(),
  v.maxLength(255),
  v.regex(/^[A-Za-z]\w*(?:\.\w+)+$/, 'must be an Android package name'),
);
const wholeNumber = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const webAddress = v.pipe(v.string(), v.maxLength(2048), v.regex(/^https?:\/\/[^\s]+$/));
const phonePath = v.pipe(v.string(), v.maxLength(512), v.regex(/^\/[^\0]*$/, 'must begin with /'));

const nothing = v.strictObject({});
/** The vendor has accepted the order and works on it: ask `getTask`. */
const task = v.object({ taskId: v.string() });

const phoneStatus = v.picklist([
  'running',
  'restarting',
  'resetting',
  'upgrading',
  'faulty',
  'not-ready',
  'unknown',
]);

const phone = v.object({
  phoneId: v.string(),
  status: phoneStatus,
  isOnline: v.boolean(),
  isStreaming: v.boolean(),
  /** Bytes; absent where the vendor does not tell. */
  storageBytes: v.optional(v.number()),
  storageUsedBytes: v.optional(v.number()),
  imageId: v.optional(v.string()),
});

const app = v.object({
  name: v.string(),
  packageName: v.string(),
  version: v.optional(v.string()),
  isRunning: v.optional(v.boolean()),
});

const taskStatus = v.picklist([
  'waiting',
  'running',
  'done',
  'failed',
  'partly-failed',
  'cancelled',
  'timed-out',
]);

const taskState = v.object({
  taskId: v.string(),
  phoneId: v.string(),
  status: taskStatus,
  /** 0 to 1, where the vendor tells. */
  progress: v.optional(v.number()),
  /** What a command printed, or what the vendor says of the outcome. */
  output: v.optional(v.string()),
  /** The outcome of `listApps`. */
  apps: v.optional(v.array(app)),
  /** Why it failed, in the vendor's words or number. */
  error: v.optional(v.string()),
  /** Ms since 1970. */
  endedAt: v.optional(v.number()),
});

const propertyList = v.array(v.object({ name: v.string(), value: v.string() }));
const properties = v.object({
  modem: v.optional(propertyList),
  system: v.optional(propertyList),
  setting: v.optional(propertyList),
  oaid: v.optional(propertyList),
});

/** Input and output of each operation. Input is strict: what is not named here is refused. */
export const deviceOperations = {
  /** The phones that this user may open, with their state. */
  listPhones: {
    input: v.strictObject({
      page: v.optional(wholeNumber(1, 100_000), 1),
      pageSize: v.optional(wholeNumber(1, 100), 50),
    }),
    output: v.object({ phones: v.array(phone), total: v.number() }),
  },
  getPhone: { input: nothing, output: phone },
  getModel: {
    input: nothing,
    output: v.object({
      brand: v.optional(v.string()),
      manufacturer: v.optional(v.string()),
      model: v.optional(v.string()),
      androidId: v.optional(v.string()),
      imei: v.optional(v.string()),
      serialNumber: v.optional(v.string()),
      wifiMac: v.optional(v.string()),
      isRooted: v.optional(v.boolean()),
      /** Px. */
      width: v.optional(v.number()),
      height: v.optional(v.number()),
      memoryBytes: v.optional(v.number()),
    }),
  },
  getProperties: { input: nothing, output: properties },
  setProperties: { input: v.strictObject({ properties }), output: task },
  /** Android's own `ro.*` and kin; they take effect after a restart. */
  setAndroidProperties: {
    input: v.strictObject({
      properties: v.record(text(128), v.pipe(v.string(), v.maxLength(1024))),
      restart: v.optional(v.boolean(), false),
    }),
    output: task,
  },
  restart: {
    input: v.strictObject({ isHard: v.optional(v.boolean()) }),
    output: task,
  },
  /** Erases the phone. */
  reset: { input: nothing, output: task },
  /** Ends the phone's stream for everybody who watches it. */
  stopStream: { input: nothing, output: nothing },
  /** The phone keeps the picture in its own storage. */
  takeScreenshot: {
    input: v.strictObject({ isUpright: v.optional(v.boolean(), false) }),
    output: task,
  },
  /** A small picture of the screen, at an address of the vendor that lives for a short while. */
  createPreview: {
    input: v.strictObject({ isUpright: v.optional(v.boolean(), false) }),
    output: v.object({ url: v.string() }),
  },
  /** Runs a shell command and waits a few seconds for what it prints. */
  runCommand: {
    input: v.strictObject({ command: text(4096) }),
    output: v.object({ output: v.string(), taskId: v.optional(v.string()) }),
  },
  /** Starts a shell command; `getTask` tells what it printed. */
  startCommand: { input: v.strictObject({ command: text(4096) }), output: task },
  /** `getTask` gives the list. */
  listApps: { input: nothing, output: task },
  installApp: {
    input: v.strictObject({
      /** The vendor's id of an app that is in the account's app store. */
      appId: id,
      name: text(128),
      packageName,
    }),
    output: task,
  },
  uninstallApp: {
    input: v.strictObject({
      appId: v.optional(id),
      name: v.optional(text(128)),
      packageName,
    }),
    output: task,
  },
  startApp: { input: v.strictObject({ packageName }), output: task },
  stopApp: { input: v.strictObject({ packageName }), output: task },
  restartApp: { input: v.strictObject({ packageName }), output: task },
  /** Puts a file on the phone: from a web address, or one that the account's file store already has. */
  uploadFile: {
    input: v.strictObject({
      source: v.variant('type', [
        v.strictObject({ type: v.literal('url'), url: webAddress, name: text(128) }),
        v.strictObject({ type: v.literal('file'), fileId: id }),
      ]),
      /** Where to; the vendor's download folder without it. */
      path: v.optional(phonePath),
      /** Installs it when it is an APK. */
      install: v.optional(v.boolean(), false),
    }),
    output: task,
  },
  /** IANA name, such as `Europe/Paris`. */
  setTimeZone: {
    input: v.strictObject({
      timeZone: v.pipe(v.string(), v.regex(/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/), v.maxLength(64)),
    }),
    output: task,
  },
  /** ISO 639-1 language and ISO 3166-1 country, such as `en` and `US`. */
  setLanguage: {
    input: v.strictObject({
      language: v.pipe(v.string(), v.regex(/^[a-z]{2,3}$/)),
      country: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))),
    }),
    output: task,
  },
  setLocation: {
    input: v.strictObject({
      /** Degrees. */
      latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
      longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
    }),
    output: task,
  },
  setSim: {
    input: v.strictObject({
      /** ISO 3166-1 alpha-2 code of the SIM's country. */
      country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
      properties: v.optional(v.record(text(64), v.pipe(v.string(), v.maxLength(256)))),
    }),
    output: task,
  },
  setProxy: {
    input: v.variant('enable', [
      v.strictObject({ enable: v.literal(false) }),
      v.strictObject({
        enable: v.literal(true),
        kind: v.optional(v.picklist(['proxy', 'vpn']), 'proxy'),
        protocol: v.optional(v.picklist(['socks5', 'http-relay']), 'socks5'),
        host: v.pipe(v.string(), v.regex(/^[A-Za-z0-9.:-]{1,253}$/)),
        port: wholeNumber(1, 65_535),
        account: v.optional(text(128)),
        password: v.optional(text(128)),
      }),
    ]),
    output: task,
  },
  getProxy: { input: nothing, output: task },
  /** Mbit/s; 0 is without limit, -1 cuts the direction off. */
  setBandwidth: {
    input: v.strictObject({ up: wholeNumber(-1, 10_000), down: wholeNumber(-1, 10_000) }),
    output: task,
  },
  setAdb: {
    input: v.strictObject({ enable: v.boolean() }),
    output: v.object({
      enable: v.boolean(),
      /** The line that connects an `adb` to the phone. */
      command: v.optional(v.string()),
      /** Ms since 1970. */
      expiresAt: v.optional(v.number()),
    }),
  },
  getTask: { input: v.strictObject({ taskId: id }), output: taskState },
} as const satisfies Readonly<
  Record<string, { readonly input: v.GenericSchema; readonly output: v.GenericSchema }>
>;

export type DeviceOperationName = keyof typeof deviceOperations;

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

export type TaskStatus = v.InferOutput<typeof taskStatus>;
export type TaskState = v.InferOutput<typeof taskState>;
export type PhoneStatus = v.InferOutput<typeof phoneStatus>;

export const deviceOperationNames = Object.keys(deviceOperations) as readonly DeviceOperationName[];
