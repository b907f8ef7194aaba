import { EventEmitter } from 'eventemitter3';

/** Listeners of any shape; the interface that is passed in types them. */
type Listeners<Events> = { [Name in keyof Events]: (...values: never[]) => void };

/** Typed events. A listener that throws is reported to the console and disturbs nobody else. */
export class Emitter<Events extends Listeners<Events>> {
  readonly #emitter = new EventEmitter();

  /** Calls `listener` for each event until the function it returns is called. */
  on<Name extends keyof Events & string>(name: Name, listener: Events[Name]): () => void {
    const guarded = (...values: Parameters<Events[Name]>) => {
      try {
        listener(...values);
      } catch (error) {
        console.error(`Telepad: a listener for "${name}" threw`, error);
      }
    };
    this.#emitter.on(name, guarded);
    return () => {
      this.#emitter.off(name, guarded);
    };
  }

  emit<Name extends keyof Events & string>(name: Name, ...values: Parameters<Events[Name]>): void {
    this.#emitter.emit(name, ...values);
  }

  removeAll(): void {
    this.#emitter.removeAllListeners();
  }
}
