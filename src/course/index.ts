// What a lesson imports: its type and the makers of its steps.
export { defineLesson } from './lesson.js'
export { GROUP, type Scene, TOPIC } from './scene.js'
export { observe } from './steps/observe.js'
export { predict } from './steps/predict.js'
export { recap } from './steps/recap.js'
export { run } from './steps/run.js'
export { story } from './steps/story.js'
export { task } from './steps/task.js'
