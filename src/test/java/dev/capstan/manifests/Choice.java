package dev.capstan.manifests;

import java.util.List;
import java.util.stream.Stream;

/**
 * The same choice in the two ways to say it.
 *
 * @param components what Kustomize gives
 * @param values what the chart is told, as flags of {@code --set}
 */
record Choice(Installation components, List<String> values) {
    /** Every choice that both know. */
    static Stream<Choice> all() {
        return Stream.of(
                new Choice(Installation.folder("all"), List.of()),
                new Choice(Installation.folder("standalone"), List.of("standalone.enabled=true")),
                new Choice(
                        Installation.folder("examples/minimal"),
                        List.of(
                                "controllers.helm.enabled=false",
                                "controllers.secrets.enabled=false",
                                "controllers.image.enabled=false",
                                "controllers.promotion.enabled=false",
                                "controllers.application.enabled=false")),
                new Choice(
                        Installation.allWith("single-tenant", "cluster-reconciler"),
                        List.of("tenancy.lockDown=false", "clusterReconciler.create=true")),
                new Choice(Installation.allWith("storage-volume"), List.of("storage.kind=volume")),
                new Choice(Installation.allWith("storage-nats"), List.of("storage.kind=nats")),
                new Choice(Installation.allWith("nats-cert-manager"), List.of("nats.tls.certManager=true")));
    }

    @Override
    public String toString() {
        return components.name() + " = " + values;
    }
}
