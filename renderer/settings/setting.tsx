type SettingProps = { readonly name: string; readonly lead?: string | undefined; readonly children: React.ReactNode }

/** What can be chosen, what it is good for, and its control. */
export const Setting = ({ name, lead, children }: SettingProps) => (
  <div className="setting">
    <div>
      <h2>{name}</h2>
      {lead !== undefined && <p className="below">{lead}</p>}
    </div>
    <div className="setting-control">{children}</div>
  </div>
)
