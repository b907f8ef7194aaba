import {
  attachView,
  brokerTicket,
  type ControlMessage,
  connect,
  type PhoneSession,
  TelepadError,
} from 'telepad';
import type { TelepadPhoneElement } from 'telepad/element';

/** A page's code as its author would write it; it only has to compile. */
export function show(element: HTMLElement, phone: TelepadPhoneElement): PhoneSession {
  const session = connect({ ticket: brokerTicket({ url: '/telepad', phoneId: 'a' }) });
  attachView(session, element);
  session.on('closed', ({ error }) => {
    if (error instanceof TelepadError) phone.title = error.code;
  });
  const message: ControlMessage = { type: 'text', text: 'hello' };
  session.send(message);
  return session;
}
