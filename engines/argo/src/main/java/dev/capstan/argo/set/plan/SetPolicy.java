package dev.capstan.argo.set.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import java.util.Optional;

/** Whether a set may change and delete Applications; it may always create them. */
public enum SetPolicy {
    /** Neither. */
    CREATE_ONLY("create-only", false, false),
    /** Change, but not delete. */
    CREATE_UPDATE("create-update", true, false),
    /** Delete, but not change. */
    CREATE_DELETE("create-delete", false, true),
    /** Both. */
    SYNC("sync", true, true);

    private final String wireName;
    private final boolean allowsUpdate;
    private final boolean allowsDelete;

    SetPolicy(String wireName, boolean allowsUpdate, boolean allowsDelete) {
        this.wireName = wireName;
        this.allowsUpdate = allowsUpdate;
        this.allowsDelete = allowsDelete;
    }

    /**
     * The policy that holds for a set: what the controller was started with, else what the set says, else {@link #SYNC}.
     *
     * @param ofController what the controller was started with
     * @param mayOverride whether sets may say something else than the controller
     */
    public static SetPolicy of(JsonNode set, Optional<SetPolicy> ofController, boolean mayOverride) {
        String own = Fields.text(set.path("spec").path("syncPolicy"), "applicationsSync");
        if (own.isEmpty() || ofController.isPresent() && !mayOverride) {
            return ofController.orElse(SYNC);
        }
        return named(own).orElse(CREATE_ONLY);
    }

    /** The policy with this name in specs and options. */
    public static Optional<SetPolicy> named(String name) {
        for (SetPolicy policy : values()) {
            if (policy.wireName.equals(name)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    /** Whether it may change Applications. */
    public boolean allowsUpdate() {
        return allowsUpdate;
    }

    /** Whether it may delete Applications. */
    public boolean allowsDelete() {
        return allowsDelete;
    }
}
