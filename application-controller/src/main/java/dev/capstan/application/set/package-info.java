/**
 * ApplicationSets: what one pass over a set asks, decides and writes. What generators, templates, plans and rollouts mean is in {@code
 * dev.capstan.argo.set}; this package puts them in order, and knows no cluster.
 */
@NullMarked
package dev.capstan.application.set;

import org.jspecify.annotations.NullMarked;
