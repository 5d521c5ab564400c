package dev.capstan.apply;

/** When a stage is tried as a dry run before anything of it is written. */
public enum DryRunMode {
    /**
     * When it protects something: two or more objects are to be written and at least one of them exists already, so that
     * a rejected object would leave a running application half changed. Where all are new and an owner's account applies,
     * those are tried that the account may have no right to.
     */
    WHEN_IT_PROTECTS,
    /** Whenever anything is to be written. */
    ALWAYS,
    /** Never. */
    NEVER
}
