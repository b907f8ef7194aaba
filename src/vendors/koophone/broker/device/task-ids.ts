import { hmacHex, importHmacKey } from '../hex.js';

/** What an id that the device API gives out stands for. */
export type TaskReference =
  | ({ readonly kind: 'command' } & VendorTask)
  /** With the time of the order: the vendor may not tell of such a task. */
  | ({ readonly kind: 'reset'; readonly at: number } & VendorTask)
  /** The vendor names no task for a restart. */
  | { readonly kind: 'restart'; readonly at: number }
  /** The vendor answers at once. */
  | { readonly kind: 'apps' };

interface VendorTask {
  readonly taskId: string;
  /** Undefined where the vendor did not tell the phone's job. */
  readonly jobId: string | undefined;
}

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
    case 'reset':
      return `reset.${task.at}.${formatTask(task)}`;
    case 'command':
      return `command.${formatTask(task)}`;
  }
}

function formatTask({ taskId, jobId }: VendorTask): string {
  return jobId === undefined ? taskId : `${taskId}.${jobId}`;
}

function parse(words: string): TaskReference | undefined {
  const [kind, ...rest] = words.split('.');
  if (kind === 'apps') return { kind };
  const at = kind === 'restart' || kind === 'reset' ? Number(rest.shift()) : 0;
  if (!Number.isFinite(at)) return undefined;
  if (kind === 'restart') return { kind, at };
  const [taskId, jobId] = rest;
  if (taskId === undefined) return undefined;
  if (kind === 'reset') return { kind, at, taskId, jobId };
  return kind === 'command' ? { kind, taskId, jobId } : undefined;
}

/** In constant time; both are 32 characters. */
function isSame(text: string, other: string): boolean {
  let difference = 0;
  for (let index = 0; index < other.length; index += 1) {
    difference |= text.charCodeAt(index) ^ other.charCodeAt(index);
  }
  return difference === 0;
}
