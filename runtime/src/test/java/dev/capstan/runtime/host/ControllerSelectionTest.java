package dev.capstan.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.runtime.reconcile.KindReconciler;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControllerSelectionTest {
    private static final List<Controller> PRESENT = List.of(new Named("source"), new Named("kustomize"));

    @Test
    void aStarMeansAll() {
        assertThat(ControllerSelection.parse("*").from(PRESENT)).isEqualTo(PRESENT);
        assertThat(ControllerSelection.parse("source,*").from(PRESENT)).isEqualTo(PRESENT);
    }

    @Test
    void namesSelect() {
        assertThat(ControllerSelection.parse(" kustomize , ").from(PRESENT)).containsExactly(PRESENT.get(1));
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatAreThere() {
        assertThatThrownBy(() -> ControllerSelection.parse("source,helm").from(PRESENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names helm")
                .hasMessageContaining("kustomize, source");
    }

    @Test
    void namingNothingIsRefused() {
        assertThatThrownBy(() -> ControllerSelection.parse(" , ")).isInstanceOf(IllegalArgumentException.class);
    }

    private record Named(String id) implements Controller {
        @Override
        public ControllerIdentity identity() {
            return new ControllerIdentity(id, id + "-controller", id + "-controller");
        }

        @Override
        public List<KindReconciler<?, ?>> reconcilers() {
            return List.of();
        }
    }
}
