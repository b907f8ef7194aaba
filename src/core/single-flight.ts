/** Lets callers who want the same thing at the same time share one call. */
export interface SingleFlight<Value> {
  /**
   * The call that is under way for this key, or a new one. Its outcome, a failure too, goes to all who waited
   * and is then forgotten.
   */
  run(key: string, call: () => Promise<Value>): Promise<Value>;
}

export function createSingleFlight<Value>(): SingleFlight<Value> {
  const flights = new Map<string, Promise<Value>>();
  return {
    run(key, call) {
      const flying = flights.get(key);
      if (flying) return flying;
      // Started within a promise, so that a call that throws at once is forgotten like any other.
      const flight = Promise.resolve()
        .then(call)
        .finally(() => flights.delete(key));
      flights.set(key, flight);
      return flight;
    },
  };
}
