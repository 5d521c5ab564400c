package dev.capstan.argo.sync;

/** What came of an action. */
public sealed interface ActionOutcome {

    /** @param message what the API server or client says, such as "deployment.apps/web configured" */
    record Done(String message) implements ActionOutcome {}

    /** The object was not there; for deletions and releases that is as good as done. */
    record NotFound() implements ActionOutcome {}

    /** @param message why, as it is shown to people */
    record Failed(String message) implements ActionOutcome {}
}
