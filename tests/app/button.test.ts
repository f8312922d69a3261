// A button that works cannot be pressed, whatever else says that it could be.
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Button, type ButtonProps } from '../../app/ui/button.tsx';

const drawn = (props: ButtonProps): string => renderToStaticMarkup(createElement(Button, props, 'Save'));

it.each<[ButtonProps, boolean]>([
  [{ pending: true, disabled: false }, true],
  [{ pending: false, disabled: true }, true],
  [{ pending: true }, true],
  [{}, false],
])('%j', (props, isShut) => {
  expect(drawn(props).includes(' disabled=""')).toBe(isShut);
  expect(drawn(props).includes(' aria-busy="true"')).toBe(props.pending ?? false);
});
