import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import type { Chance } from './random.ts'

/** What a text is made of, which is what tokenizers differ by. */
export type Material =
  | 'english'
  | 'german'
  | 'french'
  | 'russian'
  | 'arabic'
  | 'chinese'
  | 'japanese'
  | 'code'
  | 'json'

/**
 * About so many o200k tokens of one material, put together from sentences and lines that real texts
 * have, with names and figures of their own so that no two are alike. One text in eight of prose
 * has an emoji.
 */
export function textOf(chance: Chance, material: Material, tokens: number): string {
  const pieces: string[] = []
  let counted = 0
  while (counted < tokens) {
    const piece = filled(chance, chance.pick(banks[material]))
    pieces.push(piece)
    counted += tokensOf(piece)
  }
  const joined = pieces.join(material === 'code' || material === 'json' ? '\n' : ' ')
  const cut =
    counted > tokens * 1.3 ? joined.slice(0, Math.ceil((joined.length * tokens) / counted)) : joined
  const isProse = material !== 'code' && material !== 'json'
  return isProse && chance.number() < 0.125 ? `${cut} ${chance.pick(emoji)}` : cut
}

/** The real tokenizer, counted apart from what is measured. */
export function tokensOf(text: string): number {
  return countTokens(text, { disallowedSpecial: new Set() })
}

const emoji = ['🙂', '👍🏽', '🎉🎉', '🤔', '🚀']
const names = ['Okafor', 'Lindqvist', 'invoice', 'harbour', 'Wren', 'ledger', 'Kestrel', 'quarry']

function filled(chance: Chance, piece: string): string {
  return piece.replace(/#|%/gu, (mark) =>
    mark === '#' ? String(Math.floor(chance.number() * 10_000)) : chance.pick(names),
  )
}

const banks: Readonly<Record<Material, readonly string[]>> = {
  english: [
    'The report for % has to be ready before the meeting, so keep it short and name the open points.',
    'Please explain why the second figure is # when the table above says something else.',
    'I tried both ways yesterday and neither of them worked the way the documentation promised.',
    'A tide of small decisions carried the project further from where % wanted it to be.',
    'When the planner expects few rows it prefers a nested loop; with # rows it sorts first.',
    'We could move the deadline by a week, but the printers are booked and will charge for it.',
    'My neighbour grows tomatoes under glass and sells about # of them each summer.',
    'Would you say that this argument holds if the premise about % turns out to be wrong?',
  ],
  german: [
    'Die Rechnung für % enthält mehrere Positionen, die wir nicht bestellt haben.',
    'Könnten Sie bitte überprüfen, ob es sich bei den # Euro um einen Fehler handelt?',
    'Der Wetterdienst rechnet in den kommenden Tagen mit ergiebigen Niederschlägen an der Küste.',
    'Ich hätte gern eine kurze Zusammenfassung der wichtigsten Ergebnisse ohne Fachbegriffe.',
  ],
  french: [
    'Le dossier de % doit être complété avant la fin du mois, faute de quoi il sera refusé.',
    'Pourriez-vous expliquer pourquoi le montant de # euros ne figure pas dans le tableau ?',
    'Les habitants du quartier se plaignent du bruit depuis que le chantier a commencé.',
  ],
  russian: [
    'Отчёт за прошлый месяц содержит # строк, которые никто не может объяснить.',
    'Пожалуйста, перепишите это письмо так, чтобы оно звучало вежливее и короче.',
    'Погода на побережье меняется быстро, поэтому мы решили перенести поездку.',
  ],
  arabic: [
    'أرجو توضيح سبب اختلاف المبلغ عن الرقم # المذكور في الجدول السابق.',
    'سافر الفريق إلى الساحل لدراسة تأثير الرياح على المباني القديمة.',
  ],
  chinese: [
    '我想知道在发送消息之前如何估算费用，以及为什么选择不同的模型会改变显示的金额。',
    '请把这份第#号合同的要点整理成三条，用简单的语言解释给客户。',
    '海边的小镇在冬天很安静，只有几家面馆还开着门。',
  ],
  japanese: [
    'メッセージを送信する前に費用がどのように見積もられるのかを知りたいです。',
    '第#章の内容を中学生にも分かるように短くまとめてください。',
    '駅前の商店街は、雨の日でも買い物をする人でにぎわっていました。',
  ],
  code: [
    'export function total%(rows: readonly Row[], limit = #): number {\n  return rows.slice(0, limit).reduce((sum, row) => sum + row.amount, 0)\n}',
    '    for index, item in enumerate(self.%_items):\n        if item.key == "#":\n            return index\n    return None',
    'SELECT account.id, sum(entry.amount) AS total FROM entry JOIN account ON account.id = entry.account_id WHERE entry.at > # GROUP BY account.id;',
    'const % = await fetch(`${base}/items/#`, { headers: { accept: "application/json" } })\nif (!%.ok) throw new Error(`status ${%.status}`)',
    '// The cache is keyed by length and hash; % is only kept for # ms.',
  ],
  json: [
    '{ "id": #, "name": "%", "tags": ["a#", "b"], "amount": #.25, "active": true },',
    '{ "at": "2026-11-0#T08:#:00Z", "hash": "9f#c3a#b7d", "path": "/v1/%/#", "status": 200 },',
  ],
}
