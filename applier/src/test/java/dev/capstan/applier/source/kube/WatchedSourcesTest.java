package dev.capstan.applier.source.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.schema.KindRole;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.Test;

class WatchedSourcesTest {
    @Test
    void everyKindThatMayBeASourceIsWatched() {
        assertThat(WatchedSources.KINDS.stream().map(HasMetadata::getFullResourceName))
                .containsExactlyInAnyOrderElementsOf(ToolkitKind.with(KindRole.MANIFEST_SOURCE).stream()
                        .map(kind -> kind.plural() + "." + kind.group())
                        .toList());
    }
}
