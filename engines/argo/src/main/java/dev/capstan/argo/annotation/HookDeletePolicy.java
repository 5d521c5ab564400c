package dev.capstan.argo.annotation;

import java.util.Optional;

/** When a hook's object is deleted. */
public enum HookDeletePolicy {
    BEFORE_HOOK_CREATION("BeforeHookCreation", "before-hook-creation"),
    HOOK_SUCCEEDED("HookSucceeded", "hook-succeeded"),
    HOOK_FAILED("HookFailed", "hook-failed");

    private final String text;
    private final String helmText;

    HookDeletePolicy(String text, String helmText) {
        this.text = text;
        this.helmText = helmText;
    }

    static Optional<HookDeletePolicy> parse(String text) {
        for (HookDeletePolicy policy : values()) {
            if (policy.text.equals(text)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    static Optional<HookDeletePolicy> ofHelm(String text) {
        for (HookDeletePolicy policy : values()) {
            if (policy.helmText.equals(text)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
