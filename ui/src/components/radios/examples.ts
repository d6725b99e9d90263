import { examplesOf, nothing, paragraph } from '../example';
import Radios from './Radios.svelte';

const yesNo = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];
const changed = 'Have you changed your name?';
const changedHint = 'This includes changing your last name or spelling your name differently.';

export default examplesOf('radios', Radios<string>, [
  {
    name: 'with a hint',
    props: {
      id: 'example-with-hint',
      legend: changed,
      hint: changedHint,
      items: yesNo,
      value: null,
      onchange: nothing,
    },
    fixture: 'with hint',
  },
  {
    name: 'inline',
    props: {
      id: 'example',
      legend: changed,
      hint: changedHint,
      items: yesNo,
      value: 'no',
      inline: true,
      onchange: nothing,
    },
    fixture: 'inline',
  },
  {
    name: 'hints on answers',
    props: {
      id: 'example-multiple-hints',
      legend: changed,
      hint: changedHint,
      items: [
        { value: 'yes', text: 'Yes', hint: 'Hint for yes option here' },
        { value: 'no', text: 'No', hint: 'Hint for no option here' },
      ],
      value: null,
      onchange: nothing,
    },
    fixture: 'with hints on parent and items',
  },
  {
    name: 'an indicator, inline and small',
    props: {
      id: 'indicator',
      legend: 'Weapons used before',
      hint: 'Anything used to hurt or to frighten.',
      items: [
        { value: 'present', text: 'Present' },
        { value: 'not_present', text: 'Not present' },
        { value: 'not_known', text: 'Not known' },
        { value: 'not_asked', text: 'Not asked' },
      ],
      value: 'not_known',
      inline: true,
      small: true,
      onchange: nothing,
    },
  },
  {
    name: 'error and an answer that opens more',
    props: {
      id: 'judgement',
      legend: 'Do you think there is imminent or severe risk?',
      legendSize: 'm',
      error: 'Choose yes, no or not sure',
      items: [...yesNo, { value: 'not_sure', text: 'Not sure' }],
      value: 'yes',
      onchange: nothing,
      opens: ['yes'],
      conditional: paragraph('Tell your safeguarding lead today.'),
    },
  },
]);
