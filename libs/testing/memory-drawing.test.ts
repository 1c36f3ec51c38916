import { describeDrawing } from './drawing-contract.ts';
import { createMemoryDrawing } from './memory-drawing.ts';

describeDrawing(createMemoryDrawing);
