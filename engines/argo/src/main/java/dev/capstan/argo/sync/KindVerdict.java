package dev.capstan.argo.sync;

/** Whether a task may be carried out at all. */
public sealed interface KindVerdict {

    /** The kind exists, and the project allows it there. */
    record Permitted() implements KindVerdict {}

    /** @param message such as "resource apps:Deployment is not permitted in project p" */
    record Refused(String message) implements KindVerdict {}

    /** @param message such as "the server could not find the requested resource" */
    record NoSuchKind(String message) implements KindVerdict {}
}
