import { type Language, languages } from '../../shared/languages.ts'
import { languageWords } from './language.ts'

/** Questions whose answers people remember for years and colleagues seldom know; Keydesk's own wording. */
export const questionNames = [
  'parentsMet',
  'motherBorn',
  'fatherBorn',
  'oldestCousin',
  'grandmotherName',
  'grandfatherJob',
  'firstTeacher',
  'firstSchool',
  'firstJobPlace',
  'firstBoss',
  'firstCar',
  'firstPet',
  'childStreet',
  'childNickname',
  'childHero',
  'childFriend',
  'firstTrip',
  'firstConcert',
  'partnerMet',
  'dish',
  'dislikedDish',
  'sport',
  'dreamJob',
  'subject',
  'book',
] as const
export type QuestionName = (typeof questionNames)[number]

/** A question as it is stored: the name of one of Keydesk's, or the text of one of the organisation's own. */
export type StoredQuestion = string

const isShipped = (question: StoredQuestion): question is QuestionName =>
  questionNames.some((name) => name === question)

/** A stored question in the reader's language; the organisation's own questions exist in one language only. */
export function questionText(question: StoredQuestion, language: Language): string {
  return isShipped(question) ? languageWords[language].questions[question] : question
}

/** The questions to choose from at registration, the organisation's own first. */
export function offeredQuestions(own: readonly string[]): readonly StoredQuestion[] {
  return [...new Set([...own, ...questionNames])]
}

/** The question that has this text in any language; null if it was never offered. */
export function questionOf(text: string, own: readonly string[]): StoredQuestion | null {
  const typed = text.trim()
  if (own.includes(typed)) return typed
  return (
    questionNames.find((name) => languages.some((language) => languageWords[language].questions[name] === typed)) ??
    null
  )
}
