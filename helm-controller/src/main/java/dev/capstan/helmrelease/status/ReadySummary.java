package dev.capstan.helmrelease.status;

import static dev.capstan.api.meta.Condition.READY;
import static dev.capstan.api.meta.Condition.RELEASED;
import static dev.capstan.api.meta.Condition.REMEDIATED;
import static dev.capstan.api.meta.Condition.TEST_SUCCESS;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import java.util.Optional;

/**
 * Whether a release is ready: what the last thing says that happened to it. A remedy comes after the test or the release that
 * it is for, a test after the release that is tested; each release clears what was said of the one before.
 */
final class ReadySummary {

    private ReadySummary() {}

    /**
     * The conditions with that of readiness; without it when nothing has happened yet.
     *
     * @param countsTests whether tests run, and their failures count
     * @param generation of the spec
     */
    static Conditions of(Conditions conditions, boolean countsTests, long generation) {
        Optional<Condition> last = conditions
                .get(REMEDIATED)
                .or(() -> countsTests ? conditions.get(TEST_SUCCESS) : Optional.empty())
                .or(() -> conditions.get(RELEASED));
        return last.map(condition -> conditions.with(new Condition(
                        READY,
                        condition.type().equals(REMEDIATED) ? "False" : condition.status(),
                        generation,
                        condition.lastTransitionTime(),
                        condition.reason(),
                        condition.message())))
                .orElse(conditions);
    }
}
