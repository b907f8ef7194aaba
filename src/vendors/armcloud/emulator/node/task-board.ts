import { randomBytes } from 'node:crypto';
import { forgetOldest } from '../../../../core/forget-oldest.js';
import type { EmulatorWorld } from '../../../../core/ports/emulator.js';
import { ApiFailure } from './envelope.js';
import type { Pad } from './pads.js';
import { taskStatus } from './task-types.js';

/** An order that takes its time: what is done, and who is told of it. */
export interface TaskOrder {
  /** One of `taskType`. */
  readonly type: number;
  /** The pad that carries it out; absent for tasks of the file centre. */
  readonly pad?: Pad;
  readonly content?: string;
  readonly file?: { readonly fileUniqueId?: string; readonly fileName: string };
  readonly appId?: number;
  /** When it begins to run. */
  readonly begin?: () => void;
  /** The work, at the end of its time. Returns the task's result, or throws ApiFailure. */
  readonly work: () => string | Promise<string>;
  /** When it is over, well or not. */
  readonly settled?: (task: Task) => void;
}

/** A task as the queries tell it. */
export interface Task {
  readonly taskId: number;
  readonly batchId: string;
  readonly order: TaskOrder;
  /** Ms since 1970. */
  readonly createdAt: number;
  status: number;
  endedAt: number | undefined;
  result: string | null;
  error: ApiFailure | undefined;
}

/** More tasks than this are not remembered: the oldest go first. */
const capacity = 10_000;

/** The account's asynchronous tasks: waiting, then running, then over. */
export class TaskBoard {
  readonly #world: EmulatorWorld;
  readonly #tasks = new Map<number, Task>();
  #nextId = 1;

  constructor(world: EmulatorWorld) {
    this.#world = world;
  }

  /** Takes orders that belong together; each becomes a task of its own. */
  add(orders: readonly TaskOrder[]): readonly Task[] {
    const batchId = randomBytes(16).toString('hex');
    return orders.map((order) => {
      const task = this.#note(order, batchId);
      const { taskDurationMs } = this.#world.faults;
      // A quarter of its time a task waits for its turn.
      this.#world.after(taskDurationMs / 4, () => this.#run(task, (taskDurationMs * 3) / 4));
      return task;
    });
  }

  /** Notes a task that is over already. */
  addDone(order: Omit<TaskOrder, 'work'>, result: string, isSuccess: boolean): Task {
    const task = this.#note({ ...order, work: () => result }, randomBytes(16).toString('hex'));
    task.status = isSuccess ? taskStatus.done : taskStatus.failed;
    task.result = result;
    task.endedAt = this.#world.now();
    return task;
  }

  find(taskId: number): Task | undefined {
    return this.#tasks.get(taskId);
  }

  /** The youngest first. */
  ofType(type: number): readonly Task[] {
    return [...this.#tasks.values()].filter(({ order }) => order.type === type).reverse();
  }

  #note(order: TaskOrder, batchId: string): Task {
    const task: Task = {
      taskId: this.#nextId,
      batchId,
      order,
      createdAt: this.#world.now(),
      status: taskStatus.waiting,
      endedAt: undefined,
      result: null,
      error: undefined,
    };
    this.#nextId += 1;
    this.#tasks.set(task.taskId, task);
    forgetOldest(this.#tasks, capacity);
    return task;
  }

  #run(task: Task, remainingMs: number): void {
    task.status = taskStatus.running;
    const { pad, begin } = task.order;
    if (pad && !pad.phone.isOnline) {
      this.#settle(task, new ApiFailure(110031));
      return;
    }
    begin?.();
    this.#world.after(remainingMs, () => void this.#finish(task));
  }

  async #finish(task: Task): Promise<void> {
    if (this.#world.faults.failTasks) {
      this.#settle(task, new ApiFailure(100010, 'The fault failTasks is on.'));
      return;
    }
    try {
      task.result = await task.order.work();
      this.#settle(task);
    } catch (error) {
      // Processing failed: what else it was is the emulator's own mistake, and it lives on.
      this.#settle(task, error instanceof ApiFailure ? error : new ApiFailure(100010));
    }
  }

  #settle(task: Task, error?: ApiFailure): void {
    task.status = error ? taskStatus.failed : taskStatus.done;
    task.error = error;
    task.endedAt = this.#world.now();
    task.order.settled?.(task);
  }
}
