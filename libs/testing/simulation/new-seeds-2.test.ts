import { testNewSeeds } from './new-seeds.ts';

testNewSeeds('second half');
