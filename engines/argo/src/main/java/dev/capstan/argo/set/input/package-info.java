/**
 * What generators need to know of the world, as data: clusters, listings of repositories, pull requests. What is not there is asked for by
 * a {@link dev.capstan.argo.set.input.SetRequest}; whoever can reach the world answers, and generates again.
 */
@NullMarked
package dev.capstan.argo.set.input;

import org.jspecify.annotations.NullMarked;
