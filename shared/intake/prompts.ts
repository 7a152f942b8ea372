/** Sound files of the exchange, in its own folder of each language. One that is missing is passed over. */
export const prompts = {
  /** "Welcome. Have the number of your device ready: dial *#06# on it." */
  welcome: 'bootstation/welcome',
  /** "Key in the 15 digits." */
  device: 'bootstation/device-number',
  /** "Key in the phone number of the device, then #." */
  phone: 'bootstation/phone-number',
  /** "You keyed in" */
  entered: 'bootstation/you-keyed-in',
  /** "If that is right, press 1. To key it in again, press 2." */
  confirm: 'bootstation/confirm',
  /** "That number does not fit." */
  again: 'bootstation/does-not-fit',
  thanks: 'bootstation/thank-you',
  goodbye: 'bootstation/goodbye',
} as const
