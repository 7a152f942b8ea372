export const Keycap = ({ children }: { readonly children: React.ReactNode }) => (
  <span className="keycap" aria-hidden="true">
    {children}
  </span>
)
