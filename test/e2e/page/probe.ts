/**
 * Runs in the page beside the built library: opens sessions as a user's page would, writes down what they
 * tell, and reads the picture. It is no part of the library.
 */
import type {
  CloseReason,
  ConnectOptions,
  PhoneSession,
  PhoneView,
  TicketSource,
  ViewOptions,
} from 'telepad';
import type {} from 'telepad/element';
import { readStrip, type StripFields } from '../../../src/core/strip.js';

export * as fault from './fault-probe.js';
export { runCycles } from './leak-cycles.js';
export * as living from './living.js';
export { sendToPhone } from './negotiation-probe.js';

/** A TelepadError as it can leave the page. */
export interface ErrorFacts {
  readonly code: string;
  readonly retryable: boolean;
  readonly message: string;
  readonly name: string;
}

/** Everything a session told, in order. */
export interface SessionLog {
  readonly states: string[];
  readonly troubles: ErrorFacts[];
  readonly displays: string[];
  readonly tracks: string[];
  readonly clipboard: string[];
  /** How far the phone was, as `queued 3`. */
  readonly progress: string[];
  liveCount: number;
  closedCount: number;
  closed: { readonly cause: string; readonly error: ErrorFacts | null } | null;
}

/** What tests may set when they open a session by the API; it has to travel into the page. */
export interface OpenOptions {
  readonly phoneId: string;
  /** Where the broker is. */
  readonly broker: string;
  readonly connect: Omit<ConnectOptions, 'ticket' | 'signal'>;
  /** Null opens a session that nothing shows. */
  readonly view: ViewOptions | null;
  /** Of the element that holds the view. */
  readonly style: string;
  /** Passed as the ticket, whatever it is, unless it is undefined. */
  readonly rawTicket: unknown;
}

interface Opened {
  readonly session: PhoneSession;
  readonly log: SessionLog;
  /** Of those that were opened by the API. */
  readonly view?: PhoneView;
  readonly abort?: AbortController;
}

export function factsOf(error: unknown): ErrorFacts {
  const { code, retryable, message, name } = error as ErrorFacts;
  return { code, retryable, message, name };
}

/** Starts to write down what `session` tells. */
export function record(session: PhoneSession): SessionLog {
  const log: SessionLog = {
    states: [session.state],
    troubles: [],
    displays: [],
    tracks: [],
    clipboard: [],
    progress: [],
    liveCount: session.state === 'live' ? 1 : 0,
    closedCount: 0,
    closed: null,
  };
  session.on('state', (state) => log.states.push(state));
  session.on('trouble', (error) => log.troubles.push(factsOf(error)));
  session.on('display', ({ width, height }) => log.displays.push(`${width}x${height}`));
  session.on('track', (kind) => log.tracks.push(kind));
  session.on('clipboard', (text) => log.clipboard.push(text));
  session.on('progress', ({ stage, hint }) => log.progress.push(`${stage} ${hint ?? ''}`.trim()));
  session.on('live', () => {
    log.liveCount += 1;
  });
  session.on('closed', ({ cause, error }: CloseReason) => {
    log.closedCount += 1;
    log.closed = { cause, error: error ? factsOf(error) : null };
  });
  return log;
}

const opened = new Map<string, Opened>();

/** Opens a session by `connect()` and, unless told otherwise, shows it by `attachView()`. */
export function open(name: string, options: OpenOptions): void {
  const telepad = window.telepad;
  const container = document.createElement('div');
  container.id = name;
  container.style.cssText = options.style;
  document.body.append(container);
  const abort = new AbortController();
  const { broker, phoneId, rawTicket } = options;
  const ticket =
    rawTicket === undefined
      ? telepad.brokerTicket({ url: broker, phoneId })
      : // Pages in plain JavaScript can pass anything.
        (rawTicket as TicketSource);
  const session = telepad.connect({ ...options.connect, ticket, signal: abort.signal });
  const log = record(session);
  const view = options.view && telepad.attachView(session, container, options.view);
  opened.set(name, { session, ...(view && { view }), log, abort });
}

export function find(name: string): Opened | undefined {
  return opened.get(name);
}

export function get(name: string): Opened {
  const found = find(name);
  if (!found) throw new Error(`This page has opened no session ${name}.`);
  return found;
}

/** What `mount` sets on the element. */
export interface MountOptions {
  readonly attributes: Readonly<Record<string, string>>;
  readonly style: string;
  /** Set as the property `ticket`. */
  readonly rawTicket: unknown;
}

/** Puts a `<telepad-phone>` into the page. What its first session tells is written down. */
export function mount(id: string, { attributes, style, rawTicket }: MountOptions): void {
  const element = document.createElement('telepad-phone');
  element.id = id;
  element.style.cssText = style;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (rawTicket !== undefined) element.ticket = rawTicket as TicketSource;
  element.addEventListener(
    'telepad-state',
    () => {
      const { session } = element;
      if (session) opened.set(id, { session, log: record(session) });
    },
    { once: true },
  );
  document.body.append(element);
}

/** The video of a view or of the element, by the id of the element around it. */
export function videoOf(id: string): HTMLVideoElement {
  const host = document.getElementById(id);
  const video = (host?.shadowRoot ?? host)?.querySelector('video');
  if (!video) throw new Error(`There is no video in #${id}.`);
  return video;
}

const canvas = document.createElement('canvas');

function draw(video: HTMLVideoElement): CanvasRenderingContext2D | undefined {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context || video.videoWidth === 0) return undefined;
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  context.drawImage(video, 0, 0);
  return context;
}

/** What the phone wrote into the picture that is on screen now; null when there is no readable picture. */
export function strip(id: string): StripFields | null {
  const context = draw(videoOf(id));
  if (!context) return null;
  const { width, height } = canvas;
  const { data } = context.getImageData(0, 0, width, Math.min(height, 64));
  return readStrip(data, width, height, 'rgba') ?? null;
}

/** Colours at these places of the picture that is on screen now, in px of the phone's screen. */
export function colours(
  id: string,
  points: readonly { readonly x: number; readonly y: number }[],
): (readonly [number, number, number])[] {
  const context = draw(videoOf(id));
  if (!context) return [];
  // On a busy machine the phone's encoder makes the picture smaller.
  const scale = canvas.width / (find(id)?.session.display?.width ?? canvas.width);
  return points.map(({ x, y }) => {
    const { data } = context.getImageData(Math.floor(x * scale), Math.floor(y * scale), 1, 1);
    return [data[0] ?? 0, data[1] ?? 0, data[2] ?? 0] as const;
  });
}

/** Counts what this page opens, so that a test can tell a kept connection from a second one. */
export const counts = { peers: 0, sockets: 0 };

function countConstructions(): void {
  window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
    construct(target, args, newTarget) {
      counts.peers += 1;
      return Reflect.construct(target, args, newTarget);
    },
  });
  window.WebSocket = new Proxy(window.WebSocket, {
    construct(target, args, newTarget) {
      counts.sockets += 1;
      return Reflect.construct(target, args, newTarget);
    },
  });
}

declare global {
  interface Window {
    telepad: typeof import('telepad');
    probe: typeof import('./probe.js');
  }
}

countConstructions();
