package dev.capstan.runtime.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LeadershipTest {
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final FakeLeaseClient lease = new FakeLeaseClient();
    private final List<String> told = new ArrayList<>();
    private long now = 1_000;
    private Runnable onWon = () -> {};
    private final Leadership leadership = candidate("us");

    @Test
    void createsAndWinsALeaseThatIsNotThere() {
        leadership.round();

        assertThat(told).containsExactly("won");
        assertThat(leadership.mayWrite()).isTrue();
        assertThat(holder()).isEqualTo("us");
    }

    @Test
    void winsALeaseThatWasGivenBack() {
        lease.write(heldBy(""));

        leadership.round();

        assertThat(told).containsExactly("won");
        assertThat(Objects.requireNonNull(lease.stored()).getSpec().getLeaseTransitions())
                .isEqualTo(4);
    }

    @Test
    void winsALeaseWithoutASpec() {
        Lease bare = heldBy("x");
        bare.setSpec(null);
        lease.write(bare);

        leadership.round();

        assertThat(told).containsExactly("won");
        assertThat(holder()).isEqualTo("us");
    }

    @Test
    void waitsForALeaseThatChangesAndWinsOneThatDoesNotChangeForItsDuration() {
        lease.write(heldBy("other"));
        leadership.round();
        pass(Duration.ofSeconds(14));
        lease.write(heldBy("other"));
        leadership.round();
        pass(Duration.ofSeconds(14));
        leadership.round();
        assertThat(told).isEmpty();

        pass(Duration.ofSeconds(1));
        leadership.round();

        assertThat(told).containsExactly("won");
    }

    @Test
    void theTimesThatAnotherProcessWroteMeanNothing() {
        Lease old = heldBy("other");
        old.getSpec().setRenewTime(Instant.EPOCH.atZone(ZoneOffset.UTC));
        lease.write(old);

        leadership.round();

        assertThat(told).isEmpty();
    }

    @Test
    void somebodyWhoIsFasterKeepsTheLease() {
        lease.write(heldBy(""));
        lease.beforeNextUpdate(() -> lease.write(heldBy("other")));

        leadership.round();

        assertThat(told).isEmpty();
        assertThat(leadership.mayWrite()).isFalse();
        assertThat(holder()).isEqualTo("other");
    }

    @Test
    void renewingKeepsIt() {
        leadership.round();
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(3));
            leadership.round();
        }

        assertThat(told).containsExactly("won");
        assertThat(leadership.mayWrite()).isTrue();
    }

    @Test
    void losesWhenAnotherProcessHasIt() {
        leadership.round();
        lease.write(heldBy("other"));

        leadership.round();

        assertThat(told).containsExactly("won", "lost: other has it");
        assertThat(leadership.mayWrite()).isFalse();
        assertThat(leadership.hasWon()).isTrue();
    }

    @Test
    void aLeaseThatSomebodyAnnotatesAtThatMomentIsKept() {
        leadership.round();
        lease.beforeNextUpdate(() -> lease.write(heldBy("us")));

        leadership.round();
        leadership.round();

        assertThat(told).containsExactly("won");
        assertThat(leadership.mayWrite()).isTrue();
    }

    @Test
    void aRenewalThatFailsCostsNothingWhileTheLeaseIsValid() {
        leadership.round();
        lease.setUnreachable(true);
        pass(Duration.ofSeconds(14));
        leadership.round();
        assertThat(leadership.mayWrite()).isTrue();

        lease.setUnreachable(false);
        leadership.round();
        pass(Duration.ofSeconds(14));

        assertThat(leadership.mayWrite()).isTrue();
        assertThat(told).containsExactly("won");
    }

    @Test
    void losesWhenItCannotRenewInTime() {
        leadership.round();
        lease.setUnreachable(true);
        pass(LEASE);

        assertThat(leadership.mayWrite()).isFalse();
        leadership.round();

        assertThat(told).hasSize(2).last().asString().startsWith("lost: it could not be renewed: ");
    }

    @Test
    void losesWhenAnotherProcessTookWhatWasNotRenewedInTime() {
        leadership.round();
        pass(Duration.ofMinutes(5));
        lease.write(heldBy("other"));

        leadership.round();

        assertThat(told).containsExactly("won", "lost: it was not renewed in time, and other has it now");
    }

    @Test
    void aProcessThatWasPausedForLongerThanTheLeaseMayNotWriteAndLosesItEvenIfTheLeaseStillNamesIt() {
        leadership.round();
        pass(Duration.ofMinutes(5));

        assertThat(leadership.mayWrite()).isFalse();
        leadership.round();

        assertThat(told)
                .containsExactly(
                        "won", "lost: it was not renewed in time, so that another process had the right to take it");
        assertThat(holder()).isEqualTo("us");
    }

    @Test
    void onceLostItDoesNotRunAgain() {
        leadership.round();
        lease.write(heldBy("other"));
        leadership.round();
        lease.write(heldBy(""));

        leadership.round();

        assertThat(told).containsExactly("won", "lost: other has it");
        assertThat(holder()).isEmpty();
    }

    @Test
    void closingGivesTheLeaseBack() {
        leadership.round();

        leadership.close();

        assertThat(holder()).isEmpty();
        assertThat(leadership.mayWrite()).isFalse();
        assertThat(told).containsExactly("won");
    }

    @Test
    void closingDoesNotTakeTheLeaseFromAnotherProcess() {
        leadership.round();
        lease.write(heldBy("other"));

        leadership.close();

        assertThat(holder()).isEqualTo("other");
    }

    @Test
    void closingSurvivesAnApiServerThatIsAway() {
        leadership.round();
        lease.setUnreachable(true);

        leadership.close();

        assertThat(leadership.mayWrite()).isFalse();
    }

    @Test
    void aLeaderThatCannotBeginGivesTheLeaseBackAndAnotherOneWins() {
        onWon = () -> {
            throw new IllegalStateException("port 9090 is in use");
        };
        leadership.round();

        assertThat(told).containsExactly("won", "failed: port 9090 is in use");
        assertThat(leadership.mayWrite()).isFalse();
        leadership.round();
        assertThat(holder()).isEmpty();

        onWon = () -> {};
        candidate("them").round();
        assertThat(holder()).isEqualTo("them");
    }

    @Test
    void anErrorWhileBeginningIsTreatedTheSame() {
        onWon = () -> {
            throw new NoClassDefFoundError("x");
        };

        leadership.round();

        assertThat(told).containsExactly("won", "failed: x");
        assertThat(holder()).isEmpty();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private String holder() {
        return Objects.requireNonNull(lease.stored()).getSpec().getHolderIdentity();
    }

    private static Lease heldBy(String holder) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("test")
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(holder)
                .withLeaseDurationSeconds(15)
                .withLeaseTransitions(3)
                .endSpec()
                .build();
    }

    private Leadership candidate(String identity) {
        return new Leadership(
                lease,
                new Leadership.Settings("default", "test", identity, LEASE, Duration.ofSeconds(3)),
                Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC),
                () -> now,
                new Leadership.Events() {
                    @Override
                    public void won() {
                        told.add("won");
                        onWon.run();
                    }

                    @Override
                    public void lost(String why) {
                        told.add("lost: " + why);
                    }

                    @Override
                    public void failed(Throwable cause) {
                        told.add("failed: " + cause.getMessage());
                    }
                },
                Runnable::run);
    }
}
