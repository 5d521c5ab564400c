package dev.capstan.notification.alert;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.InvolvedObject;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An alert as the dispatcher sees it.
 *
 * @param key namespace and name of the Alert
 * @param provider name of the Provider, in the same namespace
 * @param errorsOnly whether only errors are wanted
 * @param sources the objects whose events are wanted
 * @param filter what the message must and must not say
 * @param eventMetadata additions to the metadata
 * @param summary the deprecated addition, if there is one
 * @param suspended whether the alert is switched off
 */
public record AlertRule(
        ObjectKey key,
        String provider,
        boolean errorsOnly,
        List<SourceRule> sources,
        MessageFilter filter,
        Map<String, String> eventMetadata,
        Optional<String> summary,
        boolean suspended) {

    /** Copies the collections. */
    public AlertRule {
        sources = List.copyOf(sources);
        eventMetadata = Map.copyOf(eventMetadata);
    }

    /** What an event means to an alert. */
    public sealed interface Match {
        /** The alert is about it. */
        record Matches() implements Match {}

        /** The alert has nothing to do with it. */
        record Ignored() implements Match {}

        /**
         * A source of the alert would match, but lies in another namespace, and that is forbidden here.
         *
         * @param source the source
         */
        record Forbidden(SourceRule source) implements Match {}

        /**
         * It cannot be decided, because the labels of the object could not be read.
         *
         * @param why what went wrong
         */
        record Unknown(String why) implements Match {}
    }

    /**
     * Decides about an event. The labels are asked for only when everything else fits.
     *
     * @param crossNamespaceAllowed whether sources in other namespaces count
     */
    public Match match(ControllerEvent event, boolean crossNamespaceAllowed, LabelLookup labels) {
        if (suspended || (errorsOnly && event.severity() != Severity.ERROR)) {
            return new Match.Ignored();
        }
        Match verdict = new Match.Ignored();
        for (SourceRule source : sources) {
            Match one = match(source, event.involvedObject(), crossNamespaceAllowed, labels);
            if (one instanceof Match.Matches) {
                return filter.accepts(event.message()) ? one : new Match.Ignored();
            }
            if (verdict instanceof Match.Ignored) {
                verdict = one;
            }
        }
        return verdict;
    }

    private Match match(SourceRule source, InvolvedObject object, boolean crossNamespaceAllowed, LabelLookup labels) {
        if (!source.names(object, key.namespace())) {
            return new Match.Ignored();
        }
        if (!crossNamespaceAllowed && !object.namespace().equals(key.namespace())) {
            return new Match.Forbidden(source);
        }
        if (source.matchLabels().isEmpty()) {
            return new Match.Matches();
        }
        return switch (labels.of(object)) {
            case LabelLookup.Labels.Found(Map<String, String> found) ->
                found.entrySet().containsAll(source.matchLabels().entrySet())
                        ? new Match.Matches()
                        : new Match.Ignored();
            case LabelLookup.Labels.NotFound(String why) -> new Match.Unknown(why);
        };
    }
}
