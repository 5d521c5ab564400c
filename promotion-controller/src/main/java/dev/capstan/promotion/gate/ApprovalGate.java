package dev.capstan.promotion.gate;

import dev.capstan.promotion.note.Approval;
import dev.capstan.promotion.place.Content;
import java.util.List;
import java.util.Optional;

/** A person must have let in this very candidate. */
public final class ApprovalGate {
    /** Its name in the spec. */
    public static final String TYPE = "approval";

    private ApprovalGate() {}

    /** The approval of this candidate, if somebody gave it. */
    public static Optional<Approval> of(String environment, Content candidate, List<Approval> approvals) {
        return approvals.stream()
                .filter(approval ->
                        approval.environment().equals(environment) && candidate.isCalled(approval.candidate()))
                .findFirst();
    }

    /**
     * By annotation.
     *
     * @param command what a person writes to approve, for the message
     */
    public static GateState byAnnotation(
            String environment, Content candidate, List<Approval> approvals, String command) {
        return of(environment, candidate, approvals)
                .map(approval -> GateState.open(TYPE, words(approval)))
                .orElseGet(() -> GateState.closed(TYPE, "waits for approval: " + command));
    }

    /** What an approval says. */
    public static String words(Approval approval) {
        return "approved" + approval.by().map(by -> " by " + by).orElse("")
                + (approval.reason().isEmpty() ? "" : ": " + approval.reason());
    }
}
