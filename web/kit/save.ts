/** Hands the reader a file that was made here. */
export function save(name: string, content: BlobPart, type = 'text/csv;charset=utf-8'): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the file when the click is over; some take it a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
