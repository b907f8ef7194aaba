/**
 * Gives entries to an application's log. A log that fails is no reason to fail a request: neither what it throws nor
 * what a log that goes on by itself rejects with reaches anybody, since there is nobody left to tell.
 */
export function createLogWriter<Entry>(
  log: ((entry: Entry) => void) | undefined,
): (entry: Entry) => void {
  const write = async (entry: Entry): Promise<void> => log?.(entry);
  return (entry) => {
    write(entry).catch(() => {});
  };
}
