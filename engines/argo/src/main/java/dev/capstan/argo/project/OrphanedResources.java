package dev.capstan.argo.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.argo.glob.LenientGlob;
import java.util.ArrayList;
import java.util.List;

/**
 * Which objects of a destination's namespace that no Application manages are counted as orphaned.
 *
 * @param warns whether an Application shows them by a condition
 * @param ignored what is not counted
 */
public record OrphanedResources(boolean warns, List<Ignored> ignored) {

    /** Copies the list. */
    public OrphanedResources {
        ignored = List.copyOf(ignored);
    }

    /** Patterns; an empty kind or name stands for all, an empty group for the core group. */
    public record Ignored(LenientGlob group, LenientGlob kind, LenientGlob name) {
        static Ignored of(JsonNode item) {
            return new Ignored(glob(item, "group"), glob(item, "kind"), glob(item, "name"));
        }

        private static LenientGlob glob(JsonNode item, String field) {
            return LenientGlob.of(item.path(field).asText(""), GlobSyntax.TEXT);
        }

        boolean matches(String otherGroup, String otherKind, String otherName) {
            return group.matches(otherGroup)
                    && (kind.isEmpty() || kind.matches(otherKind))
                    && (name.isEmpty() || name.matches(otherName));
        }
    }

    static OrphanedResources of(JsonNode settings) {
        var ignored = new ArrayList<Ignored>();
        settings.path("ignore").forEach(item -> ignored.add(Ignored.of(item)));
        return new OrphanedResources(settings.path("warn").asBoolean(false), ignored);
    }

    /**
     * Whether an unmanaged object without owner counts. What Kubernetes makes in every namespace does not: the default service account,
     * the authorities, the Service of the API server.
     */
    public boolean isOrphan(String group, String kind, String namespace, String name) {
        boolean isCore = group.isEmpty();
        boolean isMadeByKubernetes = isCore && kind.equals("ServiceAccount") && name.equals("default")
                || isCore && kind.equals("ConfigMap") && name.equals("kube-root-ca.crt")
                || isCore && kind.equals("Service") && name.equals("kubernetes") && namespace.equals("default");
        return !namespace.isEmpty()
                && !isMadeByKubernetes
                && ignored.stream().noneMatch(pattern -> pattern.matches(group, kind, name));
    }

    /** What the condition {@code OrphanedResourceWarning} says. */
    public static String message(int count) {
        return "Application has " + count + " orphaned resources";
    }
}
