/**
 * The clipboards of a session's phone and of the computer in front of it. Texts of up to 131,072 bytes (UTF-8) go from
 * one to the other; what one got from the other never comes back.
 */
export interface PhoneClipboard {
  /** What was copied on the phone last; undefined before, and once the page has given the phone something else. */
  readonly text: string | undefined;
  /** That `text` is not on the computer's clipboard yet, as far as this page has seen. */
  readonly hasNews: boolean;
  /** Whether the page may read the computer's clipboard without a click now. False where the browser does not tell. */
  canRead(): Promise<boolean>;
  /** Whether the page may write it without a click now. False where the browser does not tell. */
  canWrite(): Promise<boolean>;
  /** Calls the listener when `text` or `hasNews` may have changed, until the function it returns is called. */
  onChange(listener: () => void): () => void;
  /**
   * Writes `text` to the computer's clipboard. To be called in a click or key press.
   * @returns false when there is nothing to copy
   * @throws TelepadError `permission_denied`, `argument_invalid` for a text that is too long, `not_supported` for a page
   * that is not on https
   */
  copyFromPhone(): Promise<boolean>;
  /**
   * Sets the phone's clipboard: to `text`, or to what is on the computer's clipboard, for which it is to be called in a
   * click or key press. The phone's user then pastes it.
   * @returns false when the computer's clipboard holds no text
   * @throws TelepadError as `copyFromPhone`, or as `PhoneSession.send`
   */
  pasteToPhone(text?: string): Promise<boolean>;
}
