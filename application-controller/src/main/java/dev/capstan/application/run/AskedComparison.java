package dev.capstan.application.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.application.compare.CompareMemory;
import dev.capstan.application.compare.ManagedObject;
import dev.capstan.application.compare.Refresh;
import dev.capstan.application.compare.Visibility;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.object.Sources;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.application.refresh.RefreshLevel;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.compare.Comparison;
import dev.capstan.argo.health.assess.HealthRules;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Compares an Application for somebody who asks, with what its sources meant when it was last looked at, and writes nothing. Nothing is kept of
 * it. Thread-safe.
 */
public final class AskedComparison {
    private final PassPorts ports;
    private final Refresh refresh;
    private final Clock clock;

    /** Comparisons in that world. */
    public AskedComparison(PassPorts ports, Comparison comparison, Clock clock) {
        this.ports = ports;
        this.refresh = new Refresh(comparison, ports.owners());
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param objects as they may be shown, in the order of their keys; each is unpacked when the stream comes to it
     * @param cluster where they are
     * @param live what there is in it
     * @param isVisible whether the project permits that an object in it is seen
     */
    public record Found(
            Supplier<Stream<ManagedObject>> objects,
            Cluster cluster,
            LiveView live,
            HealthRules health,
            Predicate<JsonNode> isVisible) {}

    /** Compares; empty when that is not possible, which the conditions of the Application say, or it is being deleted. May block. */
    public Optional<Found> of(ApplicationObject application) {
        if (application.isDeleting()) {
            return Optional.empty();
        }
        ControlPlane plane = ports.plane().now();
        var looking = new Looking(ports, refresh, plane, application, clock);
        Look look = looking.at(application, Sources.of(application.spec()), RefreshLevel.COMPARE, new CompareMemory());
        return look instanceof Look.Seen seen ? Optional.of(found(seen, looking, plane)) : Optional.empty();
    }

    private static Found found(Look.Seen seen, Looking looking, ControlPlane plane) {
        var visibility = new Visibility(
                looking.instance(),
                plane,
                seen.project(),
                seen.cluster(),
                seen.compared().targets().scopes());
        return new Found(
                () -> seen.compared().managed(plane.settings().maskedAnnotations()),
                seen.cluster(),
                seen.view(),
                plane.health(),
                visibility::isPermitted);
    }
}
