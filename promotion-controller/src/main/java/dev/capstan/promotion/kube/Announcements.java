package dev.capstan.promotion.kube;

import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.promotion.Promotion;
import dev.capstan.api.promotion.PromotionStatus;
import dev.capstan.promotion.gate.ApprovalGate;
import dev.capstan.promotion.run.Move;
import dev.capstan.promotion.run.Outcome;
import dev.capstan.promotion.run.View;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tells others what came of a pass: by events, in the record of applies, in numbers, and to the source that was pushed to. */
record Announcements(ReconcilerContext<Promotion, PromotionStatus> context, Surroundings around) {

    /** Something was moved. */
    void moved(Promotion promotion, Move move) {
        around.metrics().moved(promotion.key(), move);
        around.records().publish(promotion, move);
        around.nudge()
                .pushed(
                        new ObjectKey(
                                promotion.key().namespace(),
                                promotion.getSpec().sourceRef().name()),
                        promotion.ref());
        context.recordEvent(
                promotion,
                Severity.INFO,
                move.kind() == Move.Kind.PROMOTED ? Reason.PROMOTED : Reason.PROMOTION_ROLLED_BACK,
                move.words(),
                Map.of(EventMetadata.REVISION, move.revision(), EventMetadata.SUMMARY, move.environment()));
    }

    /** Tells what is new: holds, approvals, pull requests, failures and annotations that nothing can be done about. */
    void passed(Promotion promotion, PromotionStatus before, Outcome.Done done) {
        for (int i = 0; i < done.views().size(); i++) {
            View view = done.views().get(i);
            String name = done.memory().states().get(i).name();
            if (!isTold(before, name, view)) {
                tell(promotion, name, view);
            }
            approval(view)
                    .filter(words -> !approvedBefore(before, name, words))
                    .ifPresent(
                            words -> event(promotion, Severity.INFO, Reason.PROMOTION_APPROVED, name + ": " + words));
        }
        String last = before.conditions().stream()
                .filter(it -> it.type().equals("Ready"))
                .map(it -> it.message())
                .findFirst()
                .orElse("");
        done.warnings().stream()
                .filter(warning -> !last.contains(warning))
                .forEach(warning -> event(promotion, Severity.ERROR, Reason.VALIDATION_FAILED, warning));
        if (done.problem().isPresent()) {
            around.metrics().failed(promotion.key());
            if (!last.contains(done.problem().get())) {
                event(
                        promotion,
                        Severity.ERROR,
                        Reason.PROMOTION_FAILED,
                        done.problem().get());
            }
        }
    }

    private void tell(Promotion promotion, String name, View view) {
        switch (view.state()) {
            case HELD -> event(promotion, Severity.INFO, Reason.PROMOTION_HELD, name + ": " + view.message());
            case PERSON -> event(promotion, Severity.INFO, Reason.PROMOTION_WAITING, name + ": " + view.message());
            case PULL_REQUEST ->
                event(promotion, Severity.INFO, Reason.PROMOTION_PROPOSED, name + ": " + view.message());
            case SOURCE, UP_TO_DATE, NOTHING, WAITING, FAILED, MOVED -> {}
        }
    }

    private void event(Promotion promotion, Severity severity, Reason reason, String message) {
        context.recordEvent(promotion, severity, reason, message, Map.of());
    }

    private static boolean isTold(PromotionStatus before, String name, View view) {
        return before.environments().stream()
                .anyMatch(it -> it.name().equals(name)
                        && view.state().text().equals(it.state())
                        && Objects.equals(view.message(), it.message()));
    }

    private static Optional<String> approval(View view) {
        return view.gates().stream()
                .filter(gate -> gate.type().equals(ApprovalGate.TYPE) && gate.isOpen())
                .map(gate -> gate.message())
                .findFirst();
    }

    private static boolean approvedBefore(PromotionStatus before, String name, String words) {
        return before.environments().stream()
                .filter(it -> it.name().equals(name))
                .flatMap(it -> it.gates().stream())
                .anyMatch(gate ->
                        gate.type().equals(ApprovalGate.TYPE) && gate.message().equals(words));
    }
}
