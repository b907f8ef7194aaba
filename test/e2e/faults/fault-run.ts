import type { Browser, BrowserContext, Page } from '@playwright/test';
import { chromiumSays, guardConsole } from '../harness/console-guard.js';
import { openSite, type Site, type User } from '../harness/site.js';
import { TestPhone } from '../harness/test-phone.js';
import type { Vendor } from '../harness/vendors.js';
import type { FaultFacts } from '../page/fault-probe.js';
import type { OpenOptions } from '../page/probe.js';
import {
  type FaultResult,
  hasFreshPicture,
  rungOf,
  type TypedFate,
  timesOf,
} from './fault-result.js';
import type { FaultRow, Rung } from './fault-rows.js';
import { type FaultStage, faults, pause } from './faults.js';

/** What one row came to, and what was wrong with it. */
export interface FaultOutcome {
  readonly result: FaultResult;
  /** In words; empty when all is as it must be. */
  readonly wrong: readonly string[];
}

const name = 'phone';
/** On the phone's status bar, where a finger that rests does nothing, in client px. */
const restingPlace = { x: 180, y: 20 };
/** Does nothing where the caret is at the end of the text. */
const heldKey = 'ArrowRight';
/** The user types these before, during and after the fault. */
const words = { before: 'one ', during: 'two ', after: 'three ' } as const;

/** Refused sockets and requests are what the faults are. */
const refusals = [
  chromiumSays.refusedSocket(503),
  chromiumSays.refusedSocket(401),
  chromiumSays.unauthorisedSocket,
  chromiumSays.absentSocket,
  chromiumSays.abandonedSocket,
  "WebSocket connection to 'URL' failed: Error in connection establishment: net::ERR_INTERNET_DISCONNECTED",
  'Failed to load resource: net::ERR_INTERNET_DISCONNECTED',
];

/** Runs one row on a stage of its own, so that rows can run beside each other. */
export async function runFault(
  row: FaultRow,
  browser: Browser,
  vendor: Vendor,
): Promise<FaultOutcome> {
  const site = await openSite({ vendor, phones: 1, impairable: true, frameRate: 15 });
  const context = await browser.newContext();
  const guard = guardConsole(context);
  guard.allow(...refusals, ...(row.console ?? []));
  try {
    const run = new FaultRun(row, site, context, await context.newPage());
    const outcome = await run.outcome();
    await Promise.all(context.pages().map((page) => page.goto('about:blank')));
    const viewers = () => site.emulator.phone(site.phoneIds[0] as string).viewers;
    await until('nobody at the phone after the page was left', () => viewers() === 0);
    return { ...outcome, wrong: [...outcome.wrong, ...guard.findings(site.secrets)] };
  } finally {
    await context.close();
    await site.close();
  }
}

/** Waits until `isSo`; says what was awaited when it does not come. */
async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  limitMs = 30_000,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Not within ${limitMs / 1000} s: ${what}.`);
    await pause(50);
  }
}

class FaultRun {
  readonly #row: FaultRow;
  readonly #site: Site;
  readonly #context: BrowserContext;
  readonly #page: Page;
  readonly #phone: TestPhone;
  readonly #wrong: string[] = [];
  #begunMs = 0;
  /** A session gets one in any case. */
  #ticketsBefore = 1;
  #otherPage: Page | undefined;
  /** The code that the text of the middle met; undefined while nothing was typed. */
  #refusal: string | null | undefined;

  constructor(row: FaultRow, site: Site, context: BrowserContext, page: Page) {
    this.#row = row;
    this.#site = site;
    this.#context = context;
    this.#page = page;
    this.#phone = new TestPhone(site.emulator, site.phoneIds[0] as string);
  }

  async outcome(): Promise<FaultOutcome> {
    const fault = faults[this.#row.id];
    if (!fault) throw new Error(`There is no fault ${this.#row.id}.`);
    const { emulator } = this.#site;
    if (fault.isAtConnect) fault.begin?.(emulator);
    const openedMs = Date.now();
    await this.#open(this.#page);
    if (!fault.isAtConnect) await this.#becomeBusy();
    const before = await this.#facts();
    if (!fault.isAtConnect) this.#ticketsBefore = this.#tickets;
    this.#begunMs = fault.isAtConnect ? openedMs : Date.now();
    await fault.inflict(this.#stage());
    const overMs = fault.isAtConnect ? openedMs : Date.now();
    if (this.#row.end === 'live') await this.#recovered(overMs);
    else await this.#ended();
    const seen = await this.#facts();
    const { closed } = seen.log;
    const result = {
      id: this.#row.id,
      name: this.#row.name,
      end: closed ? `closed: ${closed.error?.code}` : seen.state,
      ...timesOf(seen, { begunMs: this.#begunMs, overMs }),
      typed: 'nothing typed',
      troubles: seen.log.troubles.map(({ code }) => code),
    } as const;
    if (this.#row.end !== 'live') return { result, wrong: this.#wrong };
    await this.#checkLive(before);
    const after = await this.#healed(before);
    return {
      result: { ...result, healedBy: this.#checkRung(before, after), typed: await this.#fate() },
      wrong: this.#wrong,
    };
  }

  get #tickets(): number {
    return this.#site.brokerLog.filter(({ route }) => route === 'tickets').length;
  }

  get #user(): User {
    return this.#row.viewer === 'watch' ? 'watcher' : 'controller';
  }

  /** A user who has begun to type, and has a finger and a key down. */
  async #becomeBusy(): Promise<void> {
    await until('live', async () => (await this.#facts()).state === 'live');
    // With all its parts loaded, so that what is left afterwards can be compared.
    await this.#page.evaluate((name) => window.probe.get(name).session.stats(), name);
    if (this.#row.viewer === 'watch') return;
    const { x, y } = await this.#target('app:notes');
    await this.#page.evaluate(([name, x, y]) => window.probe.fault.tap(name, x, y), [
      name,
      x,
      y,
    ] as const);
    await until('Notes', () => this.#phone.state().isInputOpen);
    await this.#type(words.before);
    await until('the first word', () => this.#phone.state().text === words.before);
    if (this.#row.viewer !== 'view') return;
    await this.#page.mouse.move(restingPlace.x, restingPlace.y);
    await until('a finger and a key', () => this.#holds());
  }

  /** Presses, and once more where a busy machine recovered of something just then, which lets go of all. */
  async #holds(): Promise<boolean> {
    await this.#page.mouse.down();
    await this.#page.keyboard.down(heldKey);
    try {
      await until('a finger and a key', () => this.#held > 1, 5000);
      return true;
    } catch {
      await this.#letGo();
      return false;
    }
  }

  async #letGo(): Promise<void> {
    await this.#page.mouse.up();
    await this.#page.keyboard.up(heldKey);
  }

  async #target(target: string) {
    await until(target, () => target in this.#phone.state().targets);
    return this.#phone.target(target);
  }

  get #held(): number {
    const { fingersDown, keysDown } = this.#phone.state();
    return fingersDown.length + keysDown.length;
  }

  async #open(page: Page): Promise<void> {
    const { url, phoneIds } = this.#site;
    await this.#context.addCookies([{ name: 'user', value: this.#user, url }]);
    await page.goto(`${url}/pages/api.html`);
    await page.waitForFunction(() => 'probe' in window);
    const open: OpenOptions = {
      phoneId: phoneIds[0] as string,
      broker: '/telepad',
      connect: this.#row.isPatient ? { policy: { restartTimeoutMs: 30_000 } } : {},
      view: this.#row.viewer === 'headless' ? null : {},
      style: 'position:absolute;left:0;top:0;width:360px;height:640px',
      rawTicket: undefined,
    };
    await page.evaluate(
      ([name, open]) => {
        window.probe.living.install();
        window.probe.open(name, open);
        window.probe.fault.watch(name);
      },
      [name, open] as const,
    );
  }

  #facts(page = this.#page): Promise<FaultFacts> {
    return page.evaluate((name) => window.probe.fault.facts(name), name);
  }

  #type(text: string): Promise<string | null> {
    return this.#page.evaluate(([name, text]) => window.probe.fault.type(name, text), [
      name,
      text,
    ] as const);
  }

  #stage(): FaultStage {
    return {
      site: this.#site,
      phone: this.#phone,
      page: this.#page,
      midway: async () => {
        if (this.#row.viewer !== 'watch') this.#refusal = await this.#type(words.during);
      },
      takeOver: async () => {
        const page = await this.#context.newPage();
        this.#otherPage = page;
        await this.#open(page);
        // The first page may have taken it back between two looks.
        await until('live there', async () => (await this.#facts(page)).log.liveCount > 0, 60_000);
      },
      newConnection: async () => {
        const { peers } = (await this.#facts()).made;
        await until('a new peer', async () => (await this.#facts()).made.peers > peers, 30_000);
      },
    };
  }

  async #ended(): Promise<void> {
    const isClosed = async () => (await this.#facts()).state === 'closed';
    try {
      await until('the end of the session', isClosed, this.#row.limitMs);
    } catch (error) {
      const { moments } = await this.#facts();
      const others = this.#otherPage && (await this.#facts(this.#otherPage)).moments;
      throw new Error(`${String(error)} Said: ${JSON.stringify({ moments, others })}`);
    }
  }

  async #recovered(overMs: number): Promise<void> {
    const { limitMs } = this.#row;
    let facts: FaultFacts | undefined;
    const isBack = async () => {
      facts = await this.#facts();
      if (facts.state === 'closed')
        throw new Error(`The session closed: ${JSON.stringify(facts.log.closed)}.`);
      return facts.state === 'live' && hasFreshPicture(facts, overMs);
    };
    try {
      await until('live with a new picture', isBack, limitMs);
    } catch (error) {
      throw new Error(`${String(error)} Said: ${JSON.stringify(facts?.moments)}`);
    }
  }

  /** What heals in the background, without hurry, has some seconds more for it. */
  async #healed(before: FaultFacts): Promise<FaultFacts> {
    const end = Date.now() + 10_000;
    let after = await this.#facts();
    while (Date.now() < end && !this.#row.healedBy.includes(this.#rung(before, after))) {
      await pause(100);
      after = await this.#facts();
    }
    return after;
  }

  /** Against what was there before the fault, or what a session needs that meets none. */
  #rung(before: FaultFacts, after: FaultFacts): Rung {
    const isAtConnect = faults[this.#row.id]?.isAtConnect;
    const least = { made: { peers: 1, sockets: 1 }, iceUfrags: after.iceUfrags };
    return rungOf(isAtConnect ? least : before, after, this.#tickets - this.#ticketsBefore);
  }

  #checkRung(before: FaultFacts, after: FaultFacts): Rung {
    const healedBy = this.#rung(before, after);
    if (!this.#row.healedBy.includes(healedBy))
      this.#wrong.push(`healed by ${healedBy}, expected ${this.#row.healedBy.join(' or ')}`);
    return healedBy;
  }

  /** Nothing is stuck, and nothing is left over. */
  async #checkLive(before: FaultFacts): Promise<void> {
    if (this.#row.viewer !== 'watch') await this.#checkInput(before);
    const isAtConnect = faults[this.#row.id]?.isAtConnect;
    const isSettled = async () => {
      const { census } = await this.#facts();
      return (
        census.peers === 1 &&
        (this.#row.sockets === '0 or 1' || census.sockets === this.#row.sockets) &&
        census.sockets <= 1 &&
        (isAtConnect ||
          (census.listeners <= before.census.listeners && census.timers <= before.census.timers)) &&
        this.#phone.viewers === 1
      );
    };
    await until('one peer and one socket', isSettled, 10_000).catch(async () => {
      const { census } = await this.#facts();
      this.#wrong.push(
        `left: ${JSON.stringify(census)}, before: ${JSON.stringify(before.census)}, viewers: ${this.#phone.viewers}`,
      );
    });
  }

  async #checkInput(before: FaultFacts): Promise<void> {
    const { isInputOpen } = this.#phone.state();
    if (isInputOpen) {
      const { log } = await this.#facts();
      if (log.states.slice(before.log.states.length).includes('recovering'))
        await until('what was held is released', () => this.#held === 0).catch((error) =>
          this.#wrong.push(String(error)),
        );
      if (this.#row.viewer === 'view') {
        await this.#letGo();
      }
    } else await this.#becomeBusyAfterwards();
    const refused = await this.#type(words.after);
    if (refused !== null) this.#wrong.push(`could not type afterwards: ${refused}`);
    await until('what was typed afterwards', () => count(this.#text, words.after) === 1).catch(
      (error) => this.#wrong.push(`${String(error)} The phone has ${JSON.stringify(this.#text)}`),
    );
    await until('nothing held', () => this.#held === 0).catch((error) =>
      this.#wrong.push(String(error)),
    );
  }

  /** A session that was never busy: those whose fault was there from the start. */
  async #becomeBusyAfterwards(): Promise<void> {
    const { x, y } = await this.#target('app:notes');
    await this.#page.evaluate(([name, x, y]) => window.probe.fault.tap(name, x, y), [
      name,
      x,
      y,
    ] as const);
    await until('Notes', () => this.#phone.state().isInputOpen);
  }

  get #text(): string {
    return this.#phone.state().text;
  }

  /** What was typed before is there once; what was typed in between is there once, or was told to be lost. */
  async #fate(): Promise<TypedFate> {
    const times = count(this.#text, words.during);
    if (count(this.#text, words.before) > 1) this.#wrong.push('typed once before, arrived twice');
    if (this.#refusal === undefined) return 'nothing typed';
    if (times > 1) this.#wrong.push('typed once, arrived twice');
    const { lostTexts } = await this.#facts();
    const isLost = lostTexts.includes(words.during);
    if (this.#refusal !== null) return 'refused';
    if (isLost) return 'reported lost';
    if (times === 0) this.#wrong.push('typed during the fault: neither delivered nor reported');
    return 'delivered';
  }
}

function count(text: string, word: string): number {
  return text.split(word).length - 1;
}
