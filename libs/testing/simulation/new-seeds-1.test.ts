import { testNewSeeds } from './new-seeds.ts';

testNewSeeds('first half');
