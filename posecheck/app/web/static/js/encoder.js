// @ts-check
/// <reference lib="webworker" />
/** A worker: makes JPEGs, so that the page draws on meanwhile. */

/** Of a picture's JPEG, 0 to 1: the landmarks of such pictures are those of the pictures
 * themselves (docs/web.md). */
const QUALITY = 0.9;

const scope = /** @type {any} */ (self);

/** @type {OffscreenCanvas|null} */
let canvas = null;

scope.onmessage = async (/** @type {MessageEvent} */ event) => {
  const { bitmap, number, taken_ms } = event.data;
  canvas ??= new OffscreenCanvas(bitmap.width, bitmap.height);
  if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
  if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
  canvas.getContext("2d", { alpha: false })?.drawImage(bitmap, 0, 0);
  bitmap.close();
  try {
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
    const jpeg = await blob.arrayBuffer();
    const message = new ArrayBuffer(12 + jpeg.byteLength);
    const head = new DataView(message);
    head.setUint32(0, number, true);
    head.setFloat64(4, taken_ms, true);
    new Uint8Array(message, 12).set(new Uint8Array(jpeg));
    scope.postMessage({ message, number }, [message]);
  } catch {
    scope.postMessage({ message: null, number });
  }
};
