package dev.capstan.kustomize.memory;

/** Something that a build leaves to later ones. Immutable. */
public sealed interface Remembered permits Part, StepResults, FinalResults {
    /** Memory that it takes, roughly. */
    long bytes();
}
