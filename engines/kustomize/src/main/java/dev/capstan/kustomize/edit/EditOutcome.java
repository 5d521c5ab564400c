package dev.capstan.kustomize.edit;

/** What became of an edit. */
public sealed interface EditOutcome {
    /**
     * The edit was made.
     *
     * @param file the file after the edit; equal to the one before when it already said what was asked
     */
    record Edited(KustomizationFile file) implements EditOutcome {}

    /** The edit was not made; the file is as it was. */
    record Rejected(EditProblem problem) implements EditOutcome {}
}
