package dev.capstan.runtime.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnWritesTest {
    private static final ObjectKey KEY = new ObjectKey("apps", "config");

    private final OwnWrites<ConfigMap> writes = new OwnWrites<>();

    @ParameterizedTest
    @CsvSource({
        "10, 9, true",
        "10, 10, false",
        "10, 11, false",
        "100, 99, true",
        "b, a, false",
        "10, a, false",
        "-1, 9, false",
        "9223372036854775808, 9223372036854775807, true",
        "18446744073709551616, 9, true",
        "9, 18446744073709551616, false",
        ", 9, false",
        "10, , false"
    })
    void newerOneCountsAndInDoubtTheWatch(@Nullable String written, @Nullable String watched, boolean isOurs) {
        var own = object("one", written);
        var seen = object("one", watched);
        writes.wrote(KEY, own);

        assertThat(writes.newest(KEY, seen)).isSameAs(isOurs ? own : seen);
    }

    @Test
    void objectThatWasMadeAnewIsNotTheOneThatWeWrote() {
        var anew = object("two", "9");
        writes.wrote(KEY, object("one", "10"));

        assertThat(writes.newest(KEY, anew)).isSameAs(anew);
    }

    @Test
    void whatTheWatchHasSeenIsNotRememberedAnyMore() {
        writes.wrote(KEY, object("one", "10"));
        writes.newest(KEY, object("one", "10"));
        var old = object("one", "9");

        assertThat(writes.newest(KEY, old)).isSameAs(old);
    }

    @Test
    void otherObjectsAreNotConcerned() {
        writes.wrote(new ObjectKey("apps", "other"), object("one", "10"));
        var seen = object("one", "9");

        assertThat(writes.newest(KEY, seen)).isSameAs(seen);
    }

    private static ConfigMap object(String uid, @Nullable String version) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withUid(uid)
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }
}
