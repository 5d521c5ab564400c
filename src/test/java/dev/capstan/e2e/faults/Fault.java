package dev.capstan.e2e.faults;

import java.time.Duration;

/**
 * Something that goes wrong around a commit.
 *
 * @param target what it happens to
 * @param after how long after the push it begins
 * @param length how long it lasts
 */
record Fault(Target target, Duration after, Duration length) {
    /** What a fault happens to, and how. */
    enum Target {
        /** SIGKILL, and started again. */
        SOURCE_CONTROLLER,
        /** SIGKILL, and started again. */
        KUSTOMIZE_CONTROLLER,
        /** SIGKILL, and started again. */
        NOTIFICATION_CONTROLLER,
        /** SIGSTOP and SIGCONT: artifacts are asked for, and nobody answers. */
        ARTIFACTS_HANG,
        /** SIGKILL, and started again on the same port and data. */
        NATS,
        /** SIGKILL, and started again on the same port and data. */
        API_SERVER,
        /** Every request is answered with 503. */
        GIT_REFUSES,
        /** Every request is answered late. */
        GIT_HANGS
    }

    @Override
    public String toString() {
        return target + " after " + after.toMillis() + " ms for " + length.toMillis() + " ms";
    }
}
