package dev.capstan.helmrelease.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.applier.identity.TargetParts;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.helm.AskedApiVersions;
import dev.capstan.helm.Capabilities;
import dev.capstan.helm.KubeVersion;
import dev.capstan.helmrelease.run.ReleaseCluster.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.WeakHashMap;

/**
 * What charts may ask of clusters: their version, which is kept for a while, and what they serve. That is asked for when a chart looks at
 * it, and anew for each chart that does, since it must see the definitions that were just applied, by whomever; all that ask within a
 * moment share the answer.
 */
final class ClusterCapabilities {

    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<ResourceCatalog, Known> versions = Collections.synchronizedMap(new WeakHashMap<>());

    private record Known(KubeVersion version, Instant readAt) {}

    ClusterCapabilities(Clock clock) {
        this.clock = clock;
    }

    /** Those of a cluster. */
    Reading of(TargetParts cluster) {
        Known known = versions.get(cluster.catalog());
        if (known == null || known.readAt().plus(KEPT).isBefore(clock.instant())) {
            switch (cluster.api().discover("version")) {
                case ApiResult.Ok<ObjectNode>(var answer, var _) -> {
                    switch (KubeVersion.parse(answer.path("gitVersion").asText(""))) {
                        case KubeVersion.Parsed.Version(var version) -> known = new Known(version, clock.instant());
                        case KubeVersion.Parsed.Invalid(var why) -> {
                            return new Reading.Unknown(why);
                        }
                    }
                }
                case ApiResult.Refused<ObjectNode> refused -> {
                    return new Reading.Unknown("its version is refused with code " + refused.code());
                }
                case ApiResult.Unreachable<ObjectNode>(var what) -> {
                    return new Reading.Unknown(what);
                }
            }
            versions.put(cluster.catalog(), known);
        }
        var served = new Served(cluster.catalog());
        return new Reading.Known(
                new Capabilities(known.version(), new AskedApiVersions(served::apiVersions)), served::gap);
    }

    /** What a cluster serves, and why that is not known. */
    private static final class Served {
        private final ResourceCatalog catalog;
        private volatile Optional<String> gap = Optional.empty();

        Served(ResourceCatalog catalog) {
            this.catalog = catalog;
        }

        List<String> apiVersions() {
            ResourceCatalog.Everything everything = catalog.everything();
            if (everything.types().isEmpty()) {
                gap = everything.gap().or(() -> Optional.of("it serves nothing"));
            }
            return ClusterCapabilities.apiVersions(everything.types());
        }

        Optional<String> gap() {
            return gap;
        }
    }

    /** First the versions of groups, then the kinds in them. */
    private static List<String> apiVersions(List<ResourceType> types) {
        var versions = new TreeSet<String>();
        var kinds = new TreeSet<String>(Comparator.naturalOrder());
        for (ResourceType type : types) {
            String version = type.kind().group().isEmpty()
                    ? type.kind().version()
                    : type.kind().group() + "/" + type.kind().version();
            versions.add(version);
            kinds.add(version + "/" + type.kind().kind());
        }
        var all = new LinkedHashSet<String>(versions);
        all.addAll(kinds);
        return List.copyOf(all);
    }
}
