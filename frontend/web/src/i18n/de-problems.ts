import type { Texts } from './texts.ts';

export const deProblems: Texts['problem'] = {
  bad_json: 'Die Nachricht war nicht lesbar. Bitte versuche es noch einmal.',
  missing_field: 'In dieser Nachricht fehlt etwas.',
  bad_path: 'Diese Adresse ist ungültig.',
  missing_token: 'Bitte melde dich an.',
  invalid_token: 'Bitte melde dich neu an.',
  expired_token: 'Deine Anmeldung ist abgelaufen. Bitte melde dich neu an.',
  budget_exhausted: 'Deine Tokens für diesen Monat sind aufgebraucht.',
  preview_used: 'Die kostenlose Vorschau ist verbraucht.',
  generations_exhausted: 'Deine Bilder für diesen Monat sind aufgebraucht.',
  trial_used: 'Die Probe ist verbraucht.',
  upgrade_required: 'Dafür brauchst du einen anderen Tarif.',
  not_found: 'Das gibt es nicht mehr, oder es war nie deines.',
  method_not_allowed: 'Das wird hier nicht angeboten.',
  turn_in_progress: 'In dieser Sitzung wird noch eine andere Antwort geschrieben.',
  session_ended: 'Diese Sitzung ist beendet.',
  predecessor_mismatch: 'Diese Sitzung ging in einem anderen Fenster weiter. So steht sie jetzt.',
  already_built: 'Dieser Coach ist schon gebaut.',
  build_in_progress: 'Dieser Coach wird gerade gebaut.',
  session_expired: 'Diese Sitzung ist abgelaufen.',
  body_too_large: 'Diese Nachricht ist zu groß.',
  unsupported_media_type: 'Diese Art von Nachricht wird nicht angenommen.',
  validation_failed: 'Etwas in dieser Nachricht ist ungültig.',
  turn_mismatch: 'Diese Nachricht wurde schon mit anderen Worten gesendet.',
  turn_limit_reached: 'Diese Sitzung ist an ihrer Grenze.',
  rate_limited: 'Das war ein wenig schnell.',
  internal: 'Bei uns ist etwas schiefgegangen.',
  dependency_unavailable: 'Ein Dienst, den wir brauchen, antwortet nicht.',
  deadline_exceeded: 'Die Antwort hat zu lange gedauert.',
  model_unavailable: '{{coach}} ist gerade beschäftigt.',
  model_refused: '{{coach}} kann darauf nicht antworten.',
  attempts_exhausted: 'Die Antwort ist zu oft fehlgeschlagen.',
  conversation_too_long: 'Dieses Gespräch ist zu lang geworden. Starte ein neues, um weiterzumachen.',
};

/** When a person has stored as many as allowed. */
export const deTooMany: Texts['tooMany'] = {
  games: 'Du hast {{most}} Spiele. Lösche einige, um weitere zu importieren.',
  notes: 'Du hast {{most}} Notizen. Lösche einige, um weitere hinzuzufügen.',
  coaches: 'Du hast {{most}} Coaches. Lösche einen, um einen neuen zu erstellen.',
};
