package dev.capstan.helmrelease.state;

import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.api.helm.HelmReleaseStatus;
import java.util.Optional;

/** The policies of a HelmRelease for its two release actions. */
public record ReleasePolicies(ReleasePolicy install, ReleasePolicy upgrade) {

    /** The word for an install, as the status has it. */
    public static final String INSTALL = "install";

    /** The word for an upgrade. */
    public static final String UPGRADE = "upgrade";

    /** Those of a spec; see {@link ReleasePolicy#ofInstall}. */
    public static ReleasePolicies of(HelmReleaseSpec spec, boolean retriesByDefault) {
        return new ReleasePolicies(
                ReleasePolicy.ofInstall(spec, retriesByDefault), ReleasePolicy.ofUpgrade(spec, retriesByDefault));
    }

    /** What counts for the release action that was tried last; empty when there was none. */
    public Optional<Active> active(HelmReleaseStatus status) {
        return switch (status.lastAttemptedReleaseAction()) {
            case INSTALL -> Optional.of(new Active(INSTALL, install, status.installFailures()));
            case UPGRADE -> Optional.of(new Active(UPGRADE, upgrade, status.upgradeFailures()));
            case null, default -> Optional.empty();
        };
    }

    /** Whether a failed test of the last release is no failure. */
    public boolean ignoresTests(HelmReleaseStatus status) {
        return active(status).map(active -> active.policy().ignoresTests()).orElse(upgrade.ignoresTests());
    }

    /**
     * The policy that counts at this moment.
     *
     * @param action which action was tried last
     * @param failures how many of them failed
     */
    public record Active(String action, ReleasePolicy policy, long failures) {

        /** Whether there may be no more failures. */
        public boolean isExhausted() {
            return policy.isExhausted(failures);
        }
    }
}
