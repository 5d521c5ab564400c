package dev.capstan.applier.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.apply.Cancellation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectStatesTest {

    private static final ObjectKey APP = new ObjectKey("apps", "app");

    private final ObjectStates<String, String> states = new ObjectStates<>();

    @Test
    void unknownObjectIsIdle() {
        assertThat(states.of(APP)).isEqualTo(new ObjectState.Idle<>());
        assertThat(states.isRunning(APP)).isFalse();
        assertThat(states.endWait(APP)).isEmpty();
    }

    @Test
    void runKnowsWhatTheLastOneLeftBehind() {
        states.rest(APP, "first");

        states.begin(APP, new Cancellation());

        assertThat(states.isRunning(APP)).isTrue();
        assertThat(states.of(APP).lastRun()).contains("first");
    }

    @Test
    void runThatDecidesNothingLeavesEverythingAsItWas() {
        states.rest(APP, "first");
        states.begin(APP, new Cancellation());

        states.settle(APP);

        assertThat(states.of(APP)).isEqualTo(new ObjectState.AtRest<>("first"));
    }

    @Test
    void firstRunThatDecidesNothingLeavesNothing() {
        states.begin(APP, new Cancellation());

        states.settle(APP);

        assertThat(states.of(APP)).isEqualTo(new ObjectState.Idle<>());
    }

    @Test
    void runThatIsUnderWayCanBeCancelled() {
        var cancellation = new Cancellation();
        states.begin(APP, cancellation);

        states.cancelRun(APP, "newer");

        assertThat(cancellation.reason()).contains("newer");
    }

    @Test
    void whatIsNotRunningIsNotCancelled() {
        var cancellation = new Cancellation();
        states.begin(APP, cancellation);
        states.await(APP, "wait");

        states.cancelRun(APP, "newer");

        assertThat(cancellation.isCancelled()).isFalse();
    }

    @Test
    void waitIsEndedOnceAndTheRunBeforeItCountsAgain() {
        states.rest(APP, "first");
        states.begin(APP, new Cancellation());
        states.await(APP, "wait");

        assertThat(states.of(APP)).isEqualTo(new ObjectState.AwaitingHealth<>("wait", Optional.of("first")));
        assertThat(states.endWait(APP)).contains("wait");
        assertThat(states.endWait(APP)).isEmpty();
        assertThat(states.of(APP)).isEqualTo(new ObjectState.AtRest<>("first"));
    }

    @Test
    void failureIsNotRemembered() {
        states.rest(APP, "first");
        states.begin(APP, new Cancellation());

        states.idle(APP);

        assertThat(states.of(APP).lastRun()).isEmpty();
    }
}
