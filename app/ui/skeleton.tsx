/** Gray lines of the size of what will stand here. Shown only after a short wait, so that quick answers do not flicker. */
export const Skeleton = ({ lines = 3, label = 'Loading' }: { lines?: number; label?: string }) => (
  <div className="skeleton" role="status" aria-busy aria-label={label}>
    {Array.from({ length: lines }, (_, line) => (
      <span key={line} />
    ))}
  </div>
);
