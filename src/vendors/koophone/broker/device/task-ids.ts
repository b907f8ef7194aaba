import { hmacHex, importHmacKey } from '../hex.js';

/** What an id that the device API gives out stands for. */
export type TaskReference =
  | {
      readonly kind: 'reset' | 'command';
      readonly taskId: string;
      /** Undefined where the vendor did not tell the phone's job. */
      readonly jobId: string | undefined;
    }
  /** The vendor names no task for a restart. */
  | { readonly kind: 'restart'; readonly at: number }
  /** The vendor answers at once. */
  | { readonly kind: 'apps' };

/**
 * Ids of tasks for browsers. The vendor's query of a task does not say whose it is, so that an id says it itself, and
 * bears a seal of its phone: with a made-up one nobody gets to see another phone's task.
 */
export interface TaskIds {
  seal(task: TaskReference, phoneId: string): Promise<string>;
  /** `undefined` for anything that was not sealed for this phone. */
  open(text: string, phoneId: string): Promise<TaskReference | undefined>;
}

/** @param secret the account's own, so that each broker of the account can open what another has sealed */
export function createTaskIds(secret: string): TaskIds {
  let text: string | undefined = `telepad tasks\n${secret}`;
  let imported: Promise<CryptoKey> | undefined;
  const sealOf = async (words: string, phoneId: string) => {
    imported ??= importHmacKey(text ?? '');
    text = undefined;
    return (await hmacHex(await imported, `${phoneId}\n${words}`)).slice(0, 32);
  };
  return {
    async seal(task, phoneId) {
      const words = format(task);
      return `${words}.${await sealOf(words, phoneId)}`;
    },
    async open(id, phoneId) {
      const [, words, seal] = /^([\w.-]{1,300})\.([0-9a-f]{32})$/.exec(id) ?? [];
      if (words === undefined || seal === undefined) return undefined;
      return isSame(seal, await sealOf(words, phoneId)) ? parse(words) : undefined;
    },
  };
}

function format(task: TaskReference): string {
  switch (task.kind) {
    case 'apps':
      return 'apps';
    case 'restart':
      return `restart.${task.at}`;
    default:
      return `${task.kind}.${task.taskId}${task.jobId === undefined ? '' : `.${task.jobId}`}`;
  }
}

function parse(words: string): TaskReference | undefined {
  const [kind, first, second] = words.split('.');
  if (kind === 'apps') return { kind };
  if (first === undefined) return undefined;
  if (kind === 'restart') return { kind, at: Number(first) };
  if (kind !== 'reset' && kind !== 'command') return undefined;
  return { kind, taskId: first, jobId: second };
}

/** In constant time; both are 32 characters. */
function isSame(text: string, other: string): boolean {
  let difference = 0;
  for (let index = 0; index < other.length; index += 1) {
    difference |= text.charCodeAt(index) ^ other.charCodeAt(index);
  }
  return difference === 0;
}
