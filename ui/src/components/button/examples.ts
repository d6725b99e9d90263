import { examplesOf } from '../example';
import Button from './Button.svelte';

export default examplesOf('button', Button, [
  { name: 'default', props: { text: 'Save and continue', submit: true }, fixture: 'default' },
  {
    name: 'disabled',
    props: { text: 'Disabled button', submit: true, disabled: true },
    fixture: 'disabled',
  },
  { name: 'secondary', props: { text: 'Look again', kind: 'secondary' } },
  { name: 'warning', props: { text: 'Throw this draft away', kind: 'warning' } },
  { name: 'busy', props: { text: 'Unlocking', busy: true } },
  {
    name: 'saying about what',
    props: { text: 'Continue', kind: 'secondary', about: 'the contact of 23 November' },
  },
]);
