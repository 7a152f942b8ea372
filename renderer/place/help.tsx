import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from '../parts/button'
import { Keycap } from '../parts/keycap'
import { text } from '../text'
import { helpClosed, placeChosen } from './store'

const words = text.station.help

/** The keys, over whatever page is shown. */
export const Help = () => (
  <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={helpClosed}>
    <Modal className="modal">
      <Dialog className="help">
        <Heading slot="title" className="h1">
          {words.title}
        </Heading>
        <dl>
          {words.rows.map(([key, does]) => (
            <div key={key}>
              <dt>
                <Keycap>{key}</Keycap>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <div className="acts">
          <Button onPress={() => placeChosen('scanner')}>{text.scan.setUp.title}</Button>
          <Button kind="act" keycap={text.station.keys.enter} onPress={helpClosed}>
            {words.close}
          </Button>
        </div>
      </Dialog>
    </Modal>
  </ModalOverlay>
)
