import type { Tip } from './tips.ts';

/** The words of the tips in German, by the id of the tip. */
export const TIPS_DE: Readonly<Record<string, Pick<Tip, 'title' | 'description' | 'examplePrompt'>>> = {
  'name-a-visual-style': {
    title: 'Nenne einen Bildstil',
    description:
      'Sag zuerst, wie das Bild aussehen soll, und dann, was darauf ist: Pixel-Art, Cel-Shading, Aquarell. Ein Stil in den ersten Worten bewirkt mehr als viele Adjektive am Ende.',
    examplePrompt: 'Fuchsritter im Cel-Shading-Stil hebt ein leuchtendes Schwert, dicke Konturen, flache Schatten',
  },
  'brand-colors-by-hex': {
    title: 'Gib deine Markenfarben als Hex-Werte an',
    description:
      'Unter „Lila“ stellt sich jeder etwas anderes vor. Schreib den Hex-Wert dazu und wo er hingehört, dann passen Panels, Emotes und Banner zusammen.',
    examplePrompt: 'Roboter-Maskottchen mit Visier in #7C3AED und Kanten in #22D3EE auf fast schwarzer Bühne',
  },
  'current-season': {
    title: 'Zeig die aktuelle Season',
    description:
      'Dein Publikum merkt, wenn ein Bild zu dem passt, was es gerade spielt. Nenne Season, Event oder neue Map, und sag, was man davon sieht.',
    examplePrompt:
      'Mein Waschbär-Maskottchen landet mit dem Fallschirm auf der Wintermap der neuen Season, Schneesturm, Sonnenaufgang',
  },
  'refer-to-art-styles': {
    title: 'Nenne eine Kunstrichtung oder Technik',
    description:
      'Art-déco-Plakat, Ukiyo-e-Druck, 90er-Comic, Knetfiguren: Ein solcher Name bringt Linien, Licht und Struktur gleich mit. Kunstrichtungen und Techniken wirken besser als Namen lebender Künstler.',
    examplePrompt: 'Drache streamt am Schreibtisch, als Art-déco-Plakat, goldene Linien, lange senkrechte Strahlen',
  },
  'colors-by-mood': {
    title: 'Wähle Farben nach der Stimmung',
    description:
      'Warmes Orange mit Creme wirkt gemütlich, Neonblau mit Magenta nach Hype, tiefes Rot nach Wut. Zwei oder drei Farben, die zur Stimmung passen, reichen.',
    examplePrompt: 'Katzen-Barista nachts in einem winzigen Café, warme orange Lampen, Creme- und Kakaotöne, gemütlich',
  },
  'look-of-the-game': {
    title: 'Übernimm den Look des Spiels',
    description:
      'Beschreib, woran man dein Spiel sofort erkennt: Blöcke, Neonregen, gemalte Hügel. So wird auch ohne Logo klar, welches Spiel es ist.',
    examplePrompt:
      'Enten-Entdeckerin in einer Welt aus groben Blöcken, eckige Wolken, Sonnenuntergang über dem Voxelmeer',
  },
  'quality-words': {
    title: 'Beschreib Qualität, die man sieht',
    description:
      '„Mega“ zeigt nichts, „scharfe Kanten“, „Streiflicht“ oder „weiche Verläufe“ schon. Zwei solche Angaben am Ende der Beschreibung bewirken viel.',
    examplePrompt: 'Weltraum-Otter als Pilot im Cockpit, scharfe Kanten, Streiflicht, weiche Verläufe',
  },
  'game-specific-elements': {
    title: 'Bau etwas ein, das nur Spieler kennen',
    description:
      'Versorgungskiste, Boost-Pad, Heiltrank: Ein vertrautes Detail ist ein Augenzwinkern an deine Community. Mehr als zwei lenken von deinem Motiv ab.',
    examplePrompt: 'Pinguin im Tor rutscht über ein leuchtendes Boost-Pad, dahinter Flutlicht',
  },
  'emote-readable-at-28-pixels': {
    title: 'Gestalte für 28 × 28 Pixel',
    description:
      'Im Chat ist ein Emote kleiner als ein Fingernagel. Wünsch dir einen Kopf, der das Bild füllt, dicke Konturen und keine kleinen Details.',
    examplePrompt: 'Fuchskopf füllt das ganze Bild, riesige Augen, dicke dunkle Kontur, flache Farben',
  },
  'emote-one-expression': {
    title: 'Ein Emote, ein Ausdruck',
    description:
      'Ein Emote ersetzt ein Wort. Entscheide dich für ein einziges Gefühl, und übertreib es, bis es niemand verwechseln kann.',
    examplePrompt: 'Shiba-Kopf lacht Tränen, Augen fest zugekniffen, Mund weit offen',
  },
  'emote-without-text': {
    title: 'Lass Wörter in Emotes weg',
    description:
      'Buchstaben werden in dieser Größe zu Punkten, und Twitch zeigt den Namen des Emotes ohnehin an. Lass eine Geste oder einen Gegenstand sprechen.',
    examplePrompt: 'Froschkopf mit hochgezogener Augenbraue schlürft Tee, ohne Text',
  },
  'thumbnail-high-contrast': {
    title: 'Sorg für starken Kontrast',
    description:
      'Die meisten sehen dein Thumbnail auf dem Handy zwischen zehn anderen. Setz ein helles Motiv vor eine dunkle Umgebung oder umgekehrt.',
    examplePrompt: 'Rennfahrerin im gelben Anzug vor tiefblauer Nachtstrecke, starker Kontrast, hartes Streiflicht',
  },
  'thumbnail-room-for-a-title': {
    title: 'Lass Platz für den Titel',
    description:
      'Setz das Motiv auf eine Seite, und halte das andere Drittel ruhig. Unten rechts verdeckt die Videolänge das Bild.',
    examplePrompt: 'Erschrockener Zauberer im rechten Drittel, links leerer dunkler Himmel für einen Titel',
  },
  'thumbnail-dynamic-pose': {
    title: 'Halte einen Moment voller Bewegung fest',
    description:
      'Wer springt, sich duckt oder nach der Kamera greift, erzählt eine Geschichte. Nenne die Bewegung und die Kamera: Froschperspektive, Nahaufnahme, gekippt.',
    examplePrompt: 'Ninja-Panda springt auf die Kamera zu, Froschperspektive, eine Pfote nach vorn, Bewegungslinien',
  },
  'thumbnail-one-focal-point': {
    title: 'Entscheide dich für einen Blickfang',
    description:
      'Dein Publikum entscheidet in einer halben Sekunde. Wähl das Eine, das man zuerst sehen soll, und führ Licht und Linien dorthin.',
    examplePrompt: 'Leuchtende Truhe mitten in einer Höhle, ein winziger Ritter blickt zu ihr auf, Lichtstrahlen',
  },
  'banner-think-wide': {
    title: 'Denk in die Breite',
    description:
      'Ein Banner ist ein Streifen. Beschreib etwas, das sich ausbreitet: eine Skyline, eine Reihe von Figuren, eine Straße. Eine einzelne stehende Figur lässt zwei Hälften leer.',
    examplePrompt: 'Weite Wüstenrennstrecke in der Dämmerung, fünf Autos von links nach rechts, lange Schatten',
  },
  'banner-clear-center': {
    title: 'Halte die Mitte frei',
    description:
      'Handys schneiden die Seiten ab, und über der Mitte liegen oft Name oder Profilbild. Wünsch dir Details am Rand und eine ruhige Mitte.',
    examplePrompt: 'Waldgeister lugen von beiden Rändern herein, in der Mitte eine ruhige, neblige Lichtung, breit',
  },
  'badge-simple-icon': {
    title: 'Reduzier ein Abzeichen auf ein Symbol',
    description:
      'Bei 18 Pixeln bleibt nur der Umriss. Wähl einen einzigen Gegenstand mit klarer Form und höchstens drei flache Farben.',
    examplePrompt: 'Einzelne Krone als Symbol, kräftige Silhouette, flaches Gold mit dunkler Kontur',
  },
};
