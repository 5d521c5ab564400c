/**
 * The port to a Kubernetes API server, named by what applying needs. Knows no client library.
 */
@NullMarked
package dev.capstan.apply.cluster;

import org.jspecify.annotations.NullMarked;
