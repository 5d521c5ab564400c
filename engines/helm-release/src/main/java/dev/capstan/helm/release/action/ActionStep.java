package dev.capstan.helm.release.action;

/** A step of an action. Run once. */
@FunctionalInterface
interface ActionStep {
    StepResult run();
}
