/** Runs in the page: opens sessions and ends them again, at every stage of their life. */
import type { PhoneSession } from 'telepad';

/** Who shows the session. */
export type CycleViewer = 'view' | 'element' | 'headless';
/** How far it comes before it is ended; `at once` is before a ticket was asked for. */
export type CycleStage =
  | 'at once'
  | 'ticketing'
  | 'signalling'
  | 'negotiating'
  | 'live'
  | 'recovering';

export interface Cycle {
  readonly viewer: CycleViewer;
  readonly stage: CycleStage;
  readonly phoneId: string;
}

declare global {
  interface Window {
    /** Of the test: the phone ends its sessions. */
    kickPhone(phoneId: string): Promise<void>;
  }
}

/** Resolves when the session is at this stage, or past it. */
function reached(session: PhoneSession, stage: CycleStage): Promise<void> {
  const order = ['idle', 'ticketing', 'preparing', 'signalling', 'negotiating', 'live', 'closed'];
  const wanted = order.indexOf(stage);
  return new Promise((resolve) => {
    const look = (state: string) => {
      if (state === stage || order.indexOf(state) >= wanted) resolve();
    };
    session.on('state', look);
    look(session.state);
  });
}

async function lead(session: PhoneSession, { stage, phoneId }: Cycle): Promise<void> {
  if (stage === 'at once') return;
  if (stage !== 'recovering') return reached(session, stage);
  await reached(session, 'live');
  if (session.state !== 'live') return;
  const recovers = new Promise<void>((resolve) => {
    session.on('state', (state) => {
      if (state === 'recovering' || state === 'closed') resolve();
    });
  });
  await window.kickPhone(phoneId);
  await recovers;
}

async function byElement(cycle: Cycle): Promise<string> {
  const element = document.createElement('telepad-phone');
  element.setAttribute('broker', '/telepad');
  element.setAttribute('phone-id', cycle.phoneId);
  element.style.cssText = 'display:block;width:360px;height:640px';
  const opened = new Promise<void>((resolve) =>
    element.addEventListener('telepad-state', () => resolve(), { once: true }),
  );
  document.body.append(element);
  await opened;
  const { session } = element;
  if (!session) throw new Error('The element has opened no session.');
  await lead(session, cycle);
  // Without it, the session of an element that was removed ends a second later: it may only be on the move.
  element.disconnect();
  element.remove();
  return session.closeReason?.error?.code ?? 'user';
}

async function byApi(cycle: Cycle): Promise<string> {
  const { attachView, brokerTicket, connect } = window.telepad;
  const container = document.createElement('div');
  container.style.cssText = 'width:360px;height:640px';
  document.body.append(container);
  const ticket = brokerTicket({ url: '/telepad', phoneId: cycle.phoneId });
  const session = connect({ ticket });
  const view = cycle.viewer === 'view' ? attachView(session, container) : undefined;
  await lead(session, cycle);
  session.close();
  view?.close();
  container.remove();
  return session.closeReason?.error?.code ?? 'user';
}

/** From nothing to nothing. Gives why each session ended: `user`, or the code of an error. */
export async function runCycles(cycles: readonly Cycle[]): Promise<readonly string[]> {
  const ends: string[] = [];
  for (const cycle of cycles)
    ends.push(await (cycle.viewer === 'element' ? byElement : byApi)(cycle));
  return ends;
}
