/**
 * What a list of keys that are left to the browser may name: modifiers, and a key or all. `Mod` is Ctrl or Command;
 * `defaults` stands for the usual list.
 */
export const passThroughPattern =
  /^(?:defaults|(?:(?:Ctrl|Alt|Shift|Meta|Mod)\+)*(?:[A-Z]\w+|.))$/u;
