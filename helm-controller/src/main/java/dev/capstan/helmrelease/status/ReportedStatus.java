package dev.capstan.helmrelease.status;

import static dev.capstan.api.meta.Condition.DRIFTED;
import static dev.capstan.api.meta.Condition.READY;
import static dev.capstan.api.meta.Condition.RECONCILING;
import static dev.capstan.api.meta.Condition.RELEASED;
import static dev.capstan.api.meta.Condition.REMEDIATED;
import static dev.capstan.api.meta.Condition.STALLED;
import static dev.capstan.api.meta.Condition.TEST_SUCCESS;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.TestSpec;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Reason;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Changes of the status that reports have in common, and its conditions as of one generation and one moment. */
final class ReportedStatus {

    private static final Set<String> OWNED =
            Set.of(READY, RECONCILING, STALLED, RELEASED, TEST_SUCCESS, REMEDIATED, DRIFTED);

    private final KnownHelmRelease release;
    private final Instant now;

    /** @param now the moment that conditions get */
    ReportedStatus(KnownHelmRelease release, Instant now) {
        this.release = release;
        this.now = now;
    }

    /**
     * The status of a run, over the one that is stored by the time of writing: conditions of others and the request that was handled are
     * those that are stored.
     */
    UnaryOperator<HelmReleaseStatus> onto(ReleaseProgress progress, UnaryOperator<HelmReleaseStatusEdit> change) {
        return stored -> {
            Conditions own = Conditions.of(progress.status().conditions());
            Conditions merged = Conditions.of(stored.conditions());
            for (String type : OWNED) {
                merged = own.get(type).isPresent() ? merged.with(own.get(type).get()) : merged.without(type);
            }
            HelmReleaseStatus base = progress.status()
                    .with(stored.common()
                            .withObservedGeneration(progress.status().observedGeneration())
                            .withConditions(merged));
            return change.apply(new HelmReleaseStatusEdit(base)).done();
        };
    }

    HelmReleaseStatusEdit summarised(HelmReleaseStatusEdit edit) {
        boolean countsTests = Optional.ofNullable(release.spec().test())
                .filter(test -> test.enable() && !test.ignoreFailures())
                .map(TestSpec::enable)
                .orElse(false);
        return edit.conditions(ReadySummary.of(edit.conditions(), countsTests, release.generation()));
    }

    HelmReleaseStatusEdit handled(HelmReleaseStatus status) {
        return handled(new HelmReleaseStatusEdit(status));
    }

    HelmReleaseStatusEdit handled(HelmReleaseStatusEdit edit) {
        return edit.handled(release.requests());
    }

    HelmReleaseStatusEdit retrying(HelmReleaseStatusEdit edit, String message) {
        return edit.set(isTrue(RECONCILING, Reason.PROGRESSING_WITH_RETRY, message));
    }

    static String readyMessage(HelmReleaseStatusEdit edit) {
        return edit.conditions().get(READY).map(Condition::message).orElse("");
    }

    Condition isTrue(String type, Reason reason, String message) {
        return Condition.isTrue(type, reason, message, release.generation(), now);
    }

    Condition isFalse(Reason reason, String message) {
        return Condition.isFalse(READY, reason, message, release.generation(), now);
    }

    Condition inProgress(String message) {
        return Condition.isUnknown(READY, Reason.PROGRESSING, message, release.generation(), now);
    }
}
