package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServedNamespacesTest {
    @Test
    void theControlPlaneAndWhatIsNamedAreServed() {
        var served = new ServedNamespaces("argocd", List.of("team-*", "shop"));

        assertThat(List.of("argocd", "team-a", "shop", "shops", "default"))
                .filteredOn(served::has)
                .containsExactly("argocd", "team-a", "shop");
    }

    @Test
    void aMalformedPatternIsNamedAtTheStart() {
        assertThatThrownBy(() -> new ServedNamespaces("argocd", List.of("[")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capstan.application.namespaces: the pattern '['");
    }
}
