/** Lets one source at a time feed the phone. */
export interface SourceTurn {
  /** The source before is told that another one, if any, takes its place. */
  take(replaced?: () => void): void;
}

export function createTurn(): SourceTurn {
  let present: (() => void) | undefined;
  return {
    take(replaced) {
      const before = present;
      present = replaced;
      before?.();
    },
  };
}
