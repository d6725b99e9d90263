import { examplesOf, nothing } from '../example';
import Select from './Select.svelte';

const groups = [
  { text: 'What they say', items: [{ value: 'say.drink', text: 'Drink or drugs are the cause' }] },
  {
    text: 'Indicators',
    items: [
      { value: 'risk.weapons', text: 'Weapons' },
      { value: 'risk.pregnancy', text: 'Pregnancy or a new baby' },
    ],
  },
];

export default examplesOf('select', Select, [
  {
    name: 'nothing chosen',
    props: { label: 'Belongs to', none: 'Choose', groups, value: null, onchange: nothing },
  },
  {
    name: 'chosen, with a hint',
    props: {
      label: 'Belongs to',
      about: 'line 2',
      hint: 'Several may apply.',
      none: 'Choose',
      groups,
      value: 'risk.weapons',
      onchange: nothing,
    },
  },
]);
