package dev.capstan.helm.release;

import dev.capstan.apply.Manifest;
import dev.capstan.apply.health.HealthAssessor;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How an action waits.
 *
 * @param timeout for the objects of the release, and for each hook
 * @param isAwaited whether the objects of the release are waited for; hooks always are
 * @param areJobsAwaited whether Jobs of the release must complete
 * @param areHooksRun whether hooks run
 * @param assessors the health rule of an object where it is another than the usual one (health expressions)
 * @param secrets texts that no message may show, for example values that came from Secrets
 * @param rules the usual health rules; with those of Helm 3, {@code assessors} are not asked
 */
public record WaitOptions(
        Duration timeout,
        boolean isAwaited,
        boolean areJobsAwaited,
        boolean areHooksRun,
        Function<Manifest, Optional<HealthAssessor>> assessors,
        Set<String> secrets,
        ReadinessRules rules) {

    public WaitOptions {
        secrets = Set.copyOf(secrets);
    }

    /** A wait by the rules of kstatus. */
    public WaitOptions(
            Duration timeout,
            boolean isAwaited,
            boolean areJobsAwaited,
            boolean areHooksRun,
            Function<Manifest, Optional<HealthAssessor>> assessors,
            Set<String> secrets) {
        this(timeout, isAwaited, areJobsAwaited, areHooksRun, assessors, secrets, ReadinessRules.KSTATUS);
    }

    /** Waits for everything, at most so long for each. */
    public static WaitOptions of(Duration timeout) {
        return new WaitOptions(timeout, true, true, true, manifest -> Optional.empty(), Set.of());
    }

    /** The same without waiting for the objects of the release. */
    public WaitOptions notAwaited() {
        return new WaitOptions(timeout, false, areJobsAwaited, areHooksRun, assessors, secrets, rules);
    }

    /** The same that also waits for Jobs, or does not. */
    public WaitOptions awaitingJobs(boolean areAwaited) {
        return new WaitOptions(timeout, isAwaited, areAwaited, areHooksRun, assessors, secrets, rules);
    }

    /** The same without hooks. */
    public WaitOptions withoutHooks() {
        return new WaitOptions(timeout, isAwaited, areJobsAwaited, false, assessors, secrets, rules);
    }

    /** The same with health rules of its own. */
    public WaitOptions assessing(Function<Manifest, Optional<HealthAssessor>> rulesOfObjects) {
        return new WaitOptions(timeout, isAwaited, areJobsAwaited, areHooksRun, rulesOfObjects, secrets, rules);
    }

    /** The same that hides these texts in messages. */
    public WaitOptions hiding(Set<String> texts) {
        return new WaitOptions(timeout, isAwaited, areJobsAwaited, areHooksRun, assessors, texts, rules);
    }

    /** The same by other rules. */
    public WaitOptions by(ReadinessRules others) {
        return new WaitOptions(timeout, isAwaited, areJobsAwaited, areHooksRun, assessors, secrets, others);
    }
}
