import { describeDrawing } from '#testing/drawing-contract';
import { createTakumiDrawing } from './drawing.ts';

describeDrawing(createTakumiDrawing);
