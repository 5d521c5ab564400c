/**
 * A Kubernetes cluster as commands use it: clients, the custom resource definitions, objects of the toolkit, and which clusters
 * run. Commands that need no cluster load nothing of this.
 */
@NullMarked
package dev.capstan.cli.cluster;

import org.jspecify.annotations.NullMarked;
