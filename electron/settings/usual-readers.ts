/** Which readers a program uses unless it is told: those of a bench that runs. What is installed knows no bench. */
export const usualReaders: 'bench' | 'real' = 'bench'
