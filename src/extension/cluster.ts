import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { reasonOf } from '../dataset/reasonOf';
import type { ClusterAddress } from '../process/protocol';

/** Under which VS Code keeps, in the system's own key ring, what lets us in. */
const SECRET = 'mine.cluster';

const credentials = v.variant('kind', [
  v.object({ kind: v.literal('token'), token: v.string() }),
  v.object({ kind: v.literal('password'), user: v.string(), password: v.string() }),
]);

/** The server whose workers compute the pairs of a run; undefined where this machine does. */
export async function clusterAddress(secrets: vscode.SecretStorage): Promise<ClusterAddress | undefined> {
  const url = vscode.workspace.getConfiguration('mine').get<unknown>('cluster.url');
  if (typeof url !== 'string' || url.trim() === '') return undefined;
  const authority = await clusterAuthority();
  const kept = await secrets.get(SECRET);
  const parsed = kept === undefined ? undefined : v.safeParse(credentials, JSON.parse(kept));
  return {
    url: url.trim(),
    ...(parsed?.success && { credentials: parsed.output }),
    ...(authority !== undefined && { authority }),
  };
}

/** Certificate of the authority that the server's own is checked against; undefined: those the system trusts. */
async function clusterAuthority(): Promise<string | undefined> {
  const path = vscode.workspace.getConfiguration('mine').get<unknown>('cluster.authority');
  if (typeof path !== 'string' || path.trim() === '') return undefined;
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.file(path.trim())));
  } catch (error) {
    throw new Error(
      l10n.t(
        'The certificate that mine.cluster.authority names cannot be read: {0} ({1})',
        path.trim(),
        reasonOf(error),
      ),
      { cause: error },
    );
  }
}

/** Asks for what lets us in, and keeps it as a secret. */
export async function askClusterSecret(secrets: vscode.SecretStorage): Promise<void> {
  const choice = await vscode.window.showQuickPick(
    [
      { label: l10n.t('Token'), kind: 'token' as const },
      { label: l10n.t('User and Password'), kind: 'password' as const },
      { label: l10n.t('Forget What Is Kept'), kind: 'none' as const },
    ].map(({ label, kind }) => ({ label, choice: kind })),
    { title: l10n.t('How does the cluster let us in?') },
  );
  if (!choice) return;
  switch (choice.choice) {
    case 'token': {
      const token = await askSecret(l10n.t('Token of the cluster'));
      if (token !== undefined) await keep(secrets, { kind: 'token', token });
      break;
    }
    case 'password': {
      const user = await vscode.window.showInputBox({
        title: l10n.t('User of the cluster'),
        ignoreFocusOut: true,
      });
      if (user === undefined) break;
      const password = await askSecret(l10n.t('Password of {0}', user));
      if (password !== undefined) await keep(secrets, { kind: 'password', user, password });
      break;
    }
    case 'none':
      await secrets.delete(SECRET);
      break;
  }
}

function askSecret(title: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({ title, password: true, ignoreFocusOut: true });
}

async function keep(secrets: vscode.SecretStorage, kept: v.InferOutput<typeof credentials>): Promise<void> {
  await secrets.store(SECRET, JSON.stringify(kept));
}
