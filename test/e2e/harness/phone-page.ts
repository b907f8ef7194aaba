import { expect, type Locator, type Page } from '@playwright/test';
import type { StripFields } from '../../../src/core/strip.js';
import type { ErrorFacts, OpenOptions, SessionLog } from '../page/probe.js';
import { clientPoint, type Point, type Shown, type Size } from './aim.js';
import type { TestPhone } from './test-phone.js';

export type Box = Point & Size;

/** Portrait screens fit into it with letterboxes at the sides. */
export const usualBox: Box = { x: 24, y: 16, width: 420, height: 660 };

export interface PlaceOptions {
  readonly box?: Box;
  /** Of the box, around its centre. */
  readonly css?: { readonly degrees: number; readonly scale: number };
}

export interface ApiOptions extends PlaceOptions {
  /** Tells sessions of one page apart. */
  readonly name?: string;
  readonly phoneId?: string;
  readonly broker?: string;
  readonly connect?: OpenOptions['connect'];
  readonly view?: NonNullable<OpenOptions['view']>;
  readonly rawTicket?: unknown;
}

export interface ElementOptions extends PlaceOptions {
  readonly name?: string;
  /** Besides `broker` and `phone-id`; null leaves one of them out. */
  readonly attributes?: Readonly<Record<string, string | null>>;
  readonly rawTicket?: unknown;
}

function styleOf({ x, y, width, height }: Box, css: PlaceOptions['css']): string {
  const place = `position:absolute;left:${x}px;top:${y}px;width:${width}px;height:${height}px`;
  return css ? `${place};transform:rotate(${css.degrees}deg) scale(${css.scale})` : place;
}

/**
 * Goes to a page with the API and opens a session there, without waiting for anything. Its picture keeps its quality
 * unless `connect` says otherwise: on a busy machine it may become too small to be read.
 */
export async function openByApi(
  page: Page,
  phone: TestPhone,
  options: ApiOptions = {},
): Promise<PhoneOnPage> {
  const { name = 'phone', box = usualBox, css, view = {} } = options;
  await visit(page, '/pages/api.html');
  const open: OpenOptions = {
    phoneId: options.phoneId ?? phone.phoneId,
    broker: options.broker ?? '/telepad',
    connect: { adapt: { quality: false }, ...options.connect },
    view,
    style: styleOf(box, css),
    rawTicket: options.rawTicket,
  };
  await page.evaluate(([name, open]) => window.probe.open(name, open), [name, open] as const);
  return new PhoneOnPage(page, phone, name, {
    box,
    ...(css && { css }),
    rotation: view.rotation ?? 0,
  });
}

/** Goes to a page with the element and puts it there, without waiting for anything. */
export async function openElement(
  page: Page,
  phone: TestPhone,
  options: ElementOptions = {},
): Promise<PhoneOnPage> {
  const { name = 'phone', box = usualBox, css } = options;
  await visit(page, '/pages/element.html');
  return mountElement(page, phone, { ...options, name, box, ...(css && { css }) });
}

/** Puts the element into the page that is open. */
export async function mountElement(
  page: Page,
  phone: TestPhone,
  options: ElementOptions = {},
): Promise<PhoneOnPage> {
  const { name = 'phone', box = usualBox, css, rawTicket } = options;
  const wanted = { broker: '/telepad', 'phone-id': phone.phoneId, ...options.attributes };
  const attributes = Object.fromEntries(
    Object.entries(wanted).filter((pair): pair is [string, string] => pair[1] !== null),
  );
  await page.evaluate(([name, mount]) => window.probe.mount(name, mount), [
    name,
    { attributes, style: styleOf(box, css), rawTicket },
  ] as const);
  const rotation = Number(attributes.rotation ?? 0);
  return new PhoneOnPage(page, phone, name, { box, ...(css && { css }), rotation });
}

/** A page that is there already stays, so that it can hold several phones. */
async function visit(page: Page, path: string): Promise<void> {
  if (new URL(page.url(), 'about:blank').pathname === path) return;
  await page.goto(path);
  await page.waitForFunction(() => 'probe' in window);
}

/** One phone that one page shows: what a user does to it and what they see. */
export class PhoneOnPage {
  readonly page: Page;
  readonly phone: TestPhone;
  readonly name: string;
  readonly #place: Omit<Shown, 'screen'>;

  constructor(page: Page, phone: TestPhone, name: string, place: Omit<Shown, 'screen'>) {
    this.page = page;
    this.phone = phone;
    this.name = name;
    this.#place = place;
  }

  get root(): Locator {
    return this.page.locator(`#${this.name}`);
  }

  get overlay(): Locator {
    return this.root.locator('[part=overlay]');
  }

  button(label: string): Locator {
    return this.root.getByRole('button', { name: label, exact: true });
  }

  log(): Promise<SessionLog> {
    return this.page.evaluate((name) => window.probe.get(name).log, this.name);
  }

  state(): Promise<string> {
    return this.page.evaluate((name) => window.probe.get(name).session.state, this.name);
  }

  strip(): Promise<StripFields | null> {
    return this.page.evaluate((name) => window.probe.strip(name), this.name);
  }

  colours(points: readonly Point[]): Promise<(readonly [number, number, number])[]> {
    return this.page.evaluate(([name, points]) => window.probe.colours(name, points), [
      this.name,
      points,
    ] as const);
  }

  /** Waits until the session is live; its errors show in the failure. */
  async live(): Promise<this> {
    await expect
      .poll(async () => {
        const { states, closed } = await this.log();
        return closed?.error ?? states.at(-1);
      })
      .toBe('live');
    return this;
  }

  /** @param liveCount how often it was live before whatever ended that */
  async liveAgain(liveCount = 1): Promise<void> {
    await expect
      .poll(async () => (await this.log()).liveCount, { timeout: 60_000 })
      .toBeGreaterThan(liveCount);
    await this.live();
  }

  /** Waits for the end, and gives the error that made it. */
  async closedBy(): Promise<ErrorFacts | null> {
    await expect.poll(async () => (await this.log()).closed !== null).toBe(true);
    return (await this.log()).closed?.error ?? null;
  }

  /** Waits until a picture is on screen that shows all input that has reached the phone. */
  async pictureOfAllInput(): Promise<void> {
    await expect
      .poll(async () => (await this.strip())?.inputSequence === this.phone.state().inputSequence)
      .toBe(true);
  }

  /** How the screen lies on the page now. */
  get shown(): Shown {
    const { width, height } = this.phone.state();
    return { ...this.#place, screen: { width, height } };
  }

  /** Where a place of the phone's screen is on the page, by the test's own reckoning. */
  clientPoint(device: Point): Point {
    return clientPoint(this.shown, device);
  }

  async click(device: Point): Promise<void> {
    const { x, y } = this.clientPoint(device);
    await this.page.mouse.click(x, y);
  }

  /** Waits for the parts of input that are loaded when the phone is on screen. */
  async inputLoaded(): Promise<void> {
    await expect(this.root.locator('textarea[part=composition]')).toBeAttached();
  }

  /** Clicks something on the phone by its name, as soon as it is there, and waits until it was tapped. */
  async tap(target: string): Promise<void> {
    await this.inputLoaded();
    const at = await this.phone.target(target);
    const before = this.phone.state().tapCount;
    await this.click(at);
    await expect.poll(() => this.phone.state().tapCount).toBe(before + 1);
  }

  /**
   * As `tap`, wherever the player has put the picture: with a toolbar beside it, or turned. Less independent,
   * because it asks the view where that is.
   */
  async tapOnPicture(target: string): Promise<void> {
    const at = { ...(await this.phone.target(target)), ...this.shown.screen };
    const before = this.phone.state().tapCount;
    const client = await this.page.evaluate(
      ([name, at]) => {
        const element = document.getElementById(name) as HTMLElementTagNameMap['telepad-phone'];
        return element.view?.clientPoint(at);
      },
      [this.name, at] as const,
    );
    if (!client) throw new Error('The view shows no picture.');
    await this.page.mouse.click(client.x, client.y);
    await expect.poll(() => this.phone.state().tapCount).toBe(before + 1);
  }

  /** Opens an app from the home screen. */
  async openApp(app: string): Promise<void> {
    await this.tap(`app:${app}`);
    await expect.poll(() => this.phone.state().app).toBe(app);
  }
}
