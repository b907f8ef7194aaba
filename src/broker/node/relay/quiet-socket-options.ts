/** How long a goodbye waits for its answer, in ms. */
const closeTimeout = 2000;

/** For both sides. No compression: a small frame could become a huge one. */
export const quietSocketOptions: { readonly perMessageDeflate: false } = {
  perMessageDeflate: false,
  ...{ closeTimeout },
};
