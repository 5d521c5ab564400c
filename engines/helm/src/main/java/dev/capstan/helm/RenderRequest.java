package dev.capstan.helm;

import dev.capstan.helm.chart.Chart;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be rendered.
 *
 * @param chart with the charts inside of it
 * @param values what the user gave; nobody may change them
 * @param release the release that it is for
 * @param capabilities what the cluster has
 * @param lookup answers the function {@code lookup}
 * @param clock what templates know of the time
 * @param secrets texts that no message may show, for example values that came from Secrets
 * @param options how
 */
public record RenderRequest(
        Chart chart,
        Map<String, @Nullable Object> values,
        Release release,
        Capabilities capabilities,
        ObjectLookup lookup,
        Clock clock,
        Set<String> secrets,
        RenderOptions options) {

    /**
     * The release that is rendered.
     *
     * @param revision what {@code .Release.Revision} says; 1 for an installation
     * @param isUpgrade whether it replaces another revision
     * @param previous what it is upgraded from; empty for an installation, and when values are reset anyway
     * @param valuesPolicy what happens to the values of before
     */
    public record Release(
            String name,
            String namespace,
            int revision,
            boolean isUpgrade,
            Optional<PreviousRelease> previous,
            ValuesPolicy valuesPolicy) {

        /** A first revision. */
        public static Release installed(String name, String namespace) {
            return new Release(name, namespace, 1, false, Optional.empty(), ValuesPolicy.RESET);
        }

        /** A later revision whose values do not depend on the one before. */
        public static Release upgraded(String name, String namespace, int revision) {
            return new Release(name, namespace, revision, true, Optional.empty(), ValuesPolicy.RESET);
        }
    }

    /** Copies the set. */
    public RenderRequest {
        secrets = Set.copyOf(secrets);
    }

    /** A request with the defaults of Helm, without a cluster. */
    public static RenderRequest of(Chart chart, Map<String, @Nullable Object> values, Release release) {
        return new RenderRequest(
                chart,
                values,
                release,
                Capabilities.DEFAULT,
                ObjectLookup.NONE,
                Clock.systemUTC(),
                Set.of(),
                RenderOptions.DEFAULT);
    }

    /** The same, for a cluster. */
    public RenderRequest with(Capabilities cluster, ObjectLookup objects) {
        return new RenderRequest(chart, values, release, cluster, objects, clock, secrets, options);
    }

    /** The same, at another time. */
    public RenderRequest with(Clock other) {
        return new RenderRequest(chart, values, release, capabilities, lookup, other, secrets, options);
    }

    /** The same, with other options. */
    public RenderRequest with(RenderOptions others) {
        return new RenderRequest(chart, values, release, capabilities, lookup, clock, secrets, others);
    }

    /** The same, with texts that no message may show. */
    public RenderRequest withSecrets(Set<String> texts) {
        return new RenderRequest(chart, values, release, capabilities, lookup, clock, texts, options);
    }
}
