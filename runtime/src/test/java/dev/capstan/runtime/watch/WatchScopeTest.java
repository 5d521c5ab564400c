package dev.capstan.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchScopeTest {
    @Test
    void oneNamespaceCoversNoOther() {
        var scope = new WatchScope(Optional.of("apps"), Optional.empty());

        assertThat(scope.covers("apps")).isTrue();
        assertThat(scope.covers("apps-2")).isFalse();
    }

    @Test
    void withoutANamespaceAllAreCoveredWhateverTheLabels() {
        var scope = new WatchScope(Optional.empty(), Optional.of("shard=one"));

        assertThat(scope.covers("apps")).isTrue();
    }
}
