package dev.capstan.applier.health;

import dev.capstan.api.meta.KindRef;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.health.HealthAssessor;
import dev.capstan.apply.watch.HealthWaitRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What to wait for. */
public sealed interface HealthPlan {

    /** Nothing. */
    record NoCheck() implements HealthPlan {}

    /** These objects. */
    record Check(HealthWaitRequest request) implements HealthPlan {}

    /** Something that the cluster does not know. */
    record Impossible(String message) implements HealthPlan {}

    /**
     * The plan of a spec.
     *
     * @param self the object that is applied, which never waits for itself
     * @param applied what was applied and not skipped
     * @param manifests what was built
     * @param served how kinds are served
     */
    static HealthPlan of(
            HealthChecks checks,
            ObjectId self,
            Collection<ObjectRef> applied,
            Collection<Manifest> manifests,
            Function<ResourceKind, Optional<ResourceType>> served) {
        Set<ObjectRef> objects = new LinkedHashSet<>();
        if (checks.waitsForAll()) {
            objects.addAll(applied);
        } else {
            for (KindRef check : checks.listed()) {
                Optional<ObjectRef> object = resolve(check, self.namespace(), served);
                if (object.isEmpty()) {
                    return new Impossible("health check of %s/%s: the cluster serves no kind %s %s"
                            .formatted(check.kind(), check.name(), apiVersion(check), check.kind()));
                }
                objects.add(object.get());
            }
        }
        objects.removeIf(object -> object.id().equals(self));
        return objects.isEmpty()
                ? new NoCheck()
                : new Check(new HealthWaitRequest(
                        objects,
                        checks.timeout(),
                        checks.failFast(),
                        assessors(objects, checks.rulebook()),
                        mayVanish(manifests)));
    }

    private static Optional<ObjectRef> resolve(
            KindRef check, String namespace, Function<ResourceKind, Optional<ResourceType>> served) {
        return served.apply(ResourceKind.of(apiVersion(check), check.kind())).map(type -> {
            String own = check.namespace();
            String in = own == null || own.isEmpty() ? namespace : own;
            return new ObjectRef(type, type.isNamespaced() ? in : "", check.name());
        });
    }

    private static String apiVersion(KindRef check) {
        String apiVersion = check.apiVersion();
        return apiVersion == null || apiVersion.isEmpty() ? "apps/v1" : apiVersion;
    }

    private static Map<ObjectId, HealthAssessor> assessors(Set<ObjectRef> objects, HealthRulebook rulebook) {
        var assessors = new HashMap<ObjectId, HealthAssessor>();
        objects.forEach(
                object -> rulebook.ruleFor(object.type().kind()).ifPresent(rule -> assessors.put(object.id(), rule)));
        return assessors;
    }

    /** Jobs that the cluster removes when they are done. */
    private static Set<ObjectId> mayVanish(Collection<Manifest> manifests) {
        return manifests.stream()
                .filter(manifest -> manifest.id().isKind("batch", "Job")
                        && manifest.content().path("spec").hasNonNull("ttlSecondsAfterFinished"))
                .map(Manifest::id)
                .collect(Collectors.toSet());
    }
}
