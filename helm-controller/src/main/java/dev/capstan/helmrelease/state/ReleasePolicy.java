package dev.capstan.helmrelease.state;

import dev.capstan.api.helm.ActionStrategy;
import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.api.helm.InstallRemediation;
import dev.capstan.api.helm.InstallSpec;
import dev.capstan.api.helm.TestSpec;
import dev.capstan.api.helm.UpgradeRemediation;
import dev.capstan.api.helm.UpgradeSpec;
import dev.capstan.api.meta.GoDuration;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows when an install or an upgrade failed.
 *
 * @param retries how often it is tried again after the first time; negative without a limit
 * @param remediatesLast whether the last failure is undone, too
 * @param ignoresTests whether a failed test is no failure
 * @param undoing how a failure is undone
 * @param retryAfter nothing is undone, and the action is tried again after this time; empty when failures are undone
 */
public record ReleasePolicy(
        long retries, boolean remediatesLast, boolean ignoresTests, Undoing undoing, Optional<Duration> retryAfter) {

    private static final Duration RETRY_INTERVAL = Duration.ofMinutes(5);

    /** How a failed action is undone. */
    public enum Undoing {
        /** By going back to the release before. */
        ROLLBACK,
        /** By uninstalling the release. */
        UNINSTALL
    }

    /** Whether so many failures are all that there may be. */
    public boolean isExhausted(long failures) {
        return retryAfter.isEmpty() && retries >= 0 && failures > retries;
    }

    /** Whether the failure is undone after which there have been so many. */
    boolean isUndone(long failures) {
        return !isExhausted(failures) || remediatesLast;
    }

    /**
     * The policy for installs.
     *
     * @param retriesByDefault whether a spec that names no strategy asks to try again and undo nothing
     */
    public static ReleasePolicy ofInstall(HelmReleaseSpec spec, boolean retriesByDefault) {
        Optional<InstallSpec> install = Optional.ofNullable(spec.install());
        Optional<InstallRemediation> remediation = install.map(InstallSpec::remediation);
        return new ReleasePolicy(
                remediation.map(InstallRemediation::retries).orElse(0L),
                remediation.map(InstallRemediation::remediateLastFailure).orElse(false),
                remediation.map(InstallRemediation::ignoreTestFailures).orElse(ignoresTests(spec)),
                Undoing.UNINSTALL,
                retryAfter(install.map(InstallSpec::strategy).orElse(null), retriesByDefault));
    }

    /** The policy for upgrades; as {@link #ofInstall}. */
    public static ReleasePolicy ofUpgrade(HelmReleaseSpec spec, boolean retriesByDefault) {
        Optional<UpgradeSpec> upgrade = Optional.ofNullable(spec.upgrade());
        Optional<UpgradeRemediation> remediation = upgrade.map(UpgradeSpec::remediation);
        long retries = remediation.map(UpgradeRemediation::retries).orElse(0L);
        return new ReleasePolicy(
                retries,
                remediation.map(UpgradeRemediation::remediateLastFailure).orElse(retries != 0),
                remediation.map(UpgradeRemediation::ignoreTestFailures).orElse(ignoresTests(spec)),
                remediation
                        .map(UpgradeRemediation::strategy)
                        .filter("uninstall"::equals)
                        .map(_ -> Undoing.UNINSTALL)
                        .orElse(Undoing.ROLLBACK),
                retryAfter(upgrade.map(UpgradeSpec::strategy).orElse(null), retriesByDefault));
    }

    private static boolean ignoresTests(HelmReleaseSpec spec) {
        return Optional.ofNullable(spec.test()).map(TestSpec::ignoreFailures).orElse(false);
    }

    private static Optional<Duration> retryAfter(@Nullable ActionStrategy strategy, boolean retriesByDefault) {
        boolean retries = strategy == null ? retriesByDefault : strategy.name().equals(ActionStrategy.RETRY_ON_FAILURE);
        return retries
                ? Optional.of(GoDuration.pause(strategy == null ? null : strategy.retryInterval(), RETRY_INTERVAL))
                : Optional.empty();
    }
}
