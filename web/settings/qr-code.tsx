import { encode } from 'uqr';
import classes from './settings.module.css';

/** Text as a QR code: dark on light in every scheme, because that is what cameras expect. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  // As a picture and not drawn in place, so that its label is read and nothing else.
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${dark}"/></svg>`;
  return <img className={classes['code']} src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={label} />;
}
