import { createDeviceApi, isTelepadError } from 'telepad/device';
import { statusOf } from './card-status.js';
import { keyOf, type ListedPhone, type PhonePicker } from './phone-picker.js';
import { mayHavePreviews } from './vendors.js';

type Player = HTMLElementTagNameMap['telepad-phone'];

/** How often the vendors are asked, and how often the open phone's card takes a frame, in ms. */
const askMs = 20_000;
const ownFrameMs = 4000;

/**
 * Keeps the cards of the picker true, while the page is looked at.
 *
 * Pictures of other phones are the vendor's own previews, which open no session and disturb nobody. A vendor without
 * them gives none: its cards keep the last frame of the user's own session. The card of the open phone always
 * takes its frames from there.
 */
export function keepThumbnails(
  picker: PhonePicker,
  broker: string,
  player: Player,
  presentPhone: () => ListedPhone | undefined,
): void {
  const { phones } = picker;
  const withoutPreviews = new Set(
    phones.map(({ vendor }) => vendor).filter((vendor) => !mayHavePreviews(vendor)),
  );
  const isOpen = (phone: ListedPhone): boolean => {
    const present = presentPhone();
    return present !== undefined && keyOf(present) === keyOf(phone);
  };
  const deviceOf = ({ phoneId, vendor }: ListedPhone) =>
    createDeviceApi({ url: broker, phoneId, ...(vendor !== null && { vendor }) });

  const askStatus = async (ofVendor: readonly ListedPhone[]): Promise<readonly ListedPhone[]> => {
    const [first] = ofVendor;
    if (!first) return [];
    const answer = await deviceOf(first).listPhones({ pageSize: 100 });
    return ofVendor.filter((phone) => {
      const found = answer.phones.find(({ phoneId }) => phoneId === phone.phoneId);
      picker.setStatus(phone, statusOf(found, isOpen(phone) && player.session?.isLive === true));
      return found?.isOnline;
    });
  };

  const askPicture = async (phone: ListedPhone): Promise<void> => {
    if (isOpen(phone) || withoutPreviews.has(phone.vendor) || !picker.isInView(phone)) return;
    try {
      const { url } = await deviceOf(phone).createPreview({ isUpright: true });
      const image = Object.assign(new Image(), { src: url });
      await image.decode();
      if (!isOpen(phone)) picker.draw(phone, image);
    } catch (error) {
      if (isTelepadError(error) && error.code === 'not_supported')
        withoutPreviews.add(phone.vendor);
    }
  };

  let hasSorted = false;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  const ask = async (): Promise<void> => {
    if (document.hidden || performance.now() - askedAtMs < askMs - 1000) return;
    askedAtMs = performance.now();
    const vendors = [...new Set(phones.map(({ vendor }) => vendor))];
    const answers = await Promise.all(
      vendors.map((vendor) =>
        // The card then says that it does not know; the next time may be better.
        askStatus(phones.filter((phone) => phone.vendor === vendor)).catch(() => []),
      ),
    );
    if (!hasSorted) picker.sort();
    hasSorted = true;
    // One after the other: they are for the corner of the eye.
    for (const phone of answers.flat()) await askPicture(phone);
  };

  const takeOwnFrame = (): void => {
    const phone = presentPhone();
    const video = player.view?.video;
    if (phone && video && player.session?.isLive && !document.hidden) picker.draw(phone, video);
  };

  void ask();
  setInterval(() => void ask(), askMs);
  setInterval(takeOwnFrame, ownFrameMs);
  document.addEventListener('visibilitychange', () => void ask());
  player.addEventListener('telepad-live', () => {
    const phone = presentPhone();
    if (phone) picker.setStatus(phone, 'open');
    setTimeout(takeOwnFrame, 500);
  });
  player.addEventListener('telepad-closed', () => {
    // Soon enough for what has become of it, and late enough for the vendor to know.
    askedAtMs = Number.NEGATIVE_INFINITY;
    setTimeout(() => void ask(), 1500);
  });
}
