package dev.capstan.applier.dependency;

/** Whether a run may go on. */
public sealed interface DependencyVerdict {

    /** Every dependency is ready. */
    record Ready() implements DependencyVerdict {}

    /** One is not ready yet; a change of it decides again. */
    record NotReady(String message) implements DependencyVerdict {}

    /** An expression is wrong; only a change of the spec helps. */
    record ExpressionInvalid(String message) implements DependencyVerdict {}

    /** An entry does not say what it means; only a change of the spec helps. */
    record Unusable(String message) implements DependencyVerdict {}

    /** A dependency lies in another namespace and that is forbidden. */
    record Forbidden(String message) implements DependencyVerdict {}
}
