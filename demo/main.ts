import 'telepad/element';
import { showLiveFacts } from './live-facts.js';

/** Where this page's server mounts the broker. */
const broker = '/telepad';

interface ListedPhone {
  readonly phoneId: string;
  readonly role: 'control' | 'watch';
}

function find<Type extends HTMLElement>(selector: string): Type {
  const element = document.querySelector<Type>(selector);
  if (!element) throw new Error(`The page has no ${selector}.`);
  return element;
}

const player = find<HTMLElementTagNameMap['telepad-phone']>('telepad-phone');
const picker = find('#phones');
const notice = find('#notice');
const log = showLiveFacts(player, find('aside'));
let lentTo: typeof player.session;

/** What the broker says this user may open. */
async function listPhones(): Promise<readonly ListedPhone[]> {
  const response = await fetch(`${broker}/phones`).catch(() => undefined);
  const body = await response?.json().catch(() => undefined);
  if (response?.ok && body) return body.phones;
  throw new Error(
    body?.error?.message ?? 'The broker did not answer. Check that the demo’s server still runs.',
  );
}

function open(phoneId: string): void {
  player.phoneId = phoneId;
  document.title = `${phoneId} · Telepad`;
  for (const input of picker.querySelectorAll('input')) input.checked = input.value === phoneId;
  const address = new URL(location.href);
  address.searchParams.set('phone', phoneId);
  history.replaceState(null, '', address);
  localStorage.setItem('telepad.phone', phoneId);
}

function createChoice({ phoneId, role }: ListedPhone): HTMLElement {
  const label = document.createElement('label');
  const input = document.createElement('input');
  Object.assign(input, { type: 'radio', name: 'phone', value: phoneId });
  input.addEventListener('change', () => open(phoneId));
  label.append(input, phoneId);
  if (role === 'watch')
    label.append(Object.assign(document.createElement('small'), { textContent: 'watch only' }));
  return label;
}

function say(message: string): void {
  notice.hidden = message === '';
  player.hidden = message !== '';
  find('#notice p').textContent = message;
}

async function start(): Promise<void> {
  say('');
  const linked = new URL(location.href).searchParams.get('phone');
  try {
    const phones = await listPhones();
    picker.replaceChildren(find('#phones legend'), ...phones.map(createChoice));
    picker.hidden = phones.length === 0;
    const last = localStorage.getItem('telepad.phone');
    const chosen = linked ?? (phones.find(({ phoneId }) => phoneId === last) ?? phones[0])?.phoneId;
    if (chosen) open(chosen);
    else say('The broker lists no phone for you. Name one in the address: ?phone=…');
  } catch (error) {
    say((error as Error).message);
  }
}

/** Lends this computer's camera and microphone to the phone's apps. The browser asks when an app opens one. */
async function lendCamera(): Promise<void> {
  const { session } = player;
  if (!session || session === lentTo || session.role !== 'control') return;
  lentTo = session;
  const features = await session.features();
  features.on('capture', ({ kind, state, error }) => log(`${kind}: ${error?.code ?? state}`));
  features.followCaptureRequests();
}

// Typing should reach the phone at once, unless the user is busy elsewhere on the page.
player.addEventListener('telepad-live', () => {
  if (document.activeElement === document.body) player.focus();
  lendCamera().catch((error: Error) => {
    if (player.session?.isLive) log(`camera: ${error.message}`);
  });
});
find('#notice button').addEventListener('click', () => void start());
void start();
