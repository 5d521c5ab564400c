package dev.capstan.application.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.application.source.FakeSources;
import dev.capstan.apply.Owner;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForeignOwnerTest {
    private static Optional<ForeignOwner> of(String metadata) {
        return ForeignOwner.of(FakeSources.yaml("metadata: " + metadata));
    }

    @Test
    void bothLabelsNameAnOwner() {
        assertThat(of("{labels: {helm.toolkit.fluxcd.io/name: r, helm.toolkit.fluxcd.io/namespace: n}}"))
                .contains(new ForeignOwner(new Owner(Owner.HELM, "n", "r")));
        assertThat(of("{labels: {kustomize.toolkit.fluxcd.io/name: k, kustomize.toolkit.fluxcd.io/namespace: n}}"))
                .contains(new ForeignOwner(Owner.kustomization("n", "k")))
                .get()
                .hasToString("Kustomization n/k");
    }

    @Test
    void oneLabelIsNotEnough() {
        assertThat(of("{labels: {helm.toolkit.fluxcd.io/name: r}}")).isEmpty();
        assertThat(of("{}")).isEmpty();
    }

    @Test
    void labelsOfAChildMayBeCopies() {
        assertThat(of("{ownerReferences: [{controller: true}], labels: {helm.toolkit.fluxcd.io/name: r,"
                        + " helm.toolkit.fluxcd.io/namespace: n}}"))
                .isEmpty();
    }

    @Test
    void anOwnerMayLetGo() {
        assertThat(of("{annotations: {capstan.dev/takeover: allowed}, labels: {helm.toolkit.fluxcd.io/name: r,"
                        + " helm.toolkit.fluxcd.io/namespace: n}}"))
                .isEmpty();
    }
}
