import type { Critic, CriticMemory, CriticTask, Engine } from './critic';

/**
 * Critics trained apart from different starting weights, whose outputs are averaged. The bounds are concave in T, so the
 * mean of critics is never worse than their mean bound: what each has learned of the noise averages out.
 */
export function createEnsemble(
  engine: Pick<Engine, 'createCritic'>,
  task: CriticTask,
  memories: readonly CriticMemory[],
): Critic {
  const critics = memories.map((memory, k) =>
    engine.createCritic({ ...task, random: task.random.fork(k) }, memory),
  );
  const [only] = critics;
  return critics.length === 1 && only ? only : new Ensemble(critics);
}

class Ensemble implements Critic {
  constructor(private readonly critics: readonly Critic[]) {}

  train(steps: number): void {
    for (const critic of this.critics) critic.train(steps);
  }

  scores(xRows: Uint32Array, zRows: Uint32Array): Float32Array {
    const sum = new Float32Array(xRows.length);
    for (const critic of this.critics) {
      const scores = critic.scores(xRows, zRows);
      for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + scores[i]! / this.critics.length;
    }
    return sum;
  }

  weights(): Float32Array {
    const each = this.critics.map((critic) => critic.weights());
    const all = new Float32Array(each.reduce((size, weights) => size + weights.length, 0));
    let at = 0;
    for (const weights of each) {
      all.set(weights, at);
      at += weights.length;
    }
    return all;
  }

  restore(weights: Float32Array): void {
    const size = weights.length / this.critics.length;
    this.critics.forEach((critic, k) => {
      critic.restore(weights.subarray(k * size, (k + 1) * size));
    });
  }
}
