package dev.capstan.application.set.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.application.set.SetKnowledge;
import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.GitTree;
import dev.capstan.argo.set.input.SetInputs;
import dev.capstan.argo.set.input.SetRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetMemoriesTest {
    private static final ObjectKey SET = new ObjectKey("argocd", "teams");
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
    private static final String URL = "https://git.example/fleet.git";

    private final SetMemories memories = new SetMemories();

    @Test
    void aSetThatMustAskAnewDoesSoUntilAPassHasEnded() {
        memories.put(SET, knowledge());

        memories.expire(SET);

        assertThat(memories.of(SET).freshFor(NOW)).contains(Duration.ZERO);
        memories.put(SET, knowledge());
        assertThat(memories.of(SET).freshFor(NOW)).contains(Duration.ofMinutes(3));
    }

    @Test
    void aSetThatMustAskAnewStillHearsOfItsRepositories() {
        memories.put(SET, knowledge());

        memories.expire(SET);

        assertThat(memories.keysWith(URL::equals)).containsExactly(SET);
    }

    @Test
    void nothingIsRememberedOfASetThatWasNeverLookedAt() {
        memories.expire(SET);

        assertThat(memories.of(SET)).isEqualTo(SetKnowledge.NONE);
    }

    private static SetKnowledge knowledge() {
        return new SetKnowledge(
                JsonNodeFactory.instance.objectNode(),
                SetInputs.none()
                        .with(
                                new SetRequest.Tree(URL, "main", ""),
                                new Answer.Found<>(new GitTree("c0ffee", List.of("teams/a/app.yaml")))),
                Optional.of(NOW.plus(Duration.ofMinutes(3))),
                Optional.of(List.of()));
    }
}
