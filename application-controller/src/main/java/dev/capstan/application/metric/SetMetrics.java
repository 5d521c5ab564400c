package dev.capstan.application.metric;

import dev.capstan.api.argo.set.ApplicationSetStatus;
import dev.capstan.api.argo.set.SetCondition;
import dev.capstan.api.meta.ObjectKey;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code argocd_appset_info}, {@code argocd_appset_owned_applications}, {@code argocd_appset_labels} and {@code argocd_appset_reconcile}, as
 * Argo CD's applicationset-controller has them. The series of a set go with it. Safe for use by several threads.
 */
public final class SetMetrics {
    private static final String RECONCILE = "argocd_appset_reconcile";

    /** Prometheus' own buckets, which Argo CD has here. */
    private static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private static final int MOST_LABELS = 20;
    private static final String UP_TO_DATE = "ResourcesUpToDate";
    private static final String UNKNOWN = "Unknown";

    private final MeterRegistry registry;
    private final Map<String, String> tagsByLabel;
    private final Map<ObjectKey, Shown> shown = new ConcurrentHashMap<>();

    /**
     * Registers with the registry of the process.
     *
     * @param labels labels of sets that {@code argocd_appset_labels} has; without any there is no such series
     * @throws IllegalArgumentException when they are too many, or two of them have the same name in Prometheus
     */
    public SetMetrics(MeterRegistry registry, List<String> labels) {
        this.registry = registry;
        this.tagsByLabel = tagsOf(labels);
    }

    private static Map<String, String> tagsOf(List<String> labels) {
        if (labels.size() > MOST_LABELS) {
            throw new IllegalArgumentException("capstan.application.sets.metric-labels names " + labels.size()
                    + " labels; each of them is one of every series, and " + MOST_LABELS + " are the most");
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (String label : labels) {
            String tag = "label_" + label.replaceAll("[^a-zA-Z0-9_]", "_");
            if (tags.containsValue(tag)) {
                throw new IllegalArgumentException(
                        "capstan.application.sets.metric-labels has two labels that are " + tag + " in Prometheus");
            }
            tags.put(label, tag);
        }
        return tags;
    }

    private record Shown(Facts facts, List<Meter> meters) {}

    private record Facts(String updateStatus, long applications, List<String> labels) {}

    /** Shows a set as it is now: gauges that are 1 and have the rest in their labels, and the number of its Applications. */
    public void show(ObjectKey set, Map<String, String> labels, ApplicationSetStatus status) {
        var facts = new Facts(
                updateStatus(status),
                status.resourcesCount() == null ? status.resources().size() : status.resourcesCount(),
                tagsByLabel.keySet().stream()
                        .map(label -> labels.getOrDefault(label, ""))
                        .toList());
        shown.compute(set, (_, before) -> {
            if (before != null && before.facts().equals(facts)) {
                return before;
            }
            if (before != null) {
                before.meters().forEach(registry::remove);
            }
            return new Shown(facts, meters(set, facts));
        });
    }

    private static String updateStatus(ApplicationSetStatus status) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals(UP_TO_DATE))
                .map(SetCondition::reason)
                .findFirst()
                .orElse(UNKNOWN);
    }

    private List<Meter> meters(ObjectKey set, Facts facts) {
        List<Meter> meters = new ArrayList<>();
        meters.add(gauge(
                "argocd_appset_info",
                "Information about an ApplicationSet.",
                1,
                nameOf(set).and("resource_update_status", facts.updateStatus())));
        meters.add(gauge(
                "argocd_appset_owned_applications",
                "How many Applications an ApplicationSet has made.",
                facts.applications(),
                nameOf(set)));
        if (!tagsByLabel.isEmpty()) {
            Tags tags = nameOf(set);
            int index = 0;
            for (String tag : tagsByLabel.values()) {
                tags = tags.and(tag, facts.labels().get(index++));
            }
            meters.add(gauge("argocd_appset_labels", "Labels of an ApplicationSet.", 1, tags));
        }
        return List.copyOf(meters);
    }

    private Gauge gauge(String name, String description, long value, Tags tags) {
        return Gauge.builder(name, () -> value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /** A set was reconciled. */
    public void reconciled(ObjectKey set, Duration took) {
        DistributionSummary.builder(RECONCILE)
                .description("How long it took to reconcile an ApplicationSet, in seconds.")
                .serviceLevelObjectives(SECONDS)
                .tags(nameOf(set))
                .register(registry)
                .record(took.toNanos() / 1e9);
    }

    /** A set is gone, or is no longer looked after, and its series go with it. */
    public void forget(ObjectKey set) {
        Optional.ofNullable(shown.remove(set)).ifPresent(gone -> gone.meters().forEach(registry::remove));
        registry.find(RECONCILE).tags(nameOf(set)).meters().forEach(registry::remove);
    }

    private static Tags nameOf(ObjectKey set) {
        return Tags.of("namespace", set.namespace(), "name", set.name());
    }
}
