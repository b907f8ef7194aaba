import type { EmulatorVendor } from '../../../../core/ports/emulator.js';
import { KoophoneApi } from './api.js';
import { DeviceTokens } from './device-tokens.js';
import { Iam } from './iam.js';
import { Instances } from './instances.js';
import { type KoophoneCredentials, makeAccount } from './koophone-account.js';
import { Streams } from './streams.js';
import { TaskBoard } from './task-board.js';

/** A fake KooPhone: IAM, the REST API, and signalling in both languages, all on one server. */
export const koophoneEmulator: EmulatorVendor<KoophoneCredentials> = {
  id: 'koophone',
  phoneId: (number) => `kp${String(number).padStart(6, '0')}`,
  createCloud(world) {
    const account = makeAccount();
    const instances = new Instances(world);
    const deviceTokens = new DeviceTokens(world);
    const streams = new Streams(world, instances, deviceTokens);
    const api = new KoophoneApi({
      world,
      account,
      iam: new Iam(world, account),
      instances,
      tasks: new TaskBoard(world),
      deviceTokens,
      streams,
    });
    const ofPhone = (phoneId: string) => instances.find(phoneId);
    return {
      get credentials() {
        const { region, userName, password, domainName, accessKey, secretKey } = account;
        const iamUrl = `http://${world.address()}`;
        return { region, iamUrl, userName, password, domainName, accessKey, secretKey };
      },
      handleRequest: (request) => api.handle(request),
      acceptSocket: (path) => (world.faults.refuseSignalling ? 503 : streams.accept(path)),
      closePhone(phoneId) {
        const instance = ofPhone(phoneId);
        if (instance) streams.close(instance, 'kicked');
      },
      dropSignalling(phoneId, hasCloseFrame) {
        const instance = ofPhone(phoneId);
        if (instance) streams.dropSignalling(instance, hasCloseFrame);
      },
      expireTokens(phoneId) {
        const instance = ofPhone(phoneId);
        if (instance) deviceTokens.expireAll(instance.deviceId);
      },
    };
  },
};
