package dev.capstan.application.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.application.core.StateKey.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateKeyTest {
    @Test
    void theStatesOfApplicationsHaveKeys() {
        assertThat(StateKey.of("app|managed-resources|my-app|1.8.3.gz"))
                .hasValue(new StateKey(State.MANAGED_RESOURCES, "my-app", true));
        assertThat(StateKey.of("app|resources-tree|team_my-app|1.8.3"))
                .hasValue(new StateKey(State.RESOURCES_TREE, "team_my-app", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app|resources-tree|my-app",
                "app|resources-tree|my-app|1|1.8.3.gz",
                "app|resources-tree||1.8.3.gz",
                "app|hydrated|my-app|1.8.3.gz",
                "cluster|info|https://kubernetes.default.svc|1.8.3.gz",
                "x|app|resources-tree|my-app|1.8.3.gz",
                "app|resources-tree|my-app|1.8.3.zip"
            })
    void otherKeysAreNone(String key) {
        assertThat(StateKey.of(key)).isEmpty();
    }
}
