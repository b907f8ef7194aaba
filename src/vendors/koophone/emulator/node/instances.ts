import { randomBytes } from 'node:crypto';
import type { EmulatedPhone, EmulatorWorld } from '../../../../core/ports/emulator.js';
import { ApiFailure } from './envelope.js';
import { Preparation } from './preparation.js';
import type { VideoSetting } from './video-setting.js';

/** What keeps an instance from its users for a while. */
export type Business = 'rebooting' | 'resetting' | 'backing-up';

/** What the cloud keeps of one instance, beside the phone itself. */
export class Instance {
  readonly instanceId: string;
  readonly name: string;
  /** The device, which signalling goes by; nothing of the instance id is in it. */
  readonly deviceId = randomBytes(16).toString('hex');
  /** There is none for an instance that was ordered: no virtual phone comes of an order. */
  readonly phone: EmulatedPhone | undefined;
  readonly preparation: Preparation;
  /** The user whom it is assigned to; anybody may use it while there is none (assumed). */
  assignedUser: string | undefined;
  business: Business | undefined;
  /** How its stream is encoded; undefined until somebody said it. */
  videoSetting: VideoSetting | undefined;
  /** Ms since 1970. */
  backedUpAt: number | undefined;

  constructor(
    instanceId: string,
    name: string,
    phone: EmulatedPhone | undefined,
    world: EmulatorWorld,
  ) {
    this.instanceId = instanceId;
    this.name = name;
    this.phone = phone;
    this.preparation = new Preparation(world);
  }

  /** Takes orders and viewers just now. */
  get isReachable(): boolean {
    return this.phone?.isOnline === true && this.business === undefined;
  }

  maySee(userId: string): boolean {
    return this.assignedUser === undefined || this.assignedUser === userId;
  }
}

/** The tenant's instances. */
export class Instances {
  readonly #world: EmulatorWorld;
  readonly #instances: Map<string, Instance>;

  constructor(world: EmulatorWorld) {
    this.#world = world;
    this.#instances = new Map(
      [...world.phones].map(([id, phone], index) => [
        id,
        new Instance(id, `emulated-${String(index + 1).padStart(5, '0')}`, phone, world),
      ]),
    );
  }

  get all(): readonly Instance[] {
    return [...this.#instances.values()];
  }

  find(instanceId: string): Instance | undefined {
    return this.#instances.get(instanceId);
  }

  ofDevice(deviceId: string): Instance | undefined {
    return this.all.find((instance) => instance.deviceId === deviceId);
  }

  /** @throws ApiFailure 1001 (no permission, or the id is wrong), or another code */
  get(instanceId: string, unknown: string | number = 1001): Instance {
    const instance = this.#instances.get(instanceId);
    if (!instance) throw new ApiFailure(unknown);
    return instance;
  }

  /** An instance that was ordered. */
  add(name: string): Instance {
    const instanceId = randomBytes(4).toString('hex');
    const instance = new Instance(instanceId, name, undefined, this.#world);
    this.#instances.set(instanceId, instance);
    return instance;
  }

  delete(instanceId: string): void {
    this.#instances.delete(instanceId);
  }
}
