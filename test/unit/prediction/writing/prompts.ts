// Texts that a person might want to have continued, of the kinds that Elman's users write.

export interface Prompt {
  readonly name: string;
  /** The editor's language identifier. */
  readonly languageId: string;
  readonly text: string;
  /** True where the bundled model knows too little of the kind: it must say so. */
  readonly isForeign?: boolean;
}

const lines = (...all: string[]): string => all.join('\n');

export const PROMPTS: readonly Prompt[] = [
  {
    name: 'letter of thanks', languageId: 'plaintext',
    text: lines('Dear Mrs. Hanley,', '', 'Thank you for your letter of the third of March. We were very glad to hear that you arrived safely and that the children like their new school. '),
  },
  {
    name: 'letter to a friend', languageId: 'markdown',
    text: lines('Dear Tom,', '', 'I am sorry that I did not write earlier. The garden needed me every evening. My sister came to visit us on Sunday, and we '),
  },
  {
    name: 'letter of application', languageId: 'plaintext',
    text: lines('Dear Sir or Madam,', '', 'I am writing to apply for the position of gardener. I have worked in the town park for eight years and'),
  },
  {
    name: 'wrapped letter', languageId: 'plaintext',
    text: lines('Dear neighbours,', '', 'we would like to tell you that the road in front of our houses will be closed',
      'for two days next week. The town has asked us to move our cars before Monday,', 'and the water may be turned off for some hours. '),
  },
  {
    name: 'quarterly report', languageId: 'plaintext',
    text: lines('Quarterly report', '', 'The greenhouse project made good progress in the second quarter. Water use fell by a tenth, and the new sensors were installed in all houses. The main risk is'),
  },
  {
    name: 'report with headings', languageId: 'markdown',
    text: lines('# Report on the library', '', 'The library was open on 240 days this year. The reading room was often full.', '', '## Staff', '', ''),
  },
  {
    name: 'technical report', languageId: 'markdown',
    text: lines('# Summary', '', 'This document describes how the service reads its configuration. The server starts with default values, and users can change them later. '),
  },
  {
    name: 'diary', languageId: 'plaintext',
    text: lines('Monday. It rained all day and I stayed at home. In the evening I read a little and went to bed early.', '', 'Tuesday. The sun came back. I walked along the river and '),
  },
  {
    name: 'diary of a journey', languageId: 'plaintext',
    text: lines('12 May', 'Today we took the train to the sea. The beach was almost empty and the water was still very cold.'),
  },
  {
    name: 'half a word', languageId: 'plaintext',
    text: 'We talked about the house for a long time, and in the end my brother said that he would come back in the mor',
  },
  {
    name: 'Korean meeting note', languageId: 'markdown',
    text: lines('회의 메모', '', '이번 프로젝트의 목표는 문서를 더 쉽게 만드는 것입니다. 모든 사용자가 같은 방법으로 시작할 수 있어야 합니다. '),
  },
  {
    name: 'Korean work note', languageId: 'markdown',
    text: lines('# 작업 메모', '', '새로운 컴포넌트를 만들고 테스트를 작성했습니다. 상태를 저장하는 방법을 다시 확인해야 합니다. 다음으로 '),
  },
  { name: 'Korean diary', languageId: 'plaintext', text: '오늘은 비가 왔다. 친구와 함께 시장에 가서 사과를 샀다. 저녁에는 책을 읽고 일찍 잤다.\n\n', isForeign: true },
  { name: 'no language', languageId: 'plaintext', text: 'asdf qwer zxcv poiu lkjh mnbv ghgh yuio tyty bnbn fdfd rewq', isForeign: true },
  {
    name: 'TypeScript function', languageId: 'typescript',
    text: lines("import { readFile } from 'node:fs/promises';", '', 'export interface Reading {', '  readonly time: number;', '  readonly value: number;', '}', '',
      'export function average(readings: Reading[]): number {', '  let sum = 0;', ''),
  },
  {
    name: 'TypeScript class', languageId: 'typescript',
    text: lines('class Queue<T> {', '  private items: T[] = [];', '', '  push(item: T): void {', '    this.items.push(item);', '  }', '', '  '),
  },
  { name: 'TypeScript loop', languageId: 'typescript', text: lines('const users = await loadUsers();', 'for (const user of users) {', '  if (user.active) {', '    ') },
  {
    name: 'Python function', languageId: 'python',
    text: lines('import os', '', '', 'def read_lines(path):', '    with open(path) as file:', '        return file.readlines()', '', '', 'def count_words(lines):', '    count = 0', '    for line in lines:', ''),
  },
  {
    name: 'Python class', languageId: 'python',
    text: lines('class Account:', '    def __init__(self, name, balance):', '        self.name = name', '        self.balance = balance', '',
      '    def deposit(self, amount):', '        self.balance += amount', '', '    def withdraw(self, amount):', '        '),
  },
  { name: 'comment', languageId: 'typescript', text: lines('const limit = 10;', '', '// Returns the sum of all values, or zero where the list is') },
];
