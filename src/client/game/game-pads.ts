import {
  createGamepadReader,
  type GamepadReading,
  type GamepadSink,
} from '../../core/game/gamepad.js';
import type { GameSettings } from './game-options.js';

/** A gamepad came, or went. */
export interface GamepadChange {
  readonly index: number;
  /** As the browser calls it. */
  readonly id: string;
  readonly isConnected: boolean;
  /** False when neither the browser nor `gamepadMappings` knows where its buttons are: it is ignored. */
  readonly isUsable: boolean;
}

export interface GamePads {
  /** Reads the gamepad that plays; false when there is none. */
  read(): boolean;
  release(): void;
}

/**
 * @param window whose gamepads these are
 * @param wake is called when there may be something to read again
 */
export function watchGamepads(
  window: Window,
  signal: AbortSignal,
  settings: () => GameSettings,
  sink: GamepadSink,
  changed: (change: GamepadChange) => void,
  wake: () => void,
): GamePads {
  const reader = createGamepadReader(sink);
  let playing: number | undefined;

  const mappingOf = ({ id }: Gamepad) =>
    settings().gamepadMappings.find((mapping) => id.includes(mapping.id));
  const isUsable = (pad: Gamepad) => pad.mapping === 'standard' || mappingOf(pad) !== undefined;

  /** The browser's list has holes; where a policy forbids gamepads, asking for it throws. */
  const list = (): readonly Gamepad[] => {
    try {
      return window.navigator.getGamepads().filter((pad) => pad?.connected) as Gamepad[];
    } catch {
      return [];
    }
  };
  const chosen = () => {
    const { gamepadIndex } = settings();
    return list().find(
      (pad) => (gamepadIndex === 'first' || pad.index === gamepadIndex) && isUsable(pad),
    );
  };
  const readingOf = (pad: Gamepad): GamepadReading => {
    const buttons = pad.buttons.map(({ value }) => value);
    const mapping = pad.mapping === 'standard' ? undefined : mappingOf(pad);
    if (!mapping) return { buttons, axes: pad.axes };
    return {
      buttons: mapping.buttons.map((index) => buttons[index] ?? 0),
      axes: mapping.axes.map((index) => pad.axes[index] ?? 0),
    };
  };

  const release = () => {
    playing = undefined;
    reader.release();
  };

  for (const type of ['gamepadconnected', 'gamepaddisconnected'] as const) {
    window.addEventListener(
      type,
      ({ gamepad }: GamepadEvent) => {
        const isConnected = type === 'gamepadconnected';
        if (gamepad.index === playing && !isConnected) release();
        const { index, id } = gamepad;
        changed({ index, id, isConnected, isUsable: isUsable(gamepad) });
        wake();
      },
      { signal },
    );
  }

  return {
    read() {
      const pad = chosen();
      if (pad?.index !== playing) release();
      playing = pad?.index;
      if (!pad) return false;
      const { gamepadDeadZone, gamepadThreshold, gamepadHysteresis } = settings();
      reader.read(readingOf(pad), {
        deadZone: gamepadDeadZone,
        threshold: gamepadThreshold,
        hysteresis: gamepadHysteresis,
      });
      return true;
    },
    release,
  };
}
