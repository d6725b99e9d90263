import { examplesOf, nothing, paragraph } from '../example';
import Checkboxes from './Checkboxes.svelte';

export default examplesOf('checkboxes', Checkboxes<string>, [
  {
    name: 'error',
    props: {
      id: 'waste',
      legend: 'Which types of waste do you transport regularly?',
      error: 'Please select an option',
      items: [
        ['animal', 'Waste from animal carcasses'],
        ['mines', 'Waste from mines or quarries'],
        ['farm', 'Farm or agricultural waste'],
      ].map(([value, text]) => ({
        value: value ?? '',
        text: text ?? '',
        hint: 'Nullam id dolor id nibh ultricies vehicula ut id elit.',
      })),
      values: [],
      onchange: nothing,
    },
    fixture: 'with error message',
  },
  {
    name: 'small',
    props: {
      id: 'nationality',
      legend: 'Filter by',
      items: [
        { value: 'a', text: 'a thing' },
        { value: 'b', text: 'another thing' },
        { value: 'c', text: 'this thing' },
      ],
      values: [],
      small: true,
      onchange: nothing,
    },
    fixture: 'small',
  },
  {
    name: 'ticked, with more below',
    props: {
      id: 'said',
      legend: 'What they said',
      items: [
        { value: 'drink', text: '"It is the drink"' },
        { value: 'stress', text: '"I am under stress"' },
      ],
      values: ['drink'],
      onchange: nothing,
      conditional: paragraph('Their exact words and who they came from.'),
    },
  },
  {
    name: 'inline and small',
    props: {
      id: 'sources',
      legend: 'Who did this come from?',
      items: [
        { value: 'person', text: 'The person' },
        { value: 'seen', text: 'Seen by me' },
        { value: 'partner', text: 'Partner or ex-partner' },
      ],
      values: ['person', 'partner'],
      inline: true,
      small: true,
      onchange: nothing,
    },
  },
]);
