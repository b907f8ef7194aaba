import type { ErrorCode } from '../errors.js';
import type { BrokerTools } from './broker.js';
import type { WireData } from './client.js';

/** The check of a vendor's account: what a broker and a page do, one step after another, each with its report. */
export interface CheckVendor {
  readonly id: string;
  /** Where the account comes from; the same names as the demo's. */
  readonly variables: readonly CheckVariable[];
  /**
   * The steps for the account that the variables describe.
   * @param values by the names of `variables`, trimmed; variables that are empty are not there
   * @throws TelepadError `configuration_invalid`, with one sentence of what is missing or wrong
   */
  plan(values: CheckValues, choices: CheckChoices): CheckPlan;
}

export interface CheckVariable {
  readonly name: string;
  /** What it holds, for the help text. */
  readonly meaning: string;
  /** Its value is never printed. */
  readonly isSecret?: boolean;
}

export type CheckValues = Readonly<Record<string, string | undefined>>;

export interface CheckChoices {
  /** One of the configured phones; default the first. */
  readonly phoneId?: string;
  /** Go on where somebody uses the phone now, though that user may lose it. */
  readonly mayDisturb: boolean;
}

export interface CheckPlan {
  readonly phoneId: string;
  readonly steps: readonly CheckStep[];
}

export interface CheckStep {
  /** For machines; unique within the plan. */
  readonly id: string;
  /** What it finds out, as a claim: `The phone is online`. */
  readonly title: string;
  /** Must have passed; the step is skipped otherwise. Default: the step before. */
  readonly needs?: readonly string[];
  /** Runs once this step was begun, whatever became of it, also after an interrupt: it gives back what that took. */
  readonly cleansUpAfter?: string;
  /** What to do besides what the error itself says. */
  advise?(code: ErrorCode): string | undefined;
  /**
   * @returns why it did nothing, where something forbids it
   * @throws TelepadError when it failed
   */
  run(tools: CheckTools): Promise<{ readonly skipped: string } | undefined>;
}

/** What a step works with. */
export interface CheckTools {
  /** For the vendor's broker code; its warnings become notes. A wait ends early when the user wants no more. */
  readonly server: BrokerTools;
  /** Letters and digits that no other run has. */
  readonly runId: string;
  /** Ms since 1970. */
  now(): number;
  /**
   * @throws TelepadError `signalling_refused` with what became of the handshake; no address in it
   */
  openSocket(url: string): Promise<CheckSocket>;
  /**
   * Something that was seen.
   * @param text without keys, tokens and addresses
   * @param question that of the vendor's open questions which it answers, such as `Q10`
   */
  note(text: string, question?: string): void;
  /** A text that must never be shown, whatever message it should get into: a token, an address. */
  hide(secret: string): void;
}

/** A WebSocket whose frames are read one after another, none of them lost in between. */
export interface CheckSocket {
  send(data: string): void;
  /** The next frame, the end of the connection, or `silence` after so many ms. */
  receive(timeoutMs: number): Promise<CheckSocketNews>;
  /** Safe to call twice. */
  close(): void;
}

export type CheckSocketNews =
  | { readonly type: 'frame'; readonly data: WireData }
  /** With the code of the close frame; 1006 when there was none. */
  | { readonly type: 'closed'; readonly code: number }
  | { readonly type: 'silence' };
