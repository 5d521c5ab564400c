package dev.capstan.runtime.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TriggerRuleTest {
    private static final KindConventions<GitRepository, GitRepositoryStatus> TOOLKIT =
            KindConventions.toolkit(GitRepository.class, GitRepositoryStatus.INITIAL);

    @Test
    void newGenerationsRequestsAndDeletionsTrigger() {
        assertThat(triggers(it -> it.setGeneration(2L))).isTrue();
        assertThat(triggers(it -> it.setUid("another"))).isTrue();
        assertThat(triggers(it -> it.setDeletionTimestamp("2026-01-01T00:00:00Z")))
                .isTrue();
        assertThat(triggers(it -> it.getAnnotations().put("reconcile.fluxcd.io/requestedAt", "later")))
                .isTrue();
    }

    @Test
    void whatWeAndOthersWriteBesideTheSpecDoesNot() {
        assertThat(triggers(it -> {})).isFalse();
        assertThat(triggers(it -> it.setResourceVersion("9"))).isFalse();
        assertThat(triggers(it -> it.getAnnotations().put("example.com/other", "x")))
                .isFalse();
        assertThat(triggers(it -> it.getFinalizers().add("example.com/other"))).isFalse();
    }

    private static boolean triggers(Consumer<ObjectMeta> change) {
        GitRepository before = object();
        GitRepository changed = object();
        change.accept(changed.getMetadata());
        return TriggerRule.triggersReconcile(TOOLKIT, changed, before);
    }

    private static GitRepository object() {
        var object = new GitRepository();
        object.setMetadata(new ObjectMetaBuilder()
                .withName("one")
                .withNamespace("web")
                .withUid("uid")
                .withGeneration(1L)
                .withResourceVersion("1")
                .addToAnnotations("reconcile.fluxcd.io/requestedAt", "now")
                .build());
        return object;
    }
}
