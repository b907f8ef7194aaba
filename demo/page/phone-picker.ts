import { create, createButton, find } from './elements.js';
import { orderPhones } from './phone-order.js';
import { vendorName } from './vendors.js';

/** A phone as the broker lists it. */
export interface ListedPhone {
  readonly phoneId: string;
  /** Null where the grant does not say which of several vendors it is of. */
  readonly vendor: string | null;
  readonly role: 'control' | 'watch';
}

export type CardStatus = 'unknown' | 'online' | 'open' | 'in-use' | 'resting' | 'offline';

const statusNames: Readonly<Record<CardStatus, string>> = {
  unknown: 'Status unknown',
  online: 'Online',
  open: 'Open here',
  'in-use': 'In use',
  resting: 'Wakes when opened',
  offline: 'Offline',
};

/** A card for each phone: its picture, its name and how it is. */
export interface PhonePicker {
  readonly phones: readonly ListedPhone[];
  mark(phone: ListedPhone): void;
  setStatus(phone: ListedPhone, status: CardStatus): void;
  /** Puts those that are offline last. Once: cards that wander are hard to hit. */
  sort(): void;
  draw(phone: ListedPhone, picture: HTMLImageElement | HTMLVideoElement): void;
  /** False while the card is scrolled out of sight. */
  isInView(phone: ListedPhone): boolean;
}

export function showPhones(
  place: HTMLElement,
  phones: readonly ListedPhone[],
  choose: (phone: ListedPhone) => void,
): PhonePicker {
  const list = create('ul', '');
  const cards = new Map<string, HTMLElement>();
  const ordered = orderPhones(phones);
  for (const phone of ordered) cards.set(keyOf(phone), createCard(phone, choose));
  list.append(...cards.values());
  place.replaceChildren(list);
  place.hidden = phones.length < 1;

  const cardOf = (phone: ListedPhone) => cards.get(keyOf(phone));
  const isOffline = (phone: ListedPhone) => cardOf(phone)?.dataset.status === 'offline';
  return {
    phones: ordered,
    mark(phone) {
      for (const [key, card] of cards) {
        const isOpen = key === keyOf(phone);
        const button = find('button', card);
        if (isOpen) button.setAttribute('aria-current', 'true');
        else button.removeAttribute('aria-current');
        if (isOpen) card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }
    },
    setStatus(phone, status) {
      const card = cardOf(phone);
      if (!card) return;
      card.dataset.status = status;
      find('.status', card).textContent = statusNames[status];
    },
    sort() {
      const sorted = orderPhones(ordered, isOffline);
      // What is in its place keeps it, and the focus.
      if (sorted.every((phone, index) => phone === ordered[index])) return;
      for (const phone of sorted) list.append(cardOf(phone) ?? '');
    },
    draw(phone, picture) {
      const canvas = cardOf(phone)?.querySelector('canvas');
      if (canvas && drawInto(canvas, picture)) canvas.hidden = false;
    },
    isInView(phone) {
      const box = cardOf(phone)?.getBoundingClientRect();
      const frame = place.getBoundingClientRect();
      return (
        box !== undefined &&
        box.right > frame.left &&
        box.left < frame.right &&
        box.bottom > frame.top &&
        box.top < frame.bottom
      );
    },
  };
}

/** Vendors may use the same ids. */
export function keyOf({ phoneId, vendor }: Pick<ListedPhone, 'phoneId' | 'vendor'>): string {
  return `${vendor} ${phoneId}`;
}

function createCard(phone: ListedPhone, choose: (phone: ListedPhone) => void): HTMLElement {
  const { phoneId, vendor, role } = phone;
  const canvas = create('canvas', '');
  Object.assign(canvas, { width: 198, height: 352, hidden: true });
  canvas.ariaHidden = 'true';
  const screen = create('span', 'screen', create('span', 'none', 'No picture yet'), canvas);
  const about = create('span', 'about', create('b', '', phoneId));
  if (vendor !== null) about.append(create('span', 'vendor', vendorName(vendor)));
  about.append(create('span', 'status', statusNames.unknown));
  if (role === 'watch') about.append(create('span', 'role', 'Watch only'));
  const button = createButton('card', '', () => choose(phone));
  button.append(screen, about);
  const card = create('li', '', button);
  card.dataset.status = 'unknown';
  return card;
}

/** All of the picture, in the middle. @returns false where there is none (yet) */
function drawInto(
  canvas: HTMLCanvasElement,
  picture: HTMLImageElement | HTMLVideoElement,
): boolean {
  const isVideo = picture instanceof HTMLVideoElement;
  const width = isVideo ? picture.videoWidth : picture.naturalWidth;
  const height = isVideo ? picture.videoHeight : picture.naturalHeight;
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return false;
  const scale = Math.min(canvas.width / width, canvas.height / height);
  const size = { width: width * scale, height: height * scale };
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    picture,
    (canvas.width - size.width) / 2,
    (canvas.height - size.height) / 2,
    size.width,
    size.height,
  );
  return true;
}
