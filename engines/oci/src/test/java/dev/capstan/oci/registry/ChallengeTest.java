package dev.capstan.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChallengeTest {
    @Test
    void readsATokenService() {
        assertThat(Challenge.of(List.of("Bearer realm=\"https://a.example/t\",service=\"s, t\",scope=\"x\"")))
                .contains(new Challenge.Bearer("https://a.example/t", Optional.of("s, t")));
        assertThat(Challenge.of(List.of("bearer  Realm = https://a.example/t")))
                .contains(new Challenge.Bearer("https://a.example/t", Optional.empty()));
    }

    @Test
    void prefersTokens() {
        assertThat(Challenge.of(List.of("Basic realm=\"x\"", "Bearer realm=\"https://a.example/t\"")))
                .containsInstanceOf(Challenge.Bearer.class);
    }

    @Test
    void basicIsBasicInWhateverForm() {
        assertThat(Challenge.of(List.of("Basic"))).contains(new Challenge.Basic());
        assertThat(Challenge.of(List.of("BASIC realm=\"x\""))).contains(new Challenge.Basic());
    }

    @Test
    void whatIsNotKnownIsNothing() {
        assertThat(Challenge.of(List.of())).isEmpty();
        assertThat(Challenge.of(List.of("Negotiate", "Bearer service=\"s\"", "Bearer realm=\"" + "x".repeat(5000))))
                .isEmpty();
    }
}
