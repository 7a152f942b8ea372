// Every place of the window and how to come there. A step is a key, `scan:` and a code, or `until:` and what is to be seen.
const imei = 'scan:356938035643809'
const ready = 'until:footer button.btn-act:not([data-disabled])'
const toReview = [imei, ready, 'Enter', 'until:.work-review', 'until:.card-line']
const toCounter = ['F10', 'until:.counter']
const toSale = [...toCounter, imei, 'scan:+4915123456789', 'until:.counter .btn-act:not([data-disabled])']
const toLine = ['F6', 'until:.line-page']

/** `scene` is the station as it stands when the window opens. What `also` names is another state of a place. */
export const places = [
  also('scan', 'one'),
  place('scan-found', 'one', imei, ready),
  also('scan-asking', 'asking', imei, ready, 'until:.field'),
  also('scan-typed', 'one', 'type:356938035643809', 'Enter', 'until:.proof'),
  also('scan-wrong', 'one', 'scan:356938035643808', 'until:.notice'),
  also('scan-torn', 'torn', 'until:.notice'),
  also('scan-no-key', 'no-key'),
  also('scan-typed-key', 'typed-key'),
  place('review', 'one', ...toReview),
  also('review-several', 'several', imei, ready, 'Enter', 'until:.work-review'),
  place('job', 'one', 'slow', ...toReview, 'Enter', 'until:.work-job'),
  also('result', 'one', ...toReview, 'Enter', 'until:.work-result'),
  also('result-owed', 'away', ...toReview, 'Enter', 'until:.work-result'),
  place('result-fail', 'one', 'fail:verify', ...toReview, 'Enter', 'until:.work-result'),
  also('result-error', 'one', 'fail:compose', ...toReview, 'Enter', 'until:.work-result'),
  place('readers', 'several', 'F3', 'until:.readers-page table'),
  also('readers-sixteen', 'sixteen', 'F3', 'until:.readers-page table'),
  also('readers-none', 'no-reader', 'F3', 'until:.readers-page'),
  also('readers-down', 'down', 'F3', 'until:.readers-page'),
  also('readers-away', 'away', 'F3', 'until:.readers-page .notice'),
  also('card', 'several', 'F3', 'until:.readers-page table', '1', 'until:.bench-story'),
  place('card-used', 'several', 'F3', 'until:.readers-page table', '3', 'until:.bench-story'),
  also('records', 'one', 'F4', 'until:.records-page tbody tr'),
  place('record-fail', 'one', 'F4', 'until:.records-page tbody tr', 'ArrowDown', 'until:.records-page .notice'),
  also('records-none', 'empty', 'F4', 'until:.records-page'),
  place('charts', 'eight', 'F4', 'until:.records-page', 'F4', 'until:figure .uplot'),
  place('composer', 'composer', 'F5', 'until:.composer', imei, 'until:.composing [role=treeitem]'),
  place(
    'composer-compare',
    'composer',
    'F5',
    'until:.composer',
    imei,
    'until:[role=treeitem]',
    'F8',
    'pick:.compare select',
    'until:.compare-summary',
  ),
  also('inbox', 'one', 'F9', 'until:tbody tr'),
  place('inbox-deciding', 'one', 'F9', 'until:tbody tr', 'F7', 'until:#intake-reason'),
  place('conflicts', 'one', 'F9', 'until:tbody tr', 'F9', 'until:.sides'),
  place('batches', 'line', ...toLine, 'Escape', 'until:tbody tr'),
  place('batch-new', 'line', ...toLine, 'Escape', 'until:tbody tr', 'F7', 'until:.order'),
  also('line-no-batch', 'line-no-batch', ...toLine),
  also('line-none', 'line-none', ...toLine),
  also('line-1', 'line-1', ...toLine),
  place('line-8', 'line', ...toLine),
  also('line-12', 'line-12', ...toLine),
  place('line-16', 'line-16', ...toLine),
  also('line-others', 'line-others', ...toLine),
  also('line-ready', 'line-ready', ...toLine),
  also('line-unarmed', 'line-unarmed', ...toLine),
  also('line-paused', 'line-paused', ...toLine),
  also('line-stopped', 'line-stopped', ...toLine),
  also('line-over', 'line-over', ...toLine),
  place('line-story', 'line', ...toLine, '3', 'until:.story-phases'),
  place('line-reasons', 'line', ...toLine, '3', 'Delete', 'until:.story-reasons'),
  also('counter-device', 'one', ...toCounter),
  place('counter-number', 'one', ...toCounter, imei, 'until:.counter'),
  place('counter-card', 'one', ...toSale),
  also('counter-working', 'one', 'slow', ...toSale, 'Enter', 'until:.verdict'),
  place('counter-done', 'one', ...toSale, 'Enter', 'until:.receipt .qr'),
  also('counter-fail', 'one', 'fail:write', ...toSale, 'Enter', 'until:.verdict-fail'),
  also('repair-insert', 'none', 'F11', 'until:.repair'),
  place('repair-card', 'returned', 'F11', 'until:.change tbody tr'),
  also('repair-result', 'returned', 'F11', 'until:.change tbody tr', ready, 'Enter', 'until:.work-result'),
  place('repair-life', 'none', 'F11', 'until:.repair', 'scan:490154203237518', 'until:.life-at'),
  place('scanner', 'one', 'F1', 'until:.help', 'press:.help button', 'until:.scanner-page'),
  place('settings', 'one', 'F12', 'until:.settings-page .told'),
  place('help', 'one', 'F1', 'until:.help'),
  { ...place('style', 'one', 'F3', 'until:.style-page'), hash: '#style' },
]

function place(name, scene, ...steps) {
  return { name, scene, steps, hash: '', isOther: false }
}

function also(...of) {
  return { ...place(...of), isOther: true }
}
