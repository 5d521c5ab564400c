package dev.capstan.promotion.chain;

import static dev.capstan.promotion.chain.Chains.NOON;
import static dev.capstan.promotion.chain.Chains.content;
import static dev.capstan.promotion.chain.Chains.healthy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.capstan.promotion.gate.GateState;
import dev.capstan.promotion.health.EnvironmentHealth;
import dev.capstan.promotion.note.Notes;
import dev.capstan.promotion.note.Pause;
import dev.capstan.promotion.note.Skip;
import dev.capstan.promotion.place.StepLook;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StepTest {
    private static final EnvironmentState DEV = healthy("dev", content('b'));
    private static final EnvironmentState STAGING = healthy("staging", content('a'));
    private static final StepLook LACKS = new StepLook.Lacks();

    static Stream<Arguments> steps() {
        return Stream.of(
                arguments("nothing there", step(EnvironmentState.unseen("dev"), STAGING, LACKS), "Nothing"),
                arguments("the same", step(DEV, STAGING, new StepLook.Has()), "UpToDate"),
                arguments("new and proven", step(DEV, STAGING, LACKS), "Go"),
                arguments("new, into nothing", step(DEV, EnvironmentState.unseen("staging"), LACKS), "Go"),
                arguments("not healthy", step(being(new EnvironmentHealth.NotHealthy("x")), STAGING, LACKS), "Wait"),
                arguments("being checked", step(being(new EnvironmentHealth.Checking("x")), STAGING, LACKS), "Wait"),
                arguments("blocked", step(DEV, STAGING, new StepLook.Blocked("x")), "Hold"),
                arguments("came back by a rollback", step(restored("dev"), STAGING, LACKS), "Hold"),
                arguments("rolled back there", step(DEV, rejecting(), LACKS), "Hold"),
                arguments("taken away by a person", step(DEV, STAGING.receiving(content('b')), LACKS), "Hold"),
                arguments("after an older one", step(DEV, STAGING.receiving(content('c')), LACKS), "Go"),
                arguments(
                        "rolled back where it is contained",
                        step(DEV, restored("staging"), new StepLook.Has()),
                        "Nothing"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("steps")
    void decides(String name, Step step, String decision) {
        assertThat(step.decide().getClass().getSimpleName()).isEqualTo(decision);
    }

    static Stream<Arguments> notes() {
        Skip other = new Skip("prod", "bbbbbbb", "r");
        return Stream.of(
                arguments(with(new Pause(Optional.empty(), "")), "paused, no reason given"),
                arguments(with(new Pause(Optional.of("staging"), "holidays")), "paused: holidays"),
                arguments(with(new Pause(Optional.of("prod"), "holidays")), ""),
                arguments(with(new Skip("staging", "bbbbbbb", "slow")), "main@bbbbbbbbbbbb is skipped: slow"),
                arguments(with(new Skip("staging", "aaaaaaa", "slow")), ""),
                arguments(with(other), ""));
    }

    @ParameterizedTest
    @MethodSource("notes")
    void listensToPeople(Notes notes, String why) {
        Decision decision = new Step(DEV, STAGING, LACKS, notes, _ -> List.of()).decide();

        assertThat(decision instanceof Decision.Hold hold ? hold.why() : "").isEqualTo(why);
    }

    @Test
    void aPauseHoldsUpNothingThatIsThere() {
        Notes paused = with(new Pause(Optional.empty(), ""));

        assertThat(new Step(DEV, STAGING, new StepLook.Has(), paused, _ -> List.of()).decide())
                .isEqualTo(new Decision.UpToDate());
    }

    @Test
    void allGatesMustBeOpen() {
        var later = new GateState("window", false, "later", Optional.of(NOON.plusSeconds(60)));
        var sooner = new GateState("healthyFor", false, "soon", Optional.of(NOON.plusSeconds(5)));
        var open = GateState.open("approval", "yes");

        Decision decision = new Step(DEV, STAGING, LACKS, Notes.NONE, _ -> List.of(open, later, sooner)).decide();

        assertThat(decision).isInstanceOf(Decision.Wait.class);
        assertThat(decision.gates())
                .extracting(GateState::type)
                .containsExactly("health", "approval", "window", "healthyFor");
        assertThat(decision.wakeAt()).contains(NOON.plusSeconds(5));
    }

    @Test
    void aWaitForSomethingThatHappensHasNoTime() {
        Decision decision = step(being(new EnvironmentHealth.NotHealthy("x")), STAGING, LACKS)
                .decide();

        assertThat(decision.wakeAt()).isEmpty();
        assertThat(decision.pending()).contains(content('b'));
    }

    private static Step step(EnvironmentState from, EnvironmentState to, StepLook look) {
        return new Step(from, to, look, Notes.NONE, _ -> List.of());
    }

    private static EnvironmentState being(EnvironmentHealth health) {
        return DEV.being(health, NOON);
    }

    private static EnvironmentState restored(String name) {
        EnvironmentState twice = healthy(name, content('a')).having(Optional.of(content('b')), NOON);
        return twice.restored(twice.earlier().getFirst(), content('a'), "bad", NOON)
                .being(new EnvironmentHealth.Healthy(), NOON);
    }

    private static EnvironmentState rejecting() {
        return restored("staging");
    }

    private static Notes with(Pause pause) {
        return new Notes(List.of(), List.of(pause), List.of(), Optional.empty(), List.of());
    }

    private static Notes with(Skip skip) {
        return new Notes(List.of(), List.of(), List.of(skip), Optional.empty(), List.of());
    }
}
