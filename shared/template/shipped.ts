// Templates that come with the product: to be used as they are on the bench, and to be copied and changed elsewhere.
import operatorAndEnterprise from '../templates/operator-and-enterprise.json'
import sim2gCp from '../templates/sim-2g-cp.json'
import uiccDm12 from '../templates/uicc-dm12.json'
import uiccDm20 from '../templates/uicc-dm20.json'
import windowsW7 from '../templates/windows-w7.json'

/** Their texts, by name. */
export const shippedTemplates: ReadonlyMap<string, string> = new Map(
  [sim2gCp, uiccDm12, uiccDm20, windowsW7, operatorAndEnterprise].map((document) => [
    document.name,
    `${JSON.stringify(document, undefined, 2)}\n`,
  ]),
)
