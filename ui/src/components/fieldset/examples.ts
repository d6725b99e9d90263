import { examplesOf, paragraph } from '../example';
import Fieldset from './Fieldset.svelte';

export default examplesOf('fieldset', Fieldset, [
  { name: 'default', props: { legend: 'What is your address?' }, fixture: 'default' },
  {
    name: 'described',
    props: { legend: 'Which option?', describedBy: 'test-target-element' },
    fixture: 'with describedBy',
  },
  {
    name: 'large, with content',
    props: {
      legend: 'Children in the home',
      legendSize: 'm',
      children: paragraph('First names or initials are enough.'),
    },
  },
  { name: 'hidden legend', props: { legend: 'Weapons used before', legendHidden: true } },
]);
