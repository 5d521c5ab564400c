package dev.capstan.image.pullrequest;

import dev.capstan.forge.plan.Step;
import java.util.Optional;

/** Why a pull request stays as it is, where a person has to do something or should know. */
final class WaitingText {
    private WaitingText() {}

    /** How a sentence that begins with the pull request goes on; empty where it just waits. */
    static Optional<String> of(Step.Nothing step) {
        return switch (step.why()) {
            case UP_TO_DATE, WAITS_FOR_PEOPLE, WAITS_FOR_CHECKS, OBSOLETE, MERGED_BEFORE -> Optional.empty();
            case CHECKS_FAILED -> Optional.of("is not merged, because checks failed: " + step.detail());
            case HAS_CONFLICTS -> Optional.of("is not merged, because it has conflicts; resolve them on its branch");
            case HAS_COMMITS_OF_OTHERS ->
                Optional.of("has commits of others, so it is left to them to merge or close it");
            case NOT_OURS ->
                Optional.of(
                        "is between the branches of this automation, and was opened by somebody else; it is left alone");
            case CLOSED_BY_PEOPLE ->
                Optional.of("was closed without being merged; there is no other one before there is a newer image");
        };
    }

    /** The forge does not merge it. */
    static String blocked(String why) {
        return "is not merged by the forge" + (why.isEmpty() ? "" : ": " + why);
    }
}
