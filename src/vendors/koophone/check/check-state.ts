import { TelepadError } from '../../../core/errors.js';
import type { CheckSocket, CheckTools } from '../../../core/ports/check.js';
import { type AccountClient, createAccountClient } from '../broker/account-client.js';
import { checkKoophoneSettings } from '../broker/check-koophone-settings.js';
import type { CheckedKoophoneSettings } from '../broker/koophone-settings.js';
import type { AuthAnswer } from '../wire/auth-answer.js';
import { maxIdLength } from '../wire/rest-calls.js';
import { signallingAddress } from '../wire/signalling-address.js';
import type { KoophoneCheckAccount } from './read-account.js';
import type { SignallingVisit } from './signalling-visit.js';

/** What one step learns for those that follow. */
export class CheckState {
  readonly phoneId: string;
  readonly #account: KoophoneCheckAccount;
  #settings: CheckedKoophoneSettings | undefined;
  #client: AccountClient | undefined;
  #assignedUserId: string | undefined;
  /** As the list of phones has it. */
  running = 'unknown';
  isInUse = false;
  /** When the device token was given out; ms since 1970. */
  tokenAt = 0;
  answer: AuthAnswer | undefined;
  url = '';
  socket: CheckSocket | undefined;
  #visit: SignallingVisit | undefined;
  streamId = '';
  videoCodec: string | undefined;
  sessionId = '';
  streamingId = '';

  constructor(account: KoophoneCheckAccount) {
    this.#account = account;
    this.phoneId = account.phoneId;
  }

  /** @throws TelepadError `configuration_invalid` */
  settings(): CheckedKoophoneSettings {
    this.#settings ??= checkKoophoneSettings(this.#account.settings);
    return this.#settings;
  }

  client(): AccountClient {
    this.#client ??= createAccountClient(this.settings());
    return this.#client;
  }

  /** Compares whom the phone is assigned to with whom the variables name. */
  takeUser(assignedUserId: string | undefined, tools: CheckTools): void {
    this.#assignedUserId = assignedUserId;
    const wanted = this.#account.vendorUserId;
    if (assignedUserId === undefined) return;
    if (wanted === undefined) {
      tools.note('KOOPHONE_USER_ID is not set; the user that the list names is taken.');
    } else if (wanted !== assignedUserId) {
      tools.note('The list names another user than KOOPHONE_USER_ID does.');
    }
  }

  /** As the vendor knows the user. */
  user({ runId }: CheckTools): string {
    const found = this.#account.vendorUserId ?? this.#assignedUserId ?? `telepad-check-${runId}`;
    return found.slice(0, maxIdLength);
  }

  /** @throws TelepadError `vendor_answer_invalid` */
  take(answer: AuthAnswer, tools: CheckTools): void {
    this.answer = answer;
    this.tokenAt = tools.now();
    this.sessionId = `telepad-check-${tools.runId}`;
    this.streamingId = answer.streamingId ?? `telepad-check-${tools.runId}`;
    this.url = this.addressOf(answer);
    tools.hide(this.url);
  }

  addressOf(answer: AuthAnswer): string {
    const { signallingUrl, deviceToken, deviceId } = answer;
    const url = signallingAddress({
      signallingUrl,
      deviceToken,
      deviceId,
      protocol: 'koophone-socketio',
      sessionId: this.sessionId,
      streamingId: this.streamingId,
    });
    if (url !== undefined) return url;
    throw new TelepadError(
      'vendor_answer_invalid',
      'KooPhone was asked for a ticket, but its signaling_url is no address that could be called.',
    );
  }

  visit(): SignallingVisit {
    if (this.#visit) return this.#visit;
    throw new TelepadError('not_connected', 'The signalling server was not reached.');
  }

  enter(socket: CheckSocket, visit: SignallingVisit): void {
    this.socket = socket;
    this.#visit = visit;
  }
}
