package dev.capstan.image.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.AccessFrom;
import dev.capstan.api.meta.NamespaceSelector;
import dev.capstan.api.meta.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepositoryAccessTest {
    private static final ObjectKey REPOSITORY = new ObjectKey("images", "app");
    private static final AccessFrom ALL = from(Map.of());

    @Test
    void theOwnNamespaceIsAlwaysLetIn() {
        assertThat(refusal("images", false, null)).isEmpty();
        assertThat(refusal("images", true, new AccessFrom(List.of()))).isEmpty();
    }

    @Test
    void othersAreLetInByTheirLabels() {
        assertThat(refusal("team", true, ALL)).isEmpty();
        assertThat(refusal("team", true, from(Map.of("tier", "web")))).isEmpty();
        assertThat(refusal("team", true, from(Map.of("tier", "web", "zone", "eu"))))
                .isEmpty();
        assertThat(refusal("team", true, from(Map.of("tier", "db")))).isPresent();
        assertThat(refusal("team", true, from(Map.of("tier", "web", "extra", ""))))
                .isPresent();
    }

    @Test
    void anyOfSeveralSelectorsIsEnough() {
        var accessFrom = new AccessFrom(
                List.of(new NamespaceSelector(Map.of("tier", "db")), new NamespaceSelector(Map.of("zone", "eu"))));

        assertThat(refusal("team", true, accessFrom)).isEmpty();
    }

    @Test
    void withoutASelectorNobodyElseIsLetIn() {
        assertThat(refusal("team", true, null))
                .hasValueSatisfying(why -> assertThat(why).contains("spec.accessFrom"));
        assertThat(refusal("team", true, new AccessFrom(List.of()))).isPresent();
    }

    @Test
    void theOperatorCanBlockAllReferencesToOtherNamespaces() {
        assertThat(refusal("team", false, ALL))
                .hasValueSatisfying(why -> assertThat(why).contains("blocked"));
    }

    @Test
    void aNamespaceThatCannotBeSeenIsNotLetIn() {
        assertThat(refusal("gone", true, ALL)).isPresent();
    }

    private static AccessFrom from(Map<String, String> labels) {
        return new AccessFrom(List.of(new NamespaceSelector(labels)));
    }

    private static Optional<String> refusal(String from, boolean mayCross, @Nullable AccessFrom accessFrom) {
        return RepositoryAccess.refusal(
                from,
                REPOSITORY,
                mayCross,
                accessFrom,
                namespace ->
                        namespace.equals("gone") ? Optional.empty() : Optional.of(Map.of("tier", "web", "zone", "eu")));
    }
}
