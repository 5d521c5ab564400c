package dev.capstan.argo.sync;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** {@code argocd.argoproj.io/deletion-approved} on an application. */
public final class DeletionApproval {

    public static final String ANNOTATION = "argocd.argoproj.io/deletion-approved";

    private DeletionApproval() {}

    /**
     * Whether deletions are approved.
     *
     * @param value of the annotation, empty without one
     * @param since start of the operation or of the deletion; older approvals do not count
     */
    public static boolean isGiven(String value, Instant since) {
        try {
            return !value.isEmpty() && !OffsetDateTime.parse(value).toInstant().isBefore(since);
        } catch (DateTimeException unreadable) {
            return false;
        }
    }
}
