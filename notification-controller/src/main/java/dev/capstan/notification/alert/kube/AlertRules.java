package dev.capstan.notification.alert.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.notification.Alert;
import dev.capstan.api.notification.AlertSpec;
import dev.capstan.api.notification.EventSource;
import dev.capstan.notification.alert.AlertRule;
import dev.capstan.notification.alert.MessageFilter;
import dev.capstan.notification.alert.SourceRule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The Alerts of the cluster as rules, kept up to date by a watch. Expressions are compiled when an Alert changes, not when an event comes. */
public final class AlertRules {
    private final Map<ObjectKey, Entry> entries = new ConcurrentHashMap<>();

    /**
     * An Alert and its rule.
     *
     * @param alert the object as the watch last saw it
     * @param rule what it says
     */
    public record Entry(Alert alert, AlertRule rule) {}

    /**
     * Takes a change in.
     *
     * @return one sentence per thing that is wrong with the Alert
     */
    public List<String> onChange(@Nullable Alert before, @Nullable Alert after) {
        if (after == null) {
            if (before != null) {
                entries.remove(before.key());
            }
            return List.of();
        }
        Optional<String> undecodable = after.undecodable();
        if (undecodable.isPresent()) {
            entries.remove(after.key());
            return List.of(undecodable.get() + ". The alert is skipped until it is corrected.");
        }
        AlertRule rule = ruleOf(after);
        entries.put(after.key(), new Entry(after, rule));
        return rule.filter().problems();
    }

    /** All Alerts that can be read. */
    public Collection<Entry> all() {
        return entries.values();
    }

    /** The Alert, if it is there. */
    public Optional<Alert> find(ObjectKey key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::alert);
    }

    static AlertRule ruleOf(Alert alert) {
        AlertSpec spec = alert.getSpec();
        return new AlertRule(
                alert.key(),
                spec.providerRef().name(),
                "error".equals(spec.eventSeverity()),
                spec.eventSources().stream().map(AlertRules::sourceOf).toList(),
                MessageFilter.of(spec.inclusionList(), spec.exclusionList()),
                spec.eventMetadata(),
                Optional.ofNullable(spec.summary()).filter(it -> !it.isEmpty()),
                spec.suspend());
    }

    private static SourceRule sourceOf(EventSource source) {
        return new SourceRule(
                source.kind(), source.name(), Optional.ofNullable(source.namespace()), source.matchLabels());
    }
}
