import { describe, expect, it } from 'vitest';
import type { FromPanel, PairPoints } from '../../../src/extension/panel/panelProtocol';
import { Inspection } from '../../../webview/inspection';
import { pair } from './pairs';

const rows: PairPoints = {
  n: 1,
  x: [{ kind: 'numeric', name: 'a', isDate: false, values: [1] }],
  z: [{ kind: 'numeric', name: 'b', isDate: false, values: [2] }],
  placedBy: 'line',
  places: [2],
  pointwise: null,
};
const answer = (index: number) => ({ type: 'points', index, points: { kind: 'rows', rows } }) as const;
const gone = (index: number) =>
  ({ type: 'points', index, points: { kind: 'none', reason: 'gone' } }) as const;

function inspecting() {
  const posted: FromPanel[] = [];
  return { posted, inspection: new Inspection((message) => posted.push(message)) };
}

describe('the rows of the pair looked at', () => {
  const training = pair('a', 'b', { status: 'training' });

  it('are asked for once, and once more when the pair has ended', () => {
    const { posted, inspection } = inspecting();
    inspection.look(3, training);
    inspection.look(3, { ...training, iterations: 900 });
    expect(posted).toEqual([{ type: 'inspect', index: 3 }]);
    inspection.look(3, pair('a', 'b'));
    inspection.look(3, pair('a', 'b', { qValue: 0.5 }));
    expect(posted).toHaveLength(2);
  });

  it('are those of no other pair, and of no pair that was looked at before', () => {
    const { inspection } = inspecting();
    inspection.look(3, training);
    inspection.take(answer(3));
    expect(inspection.answer?.kind).toBe('rows');
    inspection.look(4, training);
    expect(inspection.answer).toBeNull();
    inspection.take(answer(3));
    expect(inspection.answer).toBeNull();
  });

  it('stay when the process that had them has gone', () => {
    const { inspection } = inspecting();
    inspection.look(3, training);
    inspection.take(answer(3));
    inspection.take(gone(3));
    expect(inspection.answer?.kind).toBe('rows');
    inspection.look(4, training);
    inspection.take(gone(4));
    expect(inspection.answer).toEqual({ kind: 'none', reason: 'gone' });
  });

  it('are asked for again when another run begins', () => {
    const { posted, inspection } = inspecting();
    inspection.look(3, training);
    inspection.forget();
    expect(inspection.answer).toBeNull();
    inspection.look(3, training);
    expect(posted).toHaveLength(2);
  });
});
