const LINE_EVERY_MS = 5000;

/** On a terminal a line that is written over; elsewhere one now and then. */
export function progressLine(stream: NodeJS.WriteStream) {
  let last = 0;
  return (share: number, words: string, end = false) => {
    const line = `${Math.round(100 * share)} %, ${words}`;
    if (stream.isTTY) stream.write(`\r\x1b[K${end ? '' : line}`);
    else if (!end && Date.now() - last > LINE_EVERY_MS) {
      last = Date.now();
      stream.write(`${line}\n`);
    }
  };
}
