/**
 * What `sync-command` and `async-command` take (API reference; fact sheet 4.2): at most 1024 bytes of letters, digits
 * and `_./:-`. The list leaves out the blank that the vendor's own sample has, so that a blank passes, too (assumed).
 */
export const maxCommandLength = 1024;

export function isCommand(text: string): boolean {
  return text.length <= maxCommandLength && /^[\w./: -]*[\w./:-][\w./: -]*$/.test(text);
}
