package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.live.LiveObject;
import dev.capstan.application.live.LiveSet;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.argo.health.ApplicationHealth;
import dev.capstan.argo.health.AssessedResource;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.health.assess.ResourcePart;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The health of an Application out of that of its objects. */
public final class OverallHealth {
    private OverallHealth() {}

    /** With manifests, of which some may have no live object. */
    static Health of(ApplicationObject application, List<ComparedPair> pairs) {
        return ApplicationHealth.of(pairs.stream()
                .map(pair -> part(
                        application,
                        pair.object(),
                        pair.live().isPresent()
                                ? AssessedResource.live(name(pair.object()), pair.health())
                                : AssessedResource.missing(name(pair.object()))))
                .toList());
    }

    /**
     * Without manifests, because they cannot be had at the moment: of what is live of the objects that the Application had last. A commit that
     * cannot be read does no harm to what runs.
     *
     * @param known the objects that its status names
     * @return empty when the live objects are not all known either
     */
    public static Optional<Health> withoutManifests(
            ApplicationObject application, LiveSet live, Set<ObjectKey> known, HealthRules rules) {
        if (live.gap().isPresent()) {
            return Optional.empty();
        }
        List<AssessedResource> resources = new ArrayList<>();
        for (LiveObject object : live.objects()) {
            if (known.contains(object.key())) {
                ObjectNode content = object.content();
                resources.add(part(application, content, AssessedResource.live(name(content), rules.assess(content))));
            }
        }
        return Optional.of(ApplicationHealth.of(resources));
    }

    private static AssessedResource part(ApplicationObject application, JsonNode object, AssessedResource resource) {
        return resource.as(ResourcePart.of(object, application.namespace(), application.name()));
    }

    private static String name(JsonNode object) {
        Metadata metadata = Metadata.of(object);
        String namespace = metadata.namespace();
        return metadata.kind() + " " + (namespace.isEmpty() ? "" : namespace + "/") + metadata.name();
    }
}
