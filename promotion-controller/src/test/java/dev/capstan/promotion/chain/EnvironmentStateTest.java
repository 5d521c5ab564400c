package dev.capstan.promotion.chain;

import static dev.capstan.promotion.chain.Chains.NOON;
import static dev.capstan.promotion.chain.Chains.content;
import static dev.capstan.promotion.chain.Chains.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.promotion.health.EnvironmentHealth;
import dev.capstan.promotion.place.Content;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentStateTest {
    private static final Instant LATER = NOON.plusSeconds(600);
    private static final EnvironmentHealth HEALTHY = new EnvironmentHealth.Healthy();

    @Test
    void healthCountsFromWhenItWasFirstSeen() {
        EnvironmentState state = healthy("dev", content('a'))
                .having(Optional.of(content('a')), LATER)
                .being(HEALTHY, LATER);

        assertThat(state.healthySince()).contains(NOON);
        assertThat(state.current().orElseThrow().since()).isEqualTo(NOON);
    }

    @Test
    void healthBeginsAnewWithOtherContent() {
        EnvironmentState state = healthy("dev", content('a'))
                .having(Optional.of(content('b')), LATER)
                .being(HEALTHY, LATER);

        assertThat(state.healthySince()).contains(LATER);
    }

    @Test
    void aBreakBeginsItAnewAndALookDoesNot() {
        EnvironmentState state = healthy("dev", content('a'));

        assertThat(state.being(new EnvironmentHealth.Checking("x"), LATER)
                        .being(HEALTHY, LATER)
                        .healthySince())
                .contains(NOON);
        assertThat(state.being(new EnvironmentHealth.NotHealthy("x"), LATER)
                        .being(HEALTHY, LATER)
                        .healthySince())
                .contains(LATER);
    }

    @Test
    void whatComesFromAnotherCommitAndIsTheSameKeepsItsRevision() {
        Content same = new Content(
                content('a').digest(),
                content('b').revision(),
                content('b').commit(),
                content('b').files());

        EnvironmentState state = healthy("dev", content('a')).having(Optional.of(same), LATER);

        assertThat(state.current().orElseThrow().content()).isEqualTo(content('a'));
    }

    @Test
    void whatIsGoneFromHistoryIsWhereItIsFoundNow() {
        Content found = new Content(
                content('a').digest(),
                content('b').revision(),
                content('b').commit(),
                content('b').files());
        EnvironmentState state = healthy("dev", content('a'));

        EnvironmentState rewritten = state.found(Map.of(), Optional.of(found));

        assertThat(rewritten.current().orElseThrow().content()).isEqualTo(found);
        assertThat(rewritten.healthySince()).isEqualTo(state.healthySince());
        assertThat(state.found(Map.of(content('a').commit(), content('a').digest()), Optional.of(found)))
                .isEqualTo(state);
    }

    @Test
    void remembersAFewThingsThatItHadBefore() {
        EnvironmentState state = healthy("dev", content('0'));
        for (char digit = '1'; digit <= '9'; digit++) {
            state = state.having(Optional.of(content(digit)), LATER);
        }

        assertThat(state.earlier())
                .extracting(it -> it.content().shortCommit().charAt(0))
                .containsExactly('8', '7', '6', '5', '4');
    }

    @Test
    void goesBackStepByStep() {
        EnvironmentState state = healthy("prod", content('a'))
                .having(Optional.of(content('b')), NOON)
                .having(Optional.of(content('c')), NOON);

        EnvironmentState once = state.restored(state.earlier().getFirst(), content('b'), "slow", LATER);
        EnvironmentState twice = once.restored(once.earlier().getFirst(), content('a'), "slow, too", LATER);

        assertThat(once.current().orElseThrow()).isEqualTo(new Held(content('b'), LATER, true));
        assertThat(once.rejection(content('c')))
                .contains(new Rejected(content('c').digest(), "slow"));
        assertThat(once.rejection(content('b'))).isEmpty();
        assertThat(twice.current().orElseThrow().content()).isEqualTo(content('a'));
        assertThat(twice.earlier()).isEmpty();
        assertThat(twice.rejected()).hasSize(2);
    }

    @Test
    void anEnvironmentThatVanishedIsNotHealthy() {
        EnvironmentState state = healthy("prod", content('a')).having(Optional.empty(), LATER);

        assertThat(state.healthySince()).isEmpty();
        assertThat(state.earlier()).hasSize(1);
    }
}
