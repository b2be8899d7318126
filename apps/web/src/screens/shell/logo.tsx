/** The mark: a stooping falcon as two strokes of a wing. */
export function Logo({ size = 28 }: { readonly size?: number }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" width={size} height={size}>
      <rect width="32" height="32" rx="8" fill="var(--brand)" />
      <path
        d="M6 8.5c7.4.4 12 3.2 14.2 8.6L26 15.6l-4.6 5.2.4 5-4.4-3.9C10.6 22 6.9 17.4 6 8.5z"
        fill="var(--on-brand)"
      />
      <path d="M12 12.5c3.4 1 5.3 2.9 6 5.8" stroke="var(--brand)" strokeWidth="1.8" fill="none" />
    </svg>
  );
}
