import { TelepadError } from '../../core/errors.js';
import type { EmulatedCloud, EmulatorFaults, EmulatorVendor } from '../../core/ports/emulator.js';
import { chosenClouds, invalidOptions } from './cloud-options.js';
import { ControlApi } from './control-api.js';
import {
  checkEmulatorOptions,
  type EmulatorOptions,
  initialFaults,
  type PhoneIds,
  seedOf,
} from './emulator-options.js';
import { networkOfFaults } from './impairment/network-conditions.js';
import { seededRandom } from './impairment/random.js';
import { LoopbackHttp } from './loopback-http.js';
import { createPhoneHandle, type PhoneHandle } from './phone-handle.js';
import { CloudServer } from './server.js';
import { Timers } from './timers.js';
import type { VirtualPhone } from './virtual-phone.js';

/** Where a broker finds a fake cloud, and with which account. */
export interface CloudAccess<Credentials> {
  /** `http://127.0.0.1:PORT` */
  readonly baseUrl: string;
  /** Made up at this start. */
  readonly credentials: Credentials;
  readonly phoneIds: PhoneIds;
}

type Vendors = Readonly<Record<string, EmulatorVendor>>;

type CredentialsOf<Vendor> = Vendor extends EmulatorVendor<infer Credentials> ? Credentials : never;

/** A running emulator: fake clouds, virtual phones and a control API, all on loopback. */
export interface RunningEmulator<List extends Vendors> {
  readonly clouds: { readonly [Name in keyof List]: CloudAccess<CredentialsOf<List[Name]>> };
  /** The control API: `http://127.0.0.1:PORT` */
  readonly controlUrl: string;
  /** Live: assign to switch a fault on or off. */
  readonly faults: EmulatorFaults;
  /** @throws TelepadError `phone_not_found` */
  phone(phoneId: string): PhoneHandle;
  /** Ends every session, frees ports, timers and peers. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts a fake cloud for each vendor of the list that `options.vendors` names, each with its own phones. The others
 * are missing in `clouds`: whoever names some narrows the type.
 * @throws TelepadError `configuration_invalid`
 */
export async function startVendors<List extends Vendors>(
  vendors: List,
  options: EmulatorOptions = {},
): Promise<RunningEmulator<List>> {
  const running = chosenClouds(Object.keys(vendors), options.vendors);
  const faults = initialFaults(options);
  const Phone = await loadPhone();
  const timers = new Timers();
  const seed = seedOf(options);
  const network = seed !== undefined && {
    conditions: () => networkOfFaults(faults),
    random: seededRandom(seed),
    after: timers.after,
  };
  const handles = new Map<string, PhoneHandle>();
  const http = new LoopbackHttp();
  const closers: (() => Promise<void> | void)[] = [() => http.close(), () => timers.clear()];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };

  const openCloud = async (name: string, vendor: EmulatorVendor): Promise<CloudAccess<object>> => {
    const place = { name, running };
    const { port, frameRate, iceServers, phoneIds } = checkEmulatorOptions(options, vendor, place);
    const taken = phoneIds.find((phoneId) => handles.has(phoneId));
    if (taken !== undefined) throw invalidOptions('two clouds have a phone of the same id');
    const phones = new Map(
      phoneIds.map((phoneId) => [
        phoneId,
        new Phone({ phoneId, now: Date.now, frameRate, faults, ...(network && { network }) }),
      ]),
    );
    const server: CloudServer = new CloudServer(() => cloud);
    const cloud = vendor.createCloud({
      phones,
      faults,
      iceServers,
      address: () => server.address,
      now: Date.now,
      after: timers.after,
      post: http.post,
      download: http.download,
    });
    closers.push(() => closeCloud(cloud, server, phones));
    await server.listen(port);
    for (const [phoneId, phone] of phones)
      handles.set(phoneId, createPhoneHandle(phone, cloud, timers.after));
    return { baseUrl: `http://${server.address}`, credentials: cloud.credentials, phoneIds };
  };

  try {
    const clouds: Record<string, CloudAccess<object>> = {};
    for (const [name, vendor] of Object.entries(vendors)) {
      if (running.includes(name)) clouds[name] = await openCloud(name, vendor);
    }
    const control = new ControlApi({ phones: handles, faults, isImpairable: seed !== undefined });
    closers.push(() => control.close());
    await control.listen(options.controlPort ?? 0);
    return {
      clouds: clouds as RunningEmulator<List>['clouds'],
      controlUrl: control.url,
      faults,
      phone: (phoneId) => handles.get(phoneId) ?? noSuchPhone(handles),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function closeCloud(
  cloud: EmulatedCloud,
  server: CloudServer,
  phones: ReadonlyMap<string, VirtualPhone>,
): Promise<void> {
  for (const phone of phones.values()) {
    cloud.closePhone(phone.phoneId);
    phone.close();
  }
  await server.close();
}

function noSuchPhone(handles: ReadonlyMap<string, PhoneHandle>): never {
  throw new TelepadError(
    'phone_not_found',
    `The emulator has no such phone. It has ${[...handles.keys()].join(', ')}.`,
  );
}

/** Loaded when a phone is needed: both packages behind it are native and optional. */
async function loadPhone(): Promise<typeof VirtualPhone> {
  try {
    return (await import('./virtual-phone.js')).VirtualPhone;
  } catch (cause) {
    throw new TelepadError(
      'configuration_invalid',
      'The emulator was not started: the packages @roamhq/wrtc and @napi-rs/canvas could not be loaded. They are optional dependencies; install them with "npm install --include=optional", on a platform that they support.',
      { cause },
    );
  }
}
