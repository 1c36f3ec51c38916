import { ANIMALS } from './animals.ts';
import type { Draw } from './paint.ts';
import { PEOPLE } from './people.ts';
import { PLACES } from './places.ts';
import { THINGS } from './things.ts';

export type MotifKind = 'animal' | 'person' | 'thing' | 'place';

/** Something that can be drawn, with the words that name it in English and German. */
export interface Motif {
  readonly name: string;
  readonly kind: MotifKind;
  readonly draw: Draw;
  readonly words: RegExp;
  /** Its own colour, unless the words name another. */
  readonly color: string;
}

/** Name, colour, and further words; a name is a word itself. */
const WORDS: Readonly<Record<string, readonly [color: string, words: string]>> = {
  fox: ['#f0803c', 'foxes|vixen|fuchs(?:es)?|füchse'],
  cat: ['#f2a65a', 'cats|kitten|kitty|kater|katzen?|kätzchen'],
  dog: ['#d9a066', 'dogs|puppy|doggo|corgi|shiba|husky|hunde?(?:es)?|welpe'],
  wolf: ['#8a97b1', 'wolves|werewolf|wölfe|wolfes'],
  bear: ['#a9714b', 'bears|teddy|grizzly|bär(?:en)?|teddybär'],
  panda: ['#f4f4fa', 'pandas|pandabär'],
  koala: ['#a7adbd', 'koalas'],
  rabbit: ['#e9dfe8', 'rabbits|bunny|hare|hasen?|kaninchen'],
  lion: ['#f3b548', 'lions|löwen?'],
  tiger: ['#f28c28', 'tigers'],
  raccoon: ['#9aa3b5', 'raccoons|trash panda|waschbär(?:en)?'],
  mouse: ['#b9bccb', 'mice|maus|mäuse|rat|ratte'],
  hamster: ['#e8b87a', 'hamsters|guinea pig'],
  monkey: ['#9a6a43', 'monkeys|ape|gorilla|affen?'],
  pig: ['#ffadc0', 'pigs|piglet|schwein'],
  cow: ['#f3efe9', 'cows|kuh|kühe|bull|stier'],
  unicorn: ['#f6e9ff', 'unicorns|horse|pony|einhorn|pferd'],
  frog: ['#6cc551', 'frogs|toad|frosch|frösche|kröte'],
  axolotl: ['#ffa9c4', 'axolotls'],
  dragon: ['#55b56a', 'dragons|drachens?|drache|wyvern'],
  dinosaur: ['#7cc66a', 'dinosaurs|dino|t-?rex|saurier|lizard|crocodile|krokodil'],
  owl: ['#a58267', 'owls|eulen?'],
  bird: ['#58b4e8', 'birds|parrot|raven|phoenix|eagle|vogel|vögel|papagei|rabe|adler|falke'],
  chicken: ['#fff4e0', 'chickens|rooster|duck|hen|huhn|hahn|ente|kücken'],
  penguin: ['#35415e', 'penguins|pinguine?'],
  octopus: ['#a875e0', 'squid|kraken|oktopus|krake'],
  shark: ['#6f9fc4', 'sharks|whale|haie?|wal'],
  bee: ['#ffc53d', 'bees|wasp|bienen?|wespe'],
  streamer: ['#5d7bd5', 'streamers|gamer(?:in)?|youtuber|zocker(?:in)?|vtuber'],
  knight: ['#aeb8cc', 'knights|paladin|ritter(?:s|in)?'],
  wizard: ['#6d4fd0', 'wizards|mage|sorcerer|zauberers?|magier'],
  witch: ['#7a3fa0', 'witches|hexen?'],
  ninja: ['#39365a', 'ninjas|samurai|assassin'],
  pirate: ['#7a4a2b', 'pirates|captain|piraten?|kapitän'],
  viking: ['#9aa3b8', 'vikings|dwarf|barbarian|wikinger|zwerg|barbar'],
  king: ['#8c3fb0', 'kings|emperor|könige?s?|kaiser'],
  princess: ['#f27fb2', 'queen|princesses|prinzessin|königin'],
  superhero: ['#d7263d', 'superheroes|hero|super-?held(?:en|in)?|held(?:en|in)?'],
  elf: ['#4f9d69', 'elves|fairy|elfe|fee'],
  astronaut: ['#eef1f8', 'astronauts|cosmonaut|raumfahrer'],
  zombie: ['#9ccf8a', 'zombies|undead'],
  vampire: ['#5a2a4a', 'vampires|vampire?n?'],
  alien: ['#8edb6b', 'aliens|außerirdische[rn]?'],
  robot: ['#8fb4d9', 'robots|android|mech|cyborg|robotern?s?|roboter'],
  skull: ['#efe9dc', 'skulls|skeleton|death|totenkopf|totenschädel|skelett|schädel'],
  ghost: ['#f1f2ff', 'ghosts|spirit|geister?|gespenst(?:er)?'],
  person: [
    '#5d7bd5',
    'people|face|boy|girl|man|woman|guy|human|player|character|gesicht|mensch|mann|frau|junge|mädchen|spieler(?:in)?|figur',
  ],
  sword: ['#c9473f', 'swords|blade|katana|dagger|schwert(?:er)?|klinge|dolch'],
  shield: ['#3f74c9', 'shields|schilde?'],
  controller: ['#5d5bd6', 'controllers|gamepad|joystick|joypad'],
  headset: ['#5d5bd6', 'headphones|kopfhörern?'],
  trophy: ['#ffc93c', 'trophies|cup of victory|medal|pokale?|medaille'],
  crown: ['#ffc93c', 'crowns|tiara|kronen?'],
  star: ['#ffd23f', 'stars|sterne?n?'],
  heart: ['#ff4d7e', 'hearts|love heart|herz(?:en)?'],
  fire: ['#ff7a1a', 'fires|flames?|campfire|feuer|flammen?'],
  lightning: ['#ffd23f', 'lightning bolt|bolt|thunder|blitze?'],
  planet: ['#7d6be0', 'planets|saturn|earth|galaxy|planeten?|erde|galaxie'],
  moon: ['#f4e3a1', 'moons|mond(?:es)?'],
  sun: ['#ffc53d', 'suns|sonne'],
  cloud: ['#eaf3ff', 'clouds|wolken?'],
  car: ['#e5383b', 'cars|race car|truck|auto|rennwagen|wagen'],
  rocket: ['#e5383b', 'rockets|spaceship|spacecraft|raketen?|raumschiff'],
  ball: ['#ffffff', 'balls|football|soccer ball|fußball'],
  cup: ['#f08a8a', 'cups|mug|coffee|tea|cocoa|tassen?|kaffee|kakao|tee'],
  pizza: ['#ffcf4d', 'pizzas|pizza slice'],
  flower: ['#ff8fb8', 'flowers|rose|tulip|sunflower|blossom|blumen?|rosen?|blüten?'],
  tree: ['#57a85a', 'trees|forest|woods|bäume|baum|wald'],
  gem: ['#4cc9f0', 'gems|crystals?|diamonds?|rub(?:y|ies)|kristalle?|edelsteine?|diamanten?'],
  potion: ['#b05ce6', 'potions|elixir|flask|trank|zaubertrank|tränke'],
  bomb: ['#3a3752', 'bombs|dynamite|bomben?'],
  mushroom: ['#e5484d', 'mushrooms|toadstool|pilze?'],
  camera: ['#54597a', 'cameras|webcam|kameras?'],
  music: ['#8b4fe0', 'music notes?|notes|melody|musik|noten'],
  gift: ['#e5484d', 'gifts|present|gift box|geschenke?'],
  castle: ['#b9b4d6', 'castles|fortress|tower|schloss|schlösser|burgen?|burg|festung|turm'],
  house: ['#e8b27d', 'houses|cabin|cottage|hut|home|haus|hütte'],
  city: ['#6a63b8', 'cities|skyline|town|skyscrapers?|stadt|städte|hochhäuser'],
  mountain: ['#7f8fb5', 'mountains|peak|volcano|alps|berge?s?|gipfel|vulkan'],
  island: ['#4fb56a', 'islands|beach|palm|insel|strand|palme'],
  ship: ['#9a6a43', 'ships|boat|galleon|schiffe?|boot'],
  portal: ['#8b4fe0', 'portals|vortex|wormhole|tor'],
};

const KINDS: readonly (readonly [MotifKind, Readonly<Record<string, Draw>>])[] = [
  ['animal', ANIMALS],
  ['person', PEOPLE],
  ['thing', THINGS],
  ['place', PLACES],
];

export const MOTIFS: readonly Motif[] = KINDS.flatMap(([kind, all]) =>
  Object.entries(all).map(([name, draw]) => {
    const [color, words] = WORDS[name] ?? ['#7d6be0', name];
    return {
      name,
      kind,
      draw,
      color,
      words: new RegExp(`(?<![\\p{L}\\p{N}])(?:${name}|${words})(?![\\p{L}\\p{N}])`, 'giu'),
    };
  }),
);
