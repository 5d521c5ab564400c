package dev.capstan.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeSummaryTest {

    @Test
    void aFewObjectsAreNamed() {
        assertThat(ChangeSummary.of("""
                        ConfigMap/default/a created
                        Namespace/shop created
                        Deployment/default/b configured
                        """))
                .containsExactly("created     ConfigMap/default/a, Namespace/shop", "configured  Deployment/default/b");
    }

    @Test
    void manyObjectsAreCounted() {
        String event = IntStream.range(0, 40)
                .mapToObj(n -> (n % 4 == 0 ? "Service" : "ConfigMap") + "/default/o" + n + " deleted")
                .collect(Collectors.joining("\n"));

        assertThat(ChangeSummary.of(event)).containsExactly("deleted     40 objects: 30 ConfigMap, 10 Service");
    }

    @Test
    void otherEventsListNoChanges() {
        assertThat(ChangeSummary.of("Health check passed in 12ms")).isEmpty();
        assertThat(ChangeSummary.of("")).isEmpty();
    }
}
