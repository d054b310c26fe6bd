import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bad, badIn, folderOf, good, places, run, runJson } from './support.ts';

describe('paths', () => {
  test('no path is the current folder', () => {
    const cwd = folderOf({ 'a/one.yaml': bad, 'two.yml': good, 'notes.txt': bad });
    expect(places(runJson([], { cwd }))).toEqual([badIn('a/one.yaml')]);
    expect(runJson([], { cwd }).summary).toMatchObject({ files: 2, documents: 2, resources: 2, errors: 1 });
  });

  test('files, folders and globs form one workspace', () => {
    const cwd = folderOf({ 'a/one.yaml': bad, 'b/two.yaml': bad, 'c/three.yaml': bad, 'd/four.yaml': bad });
    expect(places(runJson(['a', 'b/two.yaml', '{c,x}/*.yaml'], { cwd }))).toEqual([badIn('a/one.yaml'), badIn('b/two.yaml'), badIn('c/three.yaml')]);
  });

  test('a file named twice is read once', () => {
    const cwd = folderOf({ 'a/one.yaml': bad });
    expect(runJson(['a', 'a/one.yaml', './a/../a', '**/*.yaml'], { cwd }).summary).toMatchObject({ files: 1, errors: 1 });
  });

  test('names are relative below the current folder, absolute outside it', () => {
    const cwd = folderOf({ 'in/x.yaml': bad });
    const other = folderOf({ 'y.yaml': bad });
    expect(places(runJson(['in', other], { cwd }))).toEqual([badIn(`${other}/y.yaml`), badIn('in/x.yaml')]);
    mkdirSync(join(cwd, 'beside'));
    expect(places(runJson(['../in'], { cwd: join(cwd, 'beside') }))).toEqual([badIn(`${cwd}/in/x.yaml`)]);
  });

  test('a named file is read whatever it is called', () => {
    const cwd = folderOf({ 'policy.txt': bad, '.gitignore': '*.txt' });
    expect(places(runJson(['policy.txt'], { cwd }))).toEqual([badIn('policy.txt')]);
  });

  test('a name with the characters of a pattern is a name first', () => {
    const cwd = folderOf({ 'a[1].yaml': bad, 'a1.yaml': bad });
    expect(places(runJson(['a[1].yaml'], { cwd }))).toEqual([badIn('a[1].yaml')]);
  });

  test('a glob without an ending takes manifests only, and the folders it matches', () => {
    const cwd = folderOf({ 'apps/README.md': bad, 'apps/x.yaml': bad, 'apps/web/deep/y.yaml': bad });
    expect(places(runJson(['apps/*'], { cwd }))).toEqual([badIn('apps/web/deep/y.yaml'), badIn('apps/x.yaml')]);
  });

  test('JSON that is found must look like a manifest', () => {
    const manifest = JSON.stringify({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec: { podselector: {} } });
    const cwd = folderOf({ 'package.json': '{"name":"x"}', 'data.json': Buffer.from([0, 1, 2]), 'policy.json': manifest });
    const { code, stdout } = run(['--format', 'json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ summary: { files: 1, resources: 1 } });
    expect(code).toBe(1);
  });

  test('what is missing or matches nothing is said, and the rest is checked', () => {
    const cwd = folderOf({ 'x.yaml': bad, 'file': '' });
    const { code, stdout, stderr } = run(['x.yaml', 'none.yaml', 'nothing/*.yaml', 'file/below.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain('x.yaml:10:3');
    expect(stderr).toContain('none.yaml: No such file or folder.');
    expect(stderr).toContain('nothing/*.yaml: No such file or folder, and as a pattern it matches no manifest.');
    expect(stderr).toContain('file/below.yaml: A part of the path is a file, not a folder.');
  });

  test('an empty folder is no failure, but is mentioned', () => {
    const cwd = folderOf({});
    const { code, stderr } = run([], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('no .yaml, .yml or .json manifests');
  });

  test('an empty path is a mistake of the shell, not the current folder', () => {
    expect(run(['']).code).toBe(2);
  });
});

describe('.gitignore', () => {
  test('counts in folders and in globs, nested and negated', () => {
    const cwd = folderOf({
      '.gitignore': 'build/\n*.gen.yaml\n', 'build/x.yaml': bad, 'a.gen.yaml': bad, 'a.yaml': bad,
      'sub/.gitignore': 'private*\n!keep.gen.yaml\n', 'sub/private.yaml': bad, 'sub/keep.gen.yaml': bad, 'node_modules/m/x.yaml': bad,
    });
    const expected = [badIn('a.yaml'), badIn('sub/keep.gen.yaml')];
    expect(places(runJson([], { cwd }))).toEqual(expected);
    expect(places(runJson(['**/*.yaml'], { cwd }))).toEqual(expected);
    expect(run(['build/*.yaml'], { cwd }).stderr).toContain('.gitignore ignores all that matches');
  });

  test('of the folders above counts up to the root of the repository', () => {
    const cwd = folderOf({ '.gitignore': 'a.yaml', 'repo/.git/HEAD': '', 'repo/.gitignore': 'b.yaml', 'repo/sub/a.yaml': bad, 'repo/sub/b.yaml': bad });
    expect(places(runJson(['.'], { cwd: join(cwd, 'repo/sub') }))).toEqual([badIn('a.yaml')]);
  });

  test('does not stand against a folder that is named', () => {
    const cwd = folderOf({ '.gitignore': 'build/', 'build/x.yaml': bad });
    expect(places(runJson(['build'], { cwd }))).toEqual([badIn('build/x.yaml')]);
  });
});

describe('links', () => {
  test('to files are followed, to folders and to nothing are not', () => {
    const cwd = folderOf({ 'real/x.yaml': bad });
    symlinkSync('real/x.yaml', join(cwd, 'link.yaml'));
    symlinkSync('..', join(cwd, 'real/circle'));
    symlinkSync('nowhere', join(cwd, '.#x.yaml'));
    const { code, stdout } = run(['--format', 'json'], { cwd });
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as { findings: { file: string }[] }).findings.map(({ file }) => file)).toEqual(['real/x.yaml']);
  });

  test('that are named are followed', () => {
    const cwd = folderOf({ 'real/x.yaml': bad });
    symlinkSync('real', join(cwd, 'alias'));
    symlinkSync('loop.yaml', join(cwd, 'loop.yaml'));
    expect(places(runJson(['alias'], { cwd }))).toEqual([badIn('alias/x.yaml')]);
    expect(run(['loop.yaml'], { cwd }).stderr).toContain('Its links lead in a circle');
  });
});

describe('bytes', () => {
  test.each([
    ['a null character', Buffer.from('kind: NetworkPolicy\0\n')],
    ['Latin-1', Buffer.from('name: caf\u00e9', 'latin1')],
    ['half of UTF-16', Buffer.from([0xff, 0xfe, 0x61])],
  ])('%s is not text', (_, content) => {
    const { code, stderr } = run(['x.yaml'], { cwd: folderOf({ 'x.yaml': content }) });
    expect(code).toBe(2);
    expect(stderr).toContain('x.yaml: Not text');
  });

  test('encrypted by git-crypt are no manifest, unless they are named', () => {
    const cwd = folderOf({ 'secret.yaml': Buffer.from('\0GITCRYPT\0\x9a\xff', 'latin1'), 'x.yaml': bad });
    expect(places(runJson(['.'], { cwd }))).toEqual([badIn('x.yaml')]);
    expect(run(['secret.yaml'], { cwd }).code).toBe(2);
  });

  test.each([
    ['a byte order mark', Buffer.from(`\uFEFF${bad}`)],
    ['UTF-16, little end first', Buffer.from(`\uFEFF${bad}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${bad}`, 'utf16le').swap16()],
    ['Windows line breaks', Buffer.from(bad.replaceAll('\n', '\r\n'))],
  ])('%s changes no place', (_, content) => {
    expect(places(runJson(['.'], { cwd: folderOf({ 'x.yaml': content }) }))).toEqual([badIn('x.yaml')]);
  });

  test('columns count UTF-16 units', () => {
    const text = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a, annotations: {a: "\u{1F680}é"}, nmespace: b}\nspec: {podSelector: {}, policyTypes: [Ingress]}\n';
    const { findings } = runJson(['.'], { cwd: folderOf({ 'x.yaml': text }) });
    const column = text.split('\n')[2]!.indexOf('nmespace') + 1;
    expect(findings).toMatchObject([{ rule: 'unknown-field', line: 3, column, endLine: 3, endColumn: column + 'nmespace'.length }]);
  });

  test.each([['empty', ''], ['not a manifest', 'just words\n'], ['half-typed', 'apiVersion: networking.k8s.io/v1\nkind: Netw'], ['only a mark', '\uFEFF']])('%s is no crash', (_, content) => {
    const { code, stderr } = run(['x.yaml'], { cwd: folderOf({ 'x.yaml': content }) });
    expect(code).toBeLessThan(2);
    expect(stderr).toBe('');
  });

  test('50 MB of something else are passed over', () => {
    const { code, stdout } = run(['x.yaml'], { cwd: folderOf({ 'x.yaml': 'words: and more\n'.repeat(3_300_000) }) });
    expect(stdout).toContain('Nothing found in 1 file');
    expect(code).toBe(0);
  });

  test('50 MB of one manifest are refused', () => {
    const { code, stderr } = run(['x.yaml'], { cwd: folderOf({ 'x.yaml': `${good}    # ${'x'.repeat(50_000_000)}\n` }) });
    expect(stderr).toContain('larger than the 16 MB');
    expect(code).toBe(2);
  });

  test('what is nested without end is said to be broken', () => {
    const { code, stdout } = run(['x.yaml'], { cwd: folderOf({ 'x.yaml': `${good}  x: ${'['.repeat(50_000)}` }) });
    expect(code).toBe(1);
    expect(stdout).toContain('yaml-syntax');
  });
});

describe('what cannot be opened', () => {
  const asRoot = process.getuid?.() === 0;
  test.skipIf(asRoot || process.platform === 'win32')('files and folders without permission', async () => {
    const { chmodSync } = await import('node:fs');
    const cwd = folderOf({ 'x.yaml': bad, 'closed/y.yaml': bad });
    chmodSync(join(cwd, 'x.yaml'), 0);
    chmodSync(join(cwd, 'closed'), 0);
    const { code, stderr } = run([], { cwd });
    chmodSync(join(cwd, 'closed'), 0o700);
    expect(code).toBe(2);
    expect(stderr).toContain('x.yaml: Permission denied.');
    expect(stderr).toContain('closed: Permission denied.');
  });

  test('a folder with the name of a file', () => {
    const cwd = folderOf({});
    mkdirSync(join(cwd, 'folder.yaml'));
    expect(run(['folder.yaml'], { cwd }).code).toBe(0);
    rmSync(join(cwd, 'folder.yaml'), { recursive: true });
  });
});

describe('standard input', () => {
  test('is -', () => {
    const { code, stdout } = run(['--format', 'json', '-'], { input: bad });
    expect(places(JSON.parse(stdout) as ReturnType<typeof runJson>)).toEqual([badIn('<stdin>')]);
    expect(code).toBe(1);
  });

  test('joins the workspace of the files', () => {
    const cwd = folderOf({ 'x.yaml': bad });
    expect(places(runJson(['x.yaml', '-', '-'], { cwd, input: bad }))).toEqual([badIn('<stdin>'), badIn('x.yaml')]);
  });

  test('may be empty, but not binary', () => {
    expect(run(['-'], { input: '' }).code).toBe(0);
    const { code, stderr } = run(['-'], { input: Buffer.from([0x80, 0x81]) });
    expect(code).toBe(2);
    expect(stderr).toContain('<stdin>: Not text');
  });
});
