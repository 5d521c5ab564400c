package dev.capstan.argo.health.assess;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.health.builtin.BuiltInRules;
import dev.capstan.argo.health.rule.ShippedRules;
import dev.capstan.argo.object.Metadata;
import java.time.Clock;
import java.util.Optional;

/**
 * Assesses live objects as Argo CD does. Immutable, for any number of threads; nothing that an object holds makes it
 * fail.
 */
public final class HealthRules {

    private final Customizations customizations;
    private final Clock clock;

    private HealthRules(Customizations customizations, Clock clock) {
        this.customizations = customizations;
        this.clock = clock;
    }

    /** The rules as they are shipped. */
    public static HealthRules shipped() {
        return of(Customizations.none(), Clock.systemUTC());
    }

    /**
     * The rules as they are shipped, with those of a user before them.
     *
     * @param clock what {@code os.time} tells the scripts of the user
     */
    public static HealthRules of(Customizations customizations, Clock clock) {
        return new HealthRules(customizations, clock);
    }

    /**
     * The health of a live object. One that is being deleted is progressing, whatever its kind; only hooks that Argo
     * CD's own finalizer holds are judged by their kind until the end.
     *
     * @return empty when its kind has no rule, and the object so has no say in the health of its application
     */
    public Optional<Health> assess(JsonNode live) {
        Metadata metadata = Metadata.of(live);
        boolean isLeaving = metadata.isDeleting() && !metadata.hasFinalizer(Hook.FINALIZER);
        return isLeaving ? Optional.of(Health.progressing("Pending deletion")) : assessKind(live);
    }

    /**
     * As {@link #assess}, of an object of which it does not matter whether it is being deleted. A customisation of a
     * user that tells nothing is the last word about its kind.
     */
    public Optional<Health> assessKind(JsonNode live) {
        Metadata metadata = Metadata.of(live);
        String group = metadata.group();
        String kind = metadata.kind();
        if (metadata.apiVersion().isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        Optional<CustomRule> custom = customizations.find(group, kind);
        if (custom.isPresent()) {
            return custom.get().assess(live, clock);
        }
        return ShippedRules.instance()
                .find(group, kind)
                .map(rules -> rules.assess(live))
                .or(() -> BuiltInRules.assess(group, metadata.version(), kind, live));
    }
}
