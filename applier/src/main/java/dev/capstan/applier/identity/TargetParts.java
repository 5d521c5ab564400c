package dev.capstan.applier.identity;

import dev.capstan.apply.Applier;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.watch.ManagedObjects;

/**
 * The parts of a target.
 *
 * @param api the cluster, with the rights of the target
 * @param catalog how the kinds of the cluster are served
 * @param managed what of the cluster is managed
 * @param applier applies to the cluster, with any rights
 */
public record TargetParts(ClusterApi api, ResourceCatalog catalog, ManagedObjects managed, Applier applier) {}
