import type { ControlMessage } from '../core/control.js';
import { isTelepadError } from '../core/errors.js';
import type { WireData } from '../core/ports/client.js';
import { Emitter } from './emitter.js';
import { createLinkListener } from './link-listener.js';
import type { LinkOwner } from './link-owner.js';
import { notConnected, sessionClosed, vendorNotLoaded, watchOnly } from './session-errors.js';
import type { PhoneLink } from './webrtc-link.js';

/** What someone who may only watch can still send: it changes nothing on the phone. */
const watchable: ReadonlySet<ControlMessage['type']> = new Set(['query', 'media', 'key-frame']);

/** What goes out without the user's doing, or in passing, and so does not restart the idle timer. */
const useless: ReadonlySet<ControlMessage['type']> = new Set([
  ...watchable,
  'keyboard-mode',
  'hover',
]);

export const isChange = ({ type }: ControlMessage): boolean => !watchable.has(type);
export const isUse = ({ type }: ControlMessage): boolean => !useless.has(type);

/** What the session's features and its upkeep hear of the link. */
export interface LinkEvents {
  frame: (data: WireData) => void;
  /** On its way out: what is sent now goes before it. */
  sending: (message: ControlMessage) => void;
  /** `isOwn`: by the upkeep, and not by the page. */
  sent: (message: ControlMessage, frames: readonly WireData[], isOwn: boolean) => void;
}

/** A session's present link: one at a time, and none in between. */
export class SessionLink {
  readonly events = new Emitter<LinkEvents>();
  /** Input is being let go: the last that is sent before the end. */
  isReleasing = false;
  current: PhoneLink | undefined;
  /** The present one, or the one before until there is another. */
  last: PhoneLink | undefined;
  /** Tells the present link from those before it. */
  #attempt = 0;
  readonly #owner: LinkOwner;

  constructor(owner: LinkOwner) {
    this.#owner = owner;
  }

  /**
   * The link to send something on that changes the phone, or not. While the session recovers it takes no changes: what
   * comes late does harm.
   * @throws TelepadError `watch_only`, `not_connected` or `session_closed`
   */
  for(isChange: boolean): PhoneLink {
    const { state, role, hasBeenLive, isLive } = this.#owner.session;
    if (state === 'closed' && !this.isReleasing) throw sessionClosed();
    if (isChange && role === 'watch') throw watchOnly();
    if (!this.current || (isChange && hasBeenLive && !isLive && !this.isReleasing))
      throw notConnected();
    return this.current;
  }

  /** @throws TelepadError as `PhoneSession.send` */
  send(message: ControlMessage, isOwn = false): void {
    const link = this.for(isChange(message));
    this.events.emit('sending', message);
    const frames = link.send(message);
    this.events.emit('sent', message, frames, isOwn);
  }

  openSignalling(): void {
    if (this.current) this.current.openSignalling();
    else this.open();
  }

  close(): void {
    this.#attempt += 1;
    this.current?.close();
    this.current = undefined;
  }

  open(): void {
    const { options, session, preparation, createLink, dispatch } = this.#owner;
    const { ticket, vendor } = preparation;
    if (!ticket || !vendor) return;
    const settings = {
      media: options.media ?? 'both',
      keyboardMode: ticket.role === 'watch' ? null : session.keyboardMode,
      iceTransportPolicy: options.iceTransportPolicy,
    };
    const attempt = ++this.#attempt;
    const listener = createLinkListener(
      this.#owner,
      () => attempt === this.#attempt,
      (data) => this.events.emit('frame', data),
    );
    try {
      this.current = vendor.connect<PhoneLink>(ticket, {
        webrtc: (dialect) => createLink(ticket, dialect, settings, listener),
        preferences: settings,
      });
      this.last = this.current;
    } catch (cause) {
      dispatch({ type: 'fatal', error: isTelepadError(cause) ? cause : vendorNotLoaded(cause) });
    }
  }
}
