import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import WebSocket from 'ws';
import { findFirefox } from '../../../scripts/setup.mjs';
import type { Point } from './aim.js';

/** Debian's; FIREFOX_PATH says where another one is. */
export const firefoxPath = process.env.FIREFOX_PATH ?? findFirefox() ?? '/usr/bin/firefox-esr';
export const hasFirefox = existsSync(firefoxPath);

const preferences = {
  'remote.active-protocols': 1,
  'media.autoplay.default': 0,
  // Host candidates on loopback, by address.
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'app.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
} as const;

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * One page of a real Firefox, by WebDriver BiDi. Playwright's own driver asks for commands that Firefox ESR
 * does not have yet.
 */
export class FirefoxPage {
  /** Errors in the console, and uncaught exceptions. */
  readonly errors: string[] = [];
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #context = '';

  static async launch(): Promise<FirefoxPage> {
    const profile = await mkdtemp(path.join(tmpdir(), 'telepad-firefox-'));
    const lines = Object.entries(preferences).map(
      ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
    );
    await writeFile(path.join(profile, 'user.js'), lines.join('\n'));
    const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'];
    const child = spawn(firefoxPath, [...args, 'about:blank'], {
      // Root has no desktop of its own; caches belong to the profile.
      env: { ...process.env, HOME: profile },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const page = new FirefoxPage(
      child,
      profile,
      new WebSocket(`${await addressOf(child)}/session`),
    );
    await page.#start();
    return page;
  }

  private constructor(child: ChildProcess, profile: string, socket: WebSocket) {
    this.#process = child;
    this.#profile = profile;
    this.#socket = socket;
    socket.on('message', (data) => this.#received(JSON.parse(String(data))));
  }

  async #start(): Promise<void> {
    await new Promise((resolve, reject) => this.#socket.on('open', resolve).on('error', reject));
    await this.#send('session.new', { capabilities: {} });
    await this.#send('session.subscribe', { events: ['log.entryAdded'] });
    const { contexts } = (await this.#send('browsingContext.getTree', {})) as {
      contexts: readonly { readonly context: string }[];
    };
    this.#context = contexts[0]?.context ?? '';
  }

  #received(message: {
    readonly id?: number;
    readonly type: string;
    readonly result?: unknown;
    readonly error?: string;
    readonly message?: string;
    readonly method?: string;
    readonly params?: { readonly level?: string; readonly text?: string };
  }): void {
    const { id, params } = message;
    if (message.method === 'log.entryAdded' && params?.level === 'error')
      this.errors.push(params.text ?? '');
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || !waiting) return;
    this.#waiting.delete(id);
    if (message.type === 'success') waiting.resolve(message.result);
    else waiting.reject(new Error(`Firefox: ${message.error}, ${message.message}`));
  }

  #send(method: string, params: object): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  async goto(url: string): Promise<void> {
    await this.#send('browsingContext.navigate', { context: this.#context, url, wait: 'complete' });
  }

  /** Calls a function of the page, with arguments and a result that JSON can carry. */
  async evaluate<Args extends readonly unknown[], Result>(
    call: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    const json = args.map((arg) => JSON.stringify(arg) ?? 'undefined').join(', ');
    const answer = (await this.#send('script.evaluate', {
      expression: `Promise.resolve((${call})(${json})).then((value) => JSON.stringify(value))`,
      target: { context: this.#context },
      awaitPromise: true,
    })) as {
      readonly result?: { readonly value?: string };
      readonly exceptionDetails?: { readonly text: string };
    };
    if (answer.exceptionDetails) throw new Error(`In Firefox: ${answer.exceptionDetails.text}`);
    const value = answer.result?.value;
    return (value === undefined ? undefined : JSON.parse(value)) as Result;
  }

  async click({ x, y }: Point): Promise<void> {
    await this.#act('pointer', [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]);
  }

  /** Presses at the first place, goes through all the others, and lets go at the last. */
  async drag([first, ...others]: readonly Point[]): Promise<void> {
    const moveTo = (point: Point | undefined) => ({
      type: 'pointerMove',
      x: Math.round(point?.x ?? 0),
      y: Math.round(point?.y ?? 0),
    });
    await this.#act('pointer', [
      moveTo(first),
      { type: 'pointerDown', button: 0 },
      ...others.map(moveTo),
      { type: 'pointerUp', button: 0 },
    ]);
  }

  /** Each code point is a key of that name; WebDriver's private ones are those that have none. */
  async type(text: string): Promise<void> {
    const keys = [...text].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    await this.#act('key', keys);
  }

  /** Presses a key while others are held. */
  async chord(...values: readonly string[]): Promise<void> {
    await this.#act('key', [
      ...values.map((value) => ({ type: 'keyDown', value })),
      ...values.toReversed().map((value) => ({ type: 'keyUp', value })),
    ]);
  }

  async #act(type: 'pointer' | 'key', actions: readonly object[]): Promise<void> {
    const input = { type, id: type, actions };
    await this.#send('input.performActions', { context: this.#context, actions: [input] });
  }

  /** Ends Firefox with all its processes. */
  async close(): Promise<void> {
    const child = this.#process;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    this.#socket.close();
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else return;
    await ended;
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (data) => {
      text += data;
      const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(text) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Firefox ended at once: ${text}`)));
  });
}
