/** What a phone's audio line carries: 10 ms blocks of 16-bit mono samples. */
export const sampleRate = 48_000;
export const samplesPerBlock = sampleRate / 100;

const toneHz = 440;
const amplitude = 0.2 * 32_767;

/** 440 Hz fit into 50 ms exactly 22 times, so five blocks in turn are an endless tone. */
const blocksPerCycle = 5;

/** One array for each block: the audio source reads the whole buffer behind what it is given. */
const toneBlocks: readonly Int16Array[] = Array.from({ length: blocksPerCycle }, (_, block) =>
  Int16Array.from({ length: samplesPerBlock }, (_, sample) => {
    const seconds = (block * samplesPerBlock + sample) / sampleRate;
    return Math.round(amplitude * Math.sin(2 * Math.PI * toneHz * seconds));
  }),
);

const silence = new Int16Array(samplesPerBlock);

/** Block number `block` of the tone, or of silence. */
export function soundBlock(block: number, isTone: boolean): Int16Array {
  return (isTone ? toneBlocks[block % blocksPerCycle] : undefined) ?? silence;
}
