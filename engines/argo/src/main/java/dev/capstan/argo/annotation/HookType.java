package dev.capstan.argo.annotation;

import java.util.Map;
import java.util.Optional;

/** When a hook runs. */
public enum HookType {
    PRE_SYNC("PreSync"),
    SYNC("Sync"),
    POST_SYNC("PostSync"),
    SYNC_FAIL("SyncFail"),
    /** Never: the object is left out of syncs. */
    SKIP("Skip");

    private static final Map<String, HookType> OF_HELM = Map.of(
            "pre-install", PRE_SYNC, "pre-upgrade", PRE_SYNC, "post-install", POST_SYNC, "post-upgrade", POST_SYNC);

    private final String text;

    HookType(String text) {
        this.text = text;
    }

    /** A value of {@code argocd.argoproj.io/hook}; empty for any other text, lower case included. */
    static Optional<HookType> parse(String text) {
        for (HookType type : values()) {
            if (type.text.equals(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** A value of {@code helm.sh/hook}; empty for those that are never run by a sync. */
    static Optional<HookType> ofHelm(String text) {
        return Optional.ofNullable(OF_HELM.get(text));
    }

    /** The type of a hook that runs in a phase. */
    public static Optional<HookType> of(SyncPhase phase) {
        return parse(phase.toString());
    }

    /** The phase it runs in; empty for {@link #SKIP}. */
    public Optional<SyncPhase> phase() {
        return SyncPhase.parse(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
