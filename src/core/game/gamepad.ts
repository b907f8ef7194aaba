import type { KeyMessage } from '../control.js';
import { gamepadButtonNames, gamepadKeyCode, gamepadSticks, stickEnds } from './sources.js';

/** A gamepad at one moment, in the order of the standard mapping. */
export interface GamepadReading {
  /** 0..1 each. */
  readonly buttons: readonly number[];
  /** -1..1 each, to the right and down. */
  readonly axes: readonly number[];
}

export interface GamepadLimits {
  /** A stick that is pushed less than this, 0..1 of its way, is let go. */
  readonly deadZone: number;
  /** A button, or a stick as a button, counts as pressed from here, 0..1 of its way. */
  readonly threshold: number;
  /** It must come back by so much below `threshold` to count as released. */
  readonly hysteresis: number;
}

export interface GamepadSink {
  press(source: string): void;
  release(source: string): void;
  lean(stick: string, x: number, y: number): void;
}

/** Finds what changed on a gamepad. */
export interface GamepadReader {
  read(reading: GamepadReading, limits: GamepadLimits): void;
  /** Everything is let go. What is still held at the next `read` counts as pressed anew. */
  release(): void;
}

export function createGamepadReader(sink: GamepadSink): GamepadReader {
  const held = new Set<string>();
  const leaning = new Set<string>();

  const edge = (source: string, value: number, { threshold, hysteresis }: GamepadLimits) => {
    if (held.has(source)) {
      // At rest it is released, however wide the hysteresis.
      if (value > 0 && value >= threshold - hysteresis) return;
      held.delete(source);
      sink.release(source);
    } else if (value >= threshold) {
      held.add(source);
      sink.press(source);
    }
  };

  return {
    read({ buttons, axes }, limits) {
      for (const [index, name] of gamepadButtonNames.entries())
        edge(name, buttons[index] ?? 0, limits);
      for (const [index, stick] of gamepadSticks.entries()) {
        const x = axes[2 * index] ?? 0;
        const y = axes[2 * index + 1] ?? 0;
        for (const [end, value] of [-x, x, -y, y].entries())
          edge(`${stick}${stickEnds[end]}`, value, limits);
        const length = Math.hypot(x, y);
        // From the rim of the dead zone on it grows from nothing, and a corner reaches no further than the sides.
        const scale =
          length > limits.deadZone
            ? Math.min(1, (length - limits.deadZone) / (1 - limits.deadZone)) / length
            : 0;
        if (scale) {
          leaning.add(stick);
          sink.lean(stick, x * scale, y * scale);
        } else if (leaning.delete(stick)) sink.lean(stick, 0, 0);
      }
    },
    release() {
      for (const source of held) sink.release(source);
      for (const stick of leaning) sink.lean(stick, 0, 0);
      held.clear();
      leaning.clear();
    },
  };
}

/** Sends the Android keys of a gamepad. Two parts that are one key, as the left stick and the pad are, press it once. */
export interface GamepadKeys {
  press(source: string): void;
  release(source: string): void;
  releaseAll(): void;
}

export function createGamepadKeys(send: (message: KeyMessage) => void): GamepadKeys {
  const held = new Map<string, number>();
  const sendKey = (action: 'down' | 'up', keyCode: number) =>
    send({ type: 'key', action, keyCode, metaState: 0, repeat: false });
  const isHeld = (keyCode: number) => [...held.values()].includes(keyCode);

  const keys: GamepadKeys = {
    press(source) {
      const keyCode = gamepadKeyCode(source);
      if (keyCode === undefined || held.has(source)) return;
      if (!isHeld(keyCode)) sendKey('down', keyCode);
      held.set(source, keyCode);
    },
    release(source) {
      const keyCode = held.get(source);
      if (keyCode === undefined) return;
      held.delete(source);
      if (!isHeld(keyCode)) sendKey('up', keyCode);
    },
    releaseAll() {
      for (const source of [...held.keys()]) keys.release(source);
    },
  };
  return keys;
}
