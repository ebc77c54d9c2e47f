import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { choices, initialChoices, type Choices } from '../../../webview/choices';
import { PanelModel } from '../../../webview/panelModel';
import { snapshot } from './pairs';

/** The page as it is after a reload, with what was kept of a run of this file. */
function reloaded(source: string, kept: Choices): PanelModel {
  const model = new PanelModel({ source, selected: 2, choices: kept });
  model.take({ type: 'snapshot', snapshot: snapshot() });
  return model;
}

describe('what a person chose', () => {
  const { source } = snapshot();
  const chosen: Choices = {
    ...initialChoices,
    ...{ view: 'pairs', order: 'cluster', units: 'bits', name: 'b', threshold: 0.2, axes: 'ranks' },
  };

  it('is there again after a reload, with the pair looked at', () => {
    const model = reloaded(source, chosen);
    expect(model.choices).toEqual(chosen);
    expect(model.selected).toBe(2);
    expect(model.kept).toEqual({ source, selected: 2, choices: chosen });
  });

  it('is taken along to another file, but for what was sought in the first', () => {
    const model = reloaded('another.csv', chosen);
    expect(model.choices).toEqual({ ...chosen, name: '', threshold: 0 });
    expect(model.selected).toBeNull();
  });

  it('is not lost where it was kept before axes could be chosen', () => {
    const { axes, ...before } = chosen;
    expect(axes).toBe('ranks');
    expect(v.parse(choices, before)).toEqual({ ...chosen, axes: 'values' });
  });
});
