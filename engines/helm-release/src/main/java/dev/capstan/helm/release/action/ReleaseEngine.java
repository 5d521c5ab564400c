package dev.capstan.helm.release.action;

import dev.capstan.apply.Applier;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.watch.ManagedObjects;
import dev.capstan.helm.release.state.Holders;
import java.time.Clock;
import java.time.Duration;

/**
 * What all actions on the releases of a cluster share.
 *
 * @param catalog how the kinds of the cluster are served
 * @param managed the view of what is managed there
 * @param applier applies to it
 * @param profile by which rules; that of the view
 * @param holders who may be at work on a release besides this process
 * @param process names this process in records; another one never has the same name
 * @param patience how long an API server that does not answer is asked again
 * @param recording where the records of what was done go
 */
public record ReleaseEngine(
        ResourceCatalog catalog,
        ManagedObjects managed,
        Applier applier,
        ApplyProfile profile,
        Holders holders,
        String process,
        Duration patience,
        Clock clock,
        ActionRecording recording) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** An engine in the place of Flux's controller. */
    public static ReleaseEngine of(
            ResourceCatalog catalog, ManagedObjects managed, String process, Clock clock, ActionRecording recording) {
        return of(
                catalog, managed, new Applier(catalog, managed, clock), ApplyProfile.helm(), process, clock, recording);
    }

    /** The same with an applier that serves others, too, and with other rules. */
    public static ReleaseEngine of(
            ResourceCatalog catalog,
            ManagedObjects managed,
            Applier applier,
            ApplyProfile profile,
            String process,
            Clock clock,
            ActionRecording recording) {
        return new ReleaseEngine(
                catalog, managed, applier, profile, Holders.inPlaceOfFlux(), process, PATIENCE, clock, recording);
    }
}
