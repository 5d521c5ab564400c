package dev.capstan.application.set.kube;

import dev.capstan.access.git.InstallationTokens;
import dev.capstan.application.metric.SetMetrics;
import dev.capstan.application.plane.ControlPlaneView;
import dev.capstan.application.set.SourceTrees;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.http.OutboundHttp;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What sets need of the controller that they are part of.
 *
 * @param identity of that controller
 * @param namespace of the control plane, in which sets and their Applications are
 * @param plane projects and clusters
 * @param isPlaneKnown whether {@code plane} was read; a cluster that is not known yet is not one that is gone
 * @param other what takes care of sets in our place, for people; empty when nothing does
 * @param files for the git generator
 * @param trust whether commits are signed as projects demand
 * @param applications as their own reconciler sees them
 * @param http for forges
 * @param tokens of Apps of GitHub
 * @param metrics what dashboards see of sets
 */
public record SetParts(
        ControllerIdentity identity,
        ReconcilerServices services,
        SetConfig config,
        String namespace,
        ControlPlaneView plane,
        BooleanSupplier isPlaneKnown,
        Supplier<Optional<String>> other,
        SourceFiles files,
        SourceTrees.CommitTrust trust,
        ApplicationsInView applications,
        OutboundHttp http,
        InstallationTokens tokens,
        SetMetrics metrics) {}
