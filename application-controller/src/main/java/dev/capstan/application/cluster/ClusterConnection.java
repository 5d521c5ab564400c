package dev.capstan.application.cluster;

import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;

/**
 * A cluster that is connected.
 *
 * @param api with the identity that the cluster's Secret gives, or the controller's own
 * @param catalog the kinds of the cluster, shared by all who use the connection
 */
public record ClusterConnection(ClusterApi api, ResourceCatalog catalog) {}
