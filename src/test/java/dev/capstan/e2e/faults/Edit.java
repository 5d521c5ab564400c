package dev.capstan.e2e.faults;

/** One change that a commit makes. */
sealed interface Edit {
    /** An object that was not there. */
    record Add(LoopObject object, int owner) implements Edit {}

    /** Another value. */
    record Change(LoopObject object) implements Edit {}

    /** The object is not wanted any more. */
    record Remove(LoopObject object) implements Edit {}

    /** Another Kustomization has it from now on, with the value it had. */
    record Move(LoopObject object, int to) implements Edit {}

    /** The folder of a Kustomization gets a file that cannot be read. */
    record Break(int owner) implements Edit {}

    /** That file is gone again. */
    record Repair(int owner) implements Edit {}
}
