type Player = HTMLElementTagNameMap['telepad-phone'];

const lentTo = new WeakSet<object>();

/** Lends this computer's camera and microphone to the phone's apps. The browser asks when an app opens one. */
export async function lendCamera(player: Player, log: (text: string) => void): Promise<void> {
  const { session } = player;
  if (!session || lentTo.has(session) || session.role !== 'control') return;
  lentTo.add(session);
  try {
    const features = await session.features();
    features.on('capture', ({ kind, state, error }) => log(`${kind}: ${error?.code ?? state}`));
    features.followCaptureRequests();
  } catch (error) {
    if (session.isLive) log(`camera: ${(error as Error).message}`);
  }
}
