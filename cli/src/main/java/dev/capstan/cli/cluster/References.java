package dev.capstan.cli.cluster;

import dev.capstan.api.kind.ToolkitKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What objects of the toolkit work on: their sources, and what else their spec names. */
public final class References {

    private References() {}

    /**
     * A name in a spec.
     *
     * @param kind what it names
     * @param namespace where that is
     * @param name how it is called
     */
    public record Reference(ToolkitKind kind, String namespace, String name) {
        /** As messages name objects. */
        public String title() {
            return "%s %s/%s".formatted(kind.kind(), namespace, name);
        }
    }

    /** What must have a new artifact before the object can do something new, nearest first. */
    public static List<Reference> sources(ToolkitObject object) {
        Set<Reference> found = new LinkedHashSet<>();
        switch (object.kind()) {
            case KUSTOMIZATION, IMAGE_UPDATE_AUTOMATION, HELM_CHART ->
                reference(object, object.field("spec", "sourceRef"), "").ifPresent(found::add);
            case HELM_RELEASE -> {
                reference(object, object.field("spec", "chartRef"), "").ifPresent(found::add);
                chart(object).ifPresent(found::add);
            }
            case IMAGE_POLICY ->
                reference(object, object.field("spec", "imageRepositoryRef"), "ImageRepository")
                        .ifPresent(found::add);
            case ARTIFACT_GENERATOR -> found.addAll(references(object, object.field("spec", "sources"), ""));
            case EXTERNAL_ARTIFACT ->
                reference(object, object.field("spec", "sourceRef"), "").ifPresent(found::add);
            case GIT_REPOSITORY ->
                references(object, object.field("spec", "include"), "GitRepository")
                        .forEach(found::add);
            default -> {}
        }
        return List.copyOf(found);
    }

    /** What else the spec names: Providers of Alerts, and what Alerts and Receivers are about. */
    public static List<Reference> others(ToolkitObject object) {
        return switch (object.kind()) {
            case ALERT ->
                reference(object, object.field("spec", "providerRef"), "Provider").stream()
                        .toList();
            case RECEIVER -> references(object, object.field("spec", "resources"), "");
            default -> List.of();
        };
    }

    /** The HelmChart that the controller makes of the chart template of a HelmRelease. */
    private static Optional<Reference> chart(ToolkitObject release) {
        if (!(release.field("spec", "chart", "spec", "sourceRef") instanceof Map<?, ?> source)) {
            return Optional.empty();
        }
        Optional<String> made = release.text("status", "helmChart").filter(text -> text.indexOf('/') > 0);
        return Optional.of(made.map(text -> new Reference(
                        ToolkitKind.HELM_CHART,
                        text.substring(0, text.indexOf('/')),
                        text.substring(text.indexOf('/') + 1)))
                .orElseGet(() -> new Reference(
                        ToolkitKind.HELM_CHART,
                        text(source, "namespace").orElse(release.namespace()),
                        release.namespace() + "-" + release.name())));
    }

    private static List<Reference> references(ToolkitObject object, @Nullable Object list, String kind) {
        List<Reference> found = new ArrayList<>();
        if (list instanceof List<?> entries) {
            for (Object entry : entries) {
                Object reference =
                        entry instanceof Map<?, ?> map && map.get("repository") != null ? map.get("repository") : entry;
                reference(object, reference, kind).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Reference> reference(ToolkitObject object, @Nullable Object field, String otherwise) {
        if (!(field instanceof Map<?, ?> reference)) {
            return Optional.empty();
        }
        String kind = text(reference, "kind").orElse(otherwise);
        return ToolkitKind.named(kind)
                .flatMap(known -> text(reference, "name")
                        .map(name -> new Reference(
                                known, text(reference, "namespace").orElse(object.namespace()), name)));
    }

    private static Optional<String> text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }
}
