/**
 * What an AppProject permits: sources, destinations, kinds, namespaces of Applications, times of syncs, and which account applies. Reads
 * the object as a JSON tree; asks no cluster.
 */
@NullMarked
package dev.capstan.argo.project;

import org.jspecify.annotations.NullMarked;
