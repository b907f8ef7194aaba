import { randomBytes } from 'node:crypto';
import { forgetOldest } from '../../../../core/forget-oldest.js';
import type { EmulatorWorld } from '../../../../core/ports/emulator.js';
import type { Instance } from './instances.js';

/** Of a job (fact sheet 4.1). */
export const jobStatus = { running: 1, done: 2, failed: -1 } as const;

/** Codes of single jobs are those of CPH; both spellings occur (fact sheet 4.1). */
const jobFailed = { command: 'CPS.0191', other: 'CPS0005' } as const;

/** The longest `execute_msg`, in bytes. */
const maxOutputBytes = 1024;

export interface JobOutcome {
  readonly isSuccess: boolean;
  readonly output: string;
}

/** An order that takes its time, for several instances. */
export interface TaskOrder {
  /** Before the id: `RM_` for what frees or wipes a phone, nothing for commands, … */
  readonly prefix: '' | 'RM_' | 'ZGCA' | 'FULFILL';
  readonly instances: readonly Instance[];
  readonly begin?: (instance: Instance) => void;
  /** At the end of its time. */
  readonly work: (instance: Instance) => JobOutcome;
  /** When it is over, well or not. */
  readonly settled?: (instance: Instance) => void;
}

interface Job {
  readonly job_id: string;
  status: number;
  error_code: string | null;
  error_msg: string | null;
  execute_msg: string;
}

/** More tasks than this are not remembered: the oldest go first. */
const capacity = 10_000;

/** The tenant's asynchronous tasks. */
export class TaskBoard {
  readonly #world: EmulatorWorld;
  readonly #tasks = new Map<string, readonly Job[]>();

  constructor(world: EmulatorWorld) {
    this.#world = world;
  }

  /** @returns `data` of the calls that order tasks */
  add(order: TaskOrder) {
    const taskId = order.prefix + randomBytes(16).toString('hex');
    const jobs = order.instances.map((instance) => this.#start(order, instance));
    this.#tasks.set(taskId, jobs);
    forgetOldest(this.#tasks, capacity);
    const rows = jobs.map(({ job_id }, index) => ({
      instance_id: order.instances[index]?.instanceId,
      job_id,
    }));
    return { task_id: taskId, cmd_jobs: rows };
  }

  find(taskId: string): readonly Job[] | undefined {
    return this.#tasks.get(taskId);
  }

  #start(order: TaskOrder, instance: Instance): Job {
    const job: Job = {
      job_id: randomBytes(16).toString('hex'),
      status: jobStatus.running,
      error_code: '',
      error_msg: '',
      execute_msg: '',
    };
    const { taskDurationMs } = this.#world.faults;
    order.begin?.(instance);
    this.#world.after(taskDurationMs, () => {
      const { isSuccess, output } = this.#outcome(order, instance);
      job.status = isSuccess ? jobStatus.done : jobStatus.failed;
      job.execute_msg = cut(output);
      if (!isSuccess) {
        job.error_code = order.prefix === '' ? jobFailed.command : jobFailed.other;
        job.error_msg = 'Failed';
      }
      order.settled?.(instance);
    });
    return job;
  }

  #outcome(order: TaskOrder, instance: Instance): JobOutcome {
    if (this.#world.faults.failTasks) {
      return { isSuccess: false, output: 'The fault failTasks is on.' };
    }
    if (!instance.phone?.isOnline) return { isSuccess: false, output: 'The phone is not running.' };
    return order.work(instance);
  }
}

/** To 1024 bytes, without half a character at the end. */
export function cut(output: string): string {
  const bytes = new TextEncoder().encode(output);
  if (bytes.length <= maxOutputBytes) return output;
  return new TextDecoder().decode(bytes.subarray(0, maxOutputBytes)).replace(/\uFFFD+$/, '');
}
