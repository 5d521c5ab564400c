package dev.capstan.helmrelease.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.identity.ApplyTargets;
import dev.capstan.applier.identity.IdentityRequest;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.record.ApplyRecord;
import dev.capstan.helm.release.action.ActionRecording;
import dev.capstan.helm.release.action.ReleaseEngine;
import dev.capstan.helmrelease.run.ReleaseClusters;
import java.time.Clock;
import java.util.function.Consumer;

/** The clusters of releases by the engines, with the identities that the applier chooses. */
final class EngineReleaseClusters implements ReleaseClusters {

    private final ApplyTargets targets;
    private final ClusterCapabilities capabilities;
    private final ApplyProfile profile;
    private final String process;
    private final Clock clock;
    private final Consumer<ApplyRecord> records;

    /**
     * @param profile by which rules objects are applied; that of the views of the targets
     * @param process names this process in records; another one never has the same name
     * @param records takes the record of what was done
     */
    EngineReleaseClusters(
            ApplyTargets targets, ApplyProfile profile, String process, Clock clock, Consumer<ApplyRecord> records) {
        this.targets = targets;
        this.profile = profile;
        this.capabilities = new ClusterCapabilities(clock);
        this.process = process;
        this.clock = clock;
        this.records = records;
    }

    @Override
    public Choice of(IdentityRequest request) {
        return switch (targets.of(request)) {
            case ApplyTargets.Choice.Usable(var target) -> {
                var parts = target.parts();
                yield new Choice.Usable(new EngineReleaseCluster(
                        target,
                        ReleaseEngine.of(
                                parts.catalog(),
                                parts.managed(),
                                parts.applier(),
                                profile,
                                process,
                                clock,
                                new ActionRecording(target.actor(), records)),
                        capabilities));
            }
            case ApplyTargets.Choice.Refused(var message) -> new Choice.Refused(message);
            case ApplyTargets.Choice.AccountMissing(var message) -> new Choice.Missing(message);
            case ApplyTargets.Choice.KubeconfigMissing(var message) -> new Choice.Missing(message);
            case ApplyTargets.Choice.Unavailable(var message) -> new Choice.Unavailable(message);
        };
    }

    @Override
    public void release(ObjectKey subject) {
        targets.release(subject);
    }
}
