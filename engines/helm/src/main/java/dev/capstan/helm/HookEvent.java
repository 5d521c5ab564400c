package dev.capstan.helm;

import java.util.Arrays;
import java.util.Optional;

/** When a hook runs. */
public enum HookEvent {
    PRE_INSTALL("pre-install"),
    POST_INSTALL("post-install"),
    PRE_DELETE("pre-delete"),
    POST_DELETE("post-delete"),
    PRE_UPGRADE("pre-upgrade"),
    POST_UPGRADE("post-upgrade"),
    PRE_ROLLBACK("pre-rollback"),
    POST_ROLLBACK("post-rollback"),
    TEST("test");

    private static final String TEST_OF_HELM_2 = "test-success";

    private final String word;

    HookEvent(String word) {
        this.word = word;
    }

    /** The word of the annotation. */
    public String word() {
        return word;
    }

    /** The event of a word in an annotation; empty when Helm does not know it. */
    public static Optional<HookEvent> of(String word) {
        return word.equals(TEST_OF_HELM_2)
                ? Optional.of(TEST)
                : Arrays.stream(values())
                        .filter(event -> event.word.equals(word))
                        .findFirst();
    }
}
