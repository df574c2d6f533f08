/** Two halves and what joins them. */
export function Mark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
    >
      <path d="M3 18v-3.5a9 9 0 0 1 18 0V18" strokeWidth="2.4" />
      <path d="M8 18v-2.8a4 4 0 0 1 8 0V18" strokeWidth="1.6" opacity="0.55" />
    </svg>
  );
}
