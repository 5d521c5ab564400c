package dev.capstan.runtime.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.object.FakeObjectClient;
import dev.capstan.runtime.object.StatusPlace;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the policies of a kind say of an object. */
class KindConventionsTest {
    private static final RequestPolicy TAKEN_OFF =
            new RequestPolicy.TakenOff("example.com/refresh", Set.of("example.com/since"));
    private static final RequestPolicy NOTED = new RequestPolicy.NotedInStatus("example.com/refresh");

    @Test
    void theToolkitKeepsItsFinalizerItsRequestAndItsSubresource() {
        var toolkit = KindConventions.toolkit(GitRepository.class, GitRepositoryStatus.INITIAL);

        assertThat(toolkit.finalizers()).isEqualTo(new FinalizerPolicy.Ours("finalizers.fluxcd.io"));
        assertThat(toolkit.requests()).isEqualTo(new RequestPolicy.NotedInStatus("reconcile.fluxcd.io/requestedAt"));
        assertThat(toolkit.statusPlace()).isEqualTo(StatusPlace.SUBRESOURCE);
        assertThat(toolkit.turn().apply(object(""))).isEqualTo("web");
    }

    @Test
    void finalizersOfUsersAreThoseThatTheKindKnows() {
        GitRepository object = object(", finalizers: [a.example.com/1, b.example.com/2, c.example.com/3]");

        assertThat(new FinalizerPolicy.GivenByUsers(name -> !name.startsWith("b")).on(object))
                .containsExactlyInAnyOrder("a.example.com/1", "c.example.com/3");
        assertThat(new FinalizerPolicy.Ours("b.example.com/2").on(object)).containsExactly("b.example.com/2");
        assertThat(new FinalizerPolicy.Ours("d.example.com/4").on(object)).isEmpty();
        assertThat(new FinalizerPolicy.None().on(object)).isEmpty();
    }

    @Test
    void aRequestThatIsTakenOffAsksByBeingThere() {
        GitRepository without = object("");
        GitRepository normal = object(", annotations: {example.com/refresh: normal}");
        GitRepository hard = object(", annotations: {example.com/refresh: hard}");

        assertThat(TAKEN_OFF.isAskedBy(normal, without)).isTrue();
        assertThat(TAKEN_OFF.isAskedBy(hard, normal)).isTrue();
        assertThat(TAKEN_OFF.isAskedBy(hard, hard)).isFalse();
        assertThat(TAKEN_OFF.isAskedBy(without, normal)).isFalse();
        assertThat(NOTED.isAskedBy(without, normal)).isTrue();
        assertThat(new RequestPolicy.None().isAskedBy(normal, without)).isFalse();
    }

    @Test
    void companionsGoWithTheRequestAndNeverAlone() {
        GitRepository both = object(
                ", annotations: {example.com/refresh: normal, example.com/since: noon, example.com/other: stays}");
        GitRepository companion = object(", annotations: {example.com/since: noon}");

        assertThat(TAKEN_OFF.removedFrom(both))
                .isEqualTo(Map.of("example.com/refresh", "normal", "example.com/since", "noon"));
        assertThat(TAKEN_OFF.removedFrom(companion)).isEmpty();
        assertThat(NOTED.removedFrom(both)).isEmpty();
    }

    private static GitRepository object(String metadata) {
        return new FakeObjectClient<>(GitRepository.class).create(DispatcherScenario.YAML.formatted(metadata));
    }
}
