// A text as a QR code: one SVG path over dark modules. Drawn here, so that a secret is sent to nobody.
import { encode } from 'uqr';

export interface QrCode {
  /** modules on each side, quiet zone included */
  size: number;
  path: string;
}

export function qrOf(text: string): QrCode {
  const { size, data } = encode(text, { border: 4 });
  const path = data
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return { size, path };
}
