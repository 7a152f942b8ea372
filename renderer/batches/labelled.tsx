type LabelledProps = { readonly label: string; readonly children: React.ReactNode }

/** A label above what is chosen from, which names itself. */
export const Labelled = ({ label, children }: LabelledProps) => (
  <div className="field">
    <span className="field-label">{label}</span>
    {children}
  </div>
)
