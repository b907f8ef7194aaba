import type { Page } from '@playwright/test';
import type { Emulator } from 'telepad/emulator';
import type { Site } from '../harness/site.js';
import type { TestPhone } from '../harness/test-phone.js';

/** Where a fault happens: one phone, one page, nobody else. */
export interface FaultStage {
  readonly site: Site;
  readonly phone: TestPhone;
  readonly page: Page;
  /** Does what a user does in the middle of it. */
  midway(): Promise<void>;
  /** Opens the same phone as the same user in another page, and waits until it is live there. */
  takeOver(): Promise<void>;
  /** Resolves when the session has begun to make a new connection. */
  newConnection(): Promise<void>;
}

/** What goes wrong. Resolves when the cause is gone; from that moment on the recovery is measured. */
export interface Fault {
  /** True: it is there before the session is opened, and `inflict` is called right after. */
  readonly isAtConnect?: boolean;
  readonly begin?: (emulator: Emulator) => void;
  readonly inflict: (stage: FaultStage) => Promise<void>;
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

type Faults = Partial<Emulator['faults']>;

/** Switches faults on, waits with a user's deed in the middle, and switches them off again. */
async function during(stage: FaultStage, ms: number, faults: Faults): Promise<void> {
  const live = stage.site.emulator.faults;
  const before = { ...live };
  Object.assign(live, faults);
  await pause(ms / 2);
  await stage.midway();
  await pause(ms / 2);
  for (const name of Object.keys(faults))
    Object.assign(live, { [name]: Reflect.get(before, name) });
}

const mediaCut = (ms: number): Fault => ({
  inflict: (stage) => during(stage, ms, { cutMedia: true }),
});

const impaired = (faults: Faults): Fault => ({
  inflict: (stage) => during(stage, 6000, faults),
});

const atConnect = (faults: Faults): Fault => ({
  isAtConnect: true,
  begin: (emulator) => Object.assign(emulator.faults, faults),
  inflict: async () => {},
});

/** Headless tabs are all visible, whichever is in front. */
async function show(page: Page, visibility: DocumentVisibilityState): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, visibility);
}

/**
 * No script of the page runs for so long, as in a tab that the browser has frozen, or while the device sleeps. Frozen
 * for real, headless tabs go on running.
 */
async function freeze(page: Page, ms: number): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Debugger.enable');
  await devTools.send('Debugger.pause');
  await pause(ms);
  await devTools.send('Debugger.resume');
  await devTools.send('Debugger.disable');
  await devTools.detach();
}

/** By the id of its row. */
export const faults: Readonly<Record<string, Fault>> = {
  'media-cut-1s': mediaCut(1000),
  'media-cut-5s': mediaCut(5000),
  'media-cut-30s': mediaCut(30_000),
  'headless-media-cut-5s': mediaCut(5000),
  'signalling-closed': {
    async inflict({ phone, midway }) {
      phone.handle.dropSignalling({ hasCloseFrame: true });
      await midway();
    },
  },
  'signalling-cut': {
    async inflict({ phone, midway }) {
      phone.handle.dropSignalling();
      await midway();
    },
  },
  'signalling-refused': {
    async inflict(stage) {
      stage.phone.handle.dropSignalling();
      await during(stage, 3000, { refuseSignalling: true });
    },
  },
  'connect-refused': {
    isAtConnect: true,
    begin: ({ faults }) => {
      faults.refuseSignalling = true;
    },
    async inflict({ site }) {
      await pause(1000);
      site.emulator.faults.refuseSignalling = false;
    },
  },
  'connect-slow': atConnect({ signalDelayMs: 1000 }),
  'connect-duplicated': atConnect({ duplicateSignals: true }),
  'connect-reordered': atConnect({ reorderSignals: true }),
  'phone-restarted': {
    async inflict({ phone, midway }) {
      phone.handle.kick();
      await midway();
    },
  },
  'watch-phone-restarted': {
    async inflict({ phone }) {
      phone.handle.kick();
    },
  },
  'phone-killed': {
    async inflict(stage) {
      const { faults } = stage.site.emulator;
      // The goodbyes of its peers are lost, as a killed process says none.
      Object.assign(faults, { cutMedia: true, refuseSignalling: true });
      stage.phone.handle.dropSignalling();
      stage.phone.handle.kick();
      await during(stage, 3000, {});
      Object.assign(faults, { cutMedia: false, refuseSignalling: false });
    },
  },
  'all-cut-5s': {
    async inflict(stage) {
      stage.phone.handle.dropSignalling();
      await during(stage, 5000, { cutMedia: true, refuseSignalling: true });
    },
  },
  'expired-signalling': {
    async inflict({ phone, midway }) {
      phone.handle.expireTokens();
      phone.handle.dropSignalling();
      await midway();
    },
  },
  'expired-media': {
    async inflict(stage) {
      stage.phone.handle.expireTokens();
      stage.phone.handle.dropSignalling();
      await during(stage, 5000, { cutMedia: true });
    },
  },
  'taken-over': {
    inflict: ({ takeOver }) => takeOver(),
  },
  'loss-5': impaired({ packetLossRate: 0.05 }),
  'loss-20': impaired({ packetLossRate: 0.2 }),
  'delay-200': impaired({ packetDelayMs: 200 }),
  'tab-hidden': {
    async inflict({ page, phone, midway }) {
      await show(page, 'hidden');
      phone.handle.kick();
      await pause(1500);
      await midway();
      await pause(1500);
      await show(page, 'visible');
    },
  },
  'tab-frozen': {
    async inflict({ page, site }) {
      site.emulator.faults.cutMedia = true;
      await freeze(page, 6000);
      site.emulator.faults.cutMedia = false;
    },
  },
  'page-offline': {
    async inflict(stage) {
      await stage.page.context().setOffline(true);
      stage.phone.handle.dropSignalling();
      await during(stage, 5000, { cutMedia: true });
      await stage.page.context().setOffline(false);
    },
  },
  'reoffers-ignored': {
    async inflict(stage) {
      stage.site.emulator.faults.ignoreReoffers = true;
      await during(stage, 5000, { cutMedia: true });
    },
  },
  'video-frozen': untilNewConnection({ freezeVideo: true }),
  'channel-mute': untilNewConnection({ muteChannel: true }),
};

/** What hangs is the connection, as an encoder hangs: the next one works. */
function untilNewConnection(what: Faults): Fault {
  return {
    async inflict({ site, midway, newConnection }) {
      const connected = newConnection();
      // Whoever awaits it hears of its failure.
      connected.catch(() => undefined);
      Object.assign(site.emulator.faults, what);
      await pause(500);
      await midway();
      await connected;
      for (const name of Object.keys(what)) Object.assign(site.emulator.faults, { [name]: false });
    },
  };
}
