package dev.capstan.e2e.faults;

import dev.capstan.e2e.Installation;
import dev.capstan.e2e.Tenant;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fault loop over separate controllers. {@code fault-loop.points} says how long it is, {@code fault-loop.seed} which
 * one; without a seed it is one that nobody has seen, and the report names it.
 */
@WithCluster(dedicated = true)
class FaultLoopIT {
    /** A loop that failed does not get better by a second try. */
    private static Optional<AssertionError> failure = Optional.empty();

    @Test
    void losesNothingAndNeverSaysWhatIsNotTrue(
            TestCluster cluster, TestNamespace namespace, @TempDir Path repositories) {
        failure.ifPresent(it -> {
            throw it;
        });
        int points = Integer.getInteger("fault-loop.points", 30);
        long seed = Optional.ofNullable(System.getProperty("fault-loop.seed"))
                .filter(it -> !it.isBlank())
                .map(Long::valueOf)
                .orElseGet(System::currentTimeMillis);
        Path folder = Installation.newFolder(Installation.Mode.SEPARATE);
        try (var installation = new Installation(Installation.Mode.SEPARATE, cluster, folder).start();
                var tenant = new Tenant(namespace, repositories);
                var loop = new FaultLoop(tenant, installation, cluster, new PointPlans(seed, true), folder)) {
            for (int number = 1; number <= points; number++) {
                loop.run(number);
            }
            installation.rights().nothingWasRefused();
            System.out.println("fault loop with seed " + seed + ": " + loop.figures());
        } catch (AssertionError wrong) {
            failure = Optional.of(wrong);
            throw wrong;
        }
    }
}
