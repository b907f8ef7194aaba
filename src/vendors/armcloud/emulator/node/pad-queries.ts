import type { JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import type { Pad, PadProperties } from './pads.js';
import { pageOf, readOptionalTexts, readPadCodes, readText } from './request-fields.js';

/** `pad/infos`: the account's pads, page by page. */
export function padInfos(body: JsonObject, { pads }: CloudParts) {
  return pageOf(
    body,
    wanted(body, pads.all).map((pad) => ({
      padCode: pad.padCode,
      padGrade: 'q2-4',
      padStatus: pad.status,
      groupId: 0,
      idcCode: 'emulator',
      deviceIp: pad.deviceIp,
      padIp: pad.padIp,
      apps: pad.phone.system
        .packages()
        .filter(({ isSystem }) => !isSystem)
        .map(({ packageName }) => packageName),
    })),
  );
}

/** `pad/padDetails`: pads with their state, page by page; filters that it does not know it ignores. */
export function padDetails(body: JsonObject, { pads, rooms }: CloudParts) {
  const isWanted = filterOf(body, (pad) => rooms.isStreaming(pad.padCode));
  return pageOf(
    body,
    wanted(body, pads.all)
      .filter(isWanted)
      .map((pad) => ({
        padCode: pad.padCode,
        imageId: 'emulator',
        deviceLevel: 'q2-4',
        padStatus: pad.status,
        deviceStatus: 1,
        online: pad.phone.isOnline ? 1 : 0,
        streamStatus: rooms.isStreaming(pad.padCode) ? 1 : 0,
        dataSize: 64_000_000_000,
        dataSizeUsed: 8_000_000_000,
        dcInfo: { dcCode: 'emulator', dcName: 'Emulator', area: 'Loopback' },
      })),
  );
}

function wanted(body: JsonObject, pads: readonly Pad[]): readonly Pad[] {
  const padCodes = readOptionalTexts(body, 'padCodes') ?? [];
  return padCodes.length === 0 ? pads : pads.filter(({ padCode }) => padCodes.includes(padCode));
}

/** The filters arrive as texts or numbers. */
function filterOf(body: JsonObject, isStreaming: (pad: Pad) => boolean): (pad: Pad) => boolean {
  const padIps = readOptionalTexts(body, 'padIps') ?? [];
  const asked = (name: string): string => String(body[name] ?? '');
  const fits = (name: string, actual: string): boolean => ['', actual].includes(asked(name));
  return (pad) =>
    (padIps.length === 0 || padIps.includes(pad.padIp)) &&
    fits('vmStatus', pad.phone.isOnline ? '1' : '0') &&
    fits('controlStatus', isStreaming(pad) ? '2' : '1') &&
    (asked('faultStatus') !== '14' || String(pad.status) === '14');
}

/** `pad/modelInfo` */
export function modelInfo(body: JsonObject, { pads }: CloudParts) {
  return readPadCodes(body).map((padCode) => {
    const pad = pads.get(padCode);
    const { properties } = pad.phone.system;
    const property = (name: string) => properties.get(name) ?? '';
    // As the panel is mounted, which a rotation does not change.
    const { width, height } = pad.phone.display();
    return {
      padCode,
      imei: pad.modem.get('IMEI') ?? '',
      serialno: property('ro.serialno') || `EMU${String(pad.number).padStart(9, '0')}`,
      wifimac: `02:00:00:00:00:${pad.number.toString(16).padStart(2, '0')}`,
      androidid: pad.number.toString(16).padStart(16, '0'),
      model: property('ro.product.model'),
      brand: property('ro.product.brand'),
      manufacturer: property('ro.product.manufacturer'),
      isRoot: '0',
      width: Math.min(width, height),
      height: Math.max(width, height),
      memoryLimit: 4096,
    };
  });
}

/** `pad/padProperties` */
export function padProperties(body: JsonObject, { pads }: CloudParts) {
  const pad = pads.get(readText(body, 'padCode'));
  return {
    padCode: pad.padCode,
    modemPropertiesList: propertyRows(pad.modem),
    systemPropertiesList: propertyRows(pad.phone.system.properties),
    settingPropertiesList: propertyRows(pad.setting),
    oaidPropertiesList: propertyRows(pad.oaid),
  };
}

function propertyRows(properties: PadProperties) {
  return [...properties].map(([propertiesName, propertiesValue]) => ({
    propertiesName,
    propertiesValue,
  }));
}
